import { randomBytes } from 'node:crypto'
import type { SpanRecord } from '@kymo/protocol'
import { expect, test } from 'vitest'
import { Tracer } from './tracer.ts'

const MOST_OPEN = 20_000

function makeTracer(): { tracer: Tracer; ended: SpanRecord[]; warnings: number[] } {
  const ended: SpanRecord[] = []
  const warnings: number[] = []
  const tracer = new Tracer({
    write: (record) => void (record.endNs > 0n && ended.push(record)),
    wallMs: () => 1_700_000_000_000,
    monotonicMs: () => 1,
    randomBytes: (count) => randomBytes(count),
    maxChars: 100,
    redact: undefined,
    step: () => 0,
    inherited: undefined,
    onTooManyOpen: (mostCount) => warnings.push(mostCount),
  })
  return { tracer, ended, warnings }
}

test('spans that nobody ends are remembered up to a bound, and said once; what was let go still ends as its program says', () => {
  const { tracer, ended, warnings } = makeTracer()

  const first = tracer.start('first')
  tracer.start('forgotten')
  for (let i = 0; i < MOST_OPEN; i++) tracer.start(`later ${i}`)
  first.end({ outcome: 'error' })
  tracer.close()

  expect(warnings).toEqual([MOST_OPEN])
  expect(ended[0]).toMatchObject({ name: 'first', status: { code: 2 } })
  expect(ended.slice(1)).toHaveLength(MOST_OPEN)
  expect(ended.some(({ name }) => name === 'forgotten')).toBe(false)
})

test('a span that was let go keeps nothing after the end of the run', () => {
  const { tracer, ended } = makeTracer()
  const early = tracer.start('early')
  for (let i = 0; i < MOST_OPEN; i++) tracer.start(`later ${i}`)

  expect(early.isRecording).toBe(true)
  tracer.close()
  expect(early.isRecording).toBe(false)
  expect(ended.map(({ name }) => name)).not.toContain('early')
})

test('spans that end make room again', () => {
  const { tracer, warnings } = makeTracer()
  for (let i = 0; i < 3 * MOST_OPEN; i++) tracer.start(`span ${i}`).end()
  expect(warnings).toEqual([])
})
