import { readFileSync } from 'node:fs'
import { decodeRecord, HistoryDecoder, LogReader } from '@kymo/protocol'
import { expect, test } from 'vitest'

test('the log that the first version wrote is read whole', () => {
  const reader = new LogReader({
    onDamage: (damage) => {
      throw new Error(`damage at ${damage.offset}`)
    },
  })
  const decoder = new HistoryDecoder()
  const kinds = new Map<string, number>()
  let lossSum = 0

  reader.push(readFileSync(new URL('./golden/v0/mixed.wandb', import.meta.url)))
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const kind = decodeRecord(entry.payload).recordType ?? 'none'
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    const row = decoder.decode(entry.payload)
    if (row !== undefined && row.count > 0) lossSum += row.values[row.names.indexOf('loss')] ?? 0
  }

  expect(Object.fromEntries(kinds)).toEqual({
    header: 1,
    run: 1,
    history: 395,
    config: 1,
    summary: 1,
    exit: 1,
  })
  expect(lossSum).toBeCloseTo(6.552391594107255, 12)
  expect(reader.end()).toEqual({ kind: 'clean' })
})
