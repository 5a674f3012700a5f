import { expect, test } from 'vitest'
import { formatTable, type Column } from './table.ts'
import { createTestScreen } from '../../test/test-screen.ts'
import { textWidth } from './text-width.ts'

const columns: Column[] = [
  { header: 'id' },
  { header: 'name', minWidth: 4 },
  { header: 'rows', align: 'right' },
]
const rows = [
  [{ text: 'a1' }, { text: '学習率の探索' }, { text: '5' }],
  [{ text: 'b22' }, { text: 'plain' }, { text: '1,234' }],
]

test('formatTable() aligns by columns of the terminal, wide characters included', () => {
  expect(formatTable(columns, rows, createTestScreen())).toEqual([
    'id   name           rows',
    'a1   学習率の探索      5',
    'b22  plain         1,234',
  ])
})

test('formatTable() never exceeds the terminal while a column can be cut', () => {
  const lines = formatTable(columns, rows, createTestScreen({ isTty: true, columns: 18 }))

  expect(lines).toContain('a1   学習…       5')
  for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(18)
})

test('formatTable() cuts nothing in a pipe', () => {
  const long = 'x'.repeat(500)

  const lines = formatTable(
    columns,
    [[{ text: 'a' }, { text: long }, { text: '1' }]],
    createTestScreen({ columns: 40 }),
  )

  expect(lines[1]).toContain(long)
})

test('formatTable() cuts before it colours, so that a colour always ends', () => {
  const screen = createTestScreen({ isTty: true, columns: 14, hasColor: true })

  const lines = formatTable(
    columns,
    [[{ text: 'a' }, { text: 'abcdefgh', style: screen.style.red }, { text: '1' }]],
    screen,
  )

  expect(lines[1]).toBe('a   \x1b[31mabc…\x1b[39m     1')
})
