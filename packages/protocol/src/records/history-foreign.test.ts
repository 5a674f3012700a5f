import { expect, test } from 'vitest'
import { HistoryDecoder } from './history-decoder.ts'
import { HistoryEncoder, type HistoryRow } from './history-encoder.ts'

class Foreign {}

const row = (metrics: HistoryRow['metrics']): HistoryRow => ({
  num: 1,
  step: 2,
  timestampMs: 3,
  runtimeMs: 0,
  metrics,
})

test('a row with a foreign value, at any depth, is not encoded; the next one is', () => {
  const encoder = new HistoryEncoder({ isForeign: (value) => value instanceof Foreign })

  expect(encoder.encodeInPlace(row({ a: 1, b: new Foreign() }))).toBe(-1)
  expect(encoder.encodeInPlace(row({ a: { b: { c: new Foreign() } } }))).toBe(-1)
  const plain = new HistoryDecoder().decode(encoder.encode(row({ a: 1, b: { c: [1] } })))
  expect([plain?.names.slice(0, plain.count), plain?.others]).toEqual([['a'], [{ name: 'b.c', json: '[1]' }]])
})

test('plain objects and numbers are never asked about', () => {
  const asked: object[] = []
  const encoder = new HistoryEncoder({ isForeign: (value) => asked.push(value) < 0 })
  encoder.encode(row({ a: 1, b: 'x', c: null, d: { e: 2 }, f: [1] }))

  expect(asked).toEqual([[1]])
})
