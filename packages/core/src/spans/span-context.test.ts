import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { IdSource, isSpanContext } from './span-context.ts'

test('ids are new ones each time, also beyond what is fetched at once', () => {
  const ids = new IdSource(randomBytes)
  const seen = new Set<string>()
  for (let at = 0; at < 1000; at += 1) {
    const context = ids.next()
    expect(isSpanContext(context)).toBe(true)
    seen.add(context.traceId).add(context.spanId)
  }
  expect(seen.size).toBe(2000)
  expect(ids.next('a'.repeat(32)).traceId).toBe('a'.repeat(32))
})

test('no id is all zeros, which would mean none', () => {
  const ids = new IdSource((count) => new Uint8Array(count))
  expect(isSpanContext(ids.next())).toBe(true)
})
