import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeyTable, type HistoryKey } from './key-table.ts'

function keyOf(name: string): HistoryKey {
  return { bytes: Buffer.from(name), name, role: 'metric' }
}

function find(table: KeyTable, name: string): HistoryKey | undefined {
  const bytes = Buffer.from(`<${name}>`)
  return table.get(bytes, 1, bytes.length - 1)
}

test('KeyTable finds the keys that were added, and no others', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ maxLength: 12 }), { maxLength: 600 }), fc.nat(), (names, pick) => {
      const table = new KeyTable()
      const addedCount = names.length === 0 ? 0 : pick % names.length

      for (const name of names.slice(0, addedCount)) table.add(keyOf(name))

      for (const [index, name] of names.entries())
        expect(find(table, name)?.name).toBe(index < addedCount ? name : undefined)
    }),
    { numRuns: 60 },
  )
})

test('KeyTable stays bounded: it refuses huge keys and more than it may hold, and keeps the rest', () => {
  const table = new KeyTable()

  table.add(keyOf('x'.repeat(5000)))
  for (let i = 0; i < 210_000; i++) table.add(keyOf(`metric/${i}`))

  expect(find(table, 'x'.repeat(5000))).toBeUndefined()
  expect(find(table, 'metric/0')?.name).toBe('metric/0')
  expect(find(table, 'metric/205000')).toBeUndefined()
})
