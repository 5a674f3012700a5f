import fc from 'fast-check'
import { expect, test } from 'vitest'
import { TimeSlice } from '../domain/time-slice.ts'
import { mergeByTime } from './merge-by-time.ts'

const column = fc
  .array(fc.integer({ min: 0, max: 20 }), { maxLength: 30 })
  .map((times) => Float64Array.from(times).toSorted())

test('mergeByTime() gives the order of a stable sort by time', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(column, { maxLength: 9 }), async (columns) => {
      const expected = columns
        .flatMap((times, source) => Array.from(times, (time, index) => ({ time, source, index })))
        .toSorted((a, b) => a.time - b.time)

      const { source, index } = await mergeByTime(columns, new TimeSlice())

      expect([...source]).toEqual(expected.map((item) => item.source))
      expect([...index]).toEqual(expected.map((item) => item.index))
    }),
  )
})

test('mergeByTime() lets other work through while it merges a million items', async () => {
  const columns = [0, 1, 2, 3, 4, 5].map((list) =>
    Float64Array.from({ length: 170_000 }, (_, i) => i * 6 + list),
  )
  let turnCount = 0
  const timer = setInterval(() => turnCount++, 1)

  const { index } = await mergeByTime(columns, new TimeSlice())
  clearInterval(timer)

  expect(index.length).toBe(1_020_000)
  expect(turnCount).toBeGreaterThan(0)
})
