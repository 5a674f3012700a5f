import fc from 'fast-check'
import { expect, test } from 'vitest'
import { coveredMs } from './covered-ms.ts'

test('coveredMs() counts each millisecond that a span covers once', () => {
  const span = fc.record({
    startedMs: fc.integer({ min: 0, max: 50 }),
    durationMs: fc.integer({ min: 0, max: 20 }),
  })
  fc.assert(
    fc.property(fc.array(span), (spans) => {
      const covered = new Set(
        spans.flatMap(({ startedMs, durationMs }) =>
          Array.from({ length: durationMs }, (_, i) => startedMs + i),
        ),
      )

      expect(coveredMs(spans)).toBe(covered.size)
    }),
  )
})
