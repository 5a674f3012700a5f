import { expect, test } from 'vitest'
import { csvLine } from './table-csv.ts'

test('quotes, commas and line ends survive, media are JSON', () => {
  expect(csvLine(['a,b', 'say "x"', 'two\nlines', 1.5, true, null, { _type: 'x' }])).toBe(
    '"a,b","say ""x""","two\nlines",1.5,true,,"{""_type"":""x""}"\r\n',
  )
})

test('a logged text is no formula in a spreadsheet, and a negative number stays one', () => {
  expect(csvLine(['=HYPERLINK("http://x")', '@sum', '-5', -5, '-Infinity'])).toBe(
    `"'=HYPERLINK(""http://x"")",'@sum,-5,-5,-Infinity\r\n`,
  )
})
