import fc from 'fast-check'
import { expect, test } from 'vitest'
import { indexRows } from './row-index.ts'

function rowsOf(text: string): unknown[] | undefined {
  const bytes = new TextEncoder().encode(text)
  const index = indexRows(bytes)
  if (index === undefined) return undefined
  return Array.from({ length: index.bounds.length / 2 }, (_each, i) =>
    JSON.parse(new TextDecoder().decode(bytes.subarray(index.bounds[2 * i], index.bounds[2 * i + 1]))),
  )
}

test('indexRows() finds the rows that a parser finds, whatever is in them and around them', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.jsonValue())
  fc.assert(
    fc.property(fc.array(fc.array(cell)), fc.jsonValue(), fc.boolean(), (data, other, isWide) => {
      const document = { columns: ['a', '"data"', '[', '}'], before: other, data, after: other }
      const text = JSON.stringify(document, undefined, isWide ? 2 : undefined)
      expect(rowsOf(text)).toEqual((JSON.parse(text) as { data: unknown[] }).data)
      const head: unknown = JSON.parse(indexRows(new TextEncoder().encode(text))?.head ?? '')
      expect(head).toEqual(JSON.parse(JSON.stringify({ ...document, data: [] })))
    }),
  )
})

test('indexRows() leaves to the parser what has another form', () => {
  for (const text of [
    '',
    '[]',
    '{}',
    '{"data": 3}',
    '{"data": [3]}',
    '{"data": [[1]',
    '{"data": [["]]}',
    'x',
  ])
    expect(rowsOf(text)).toBeUndefined()
})

test('a list named data deeper inside is not that of the rows', () => {
  expect(rowsOf('{"meta": {"data": [[1]]}, "data": [[2]]}')).toEqual([[2]])
})
