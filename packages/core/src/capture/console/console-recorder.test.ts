import { FakePulse } from '@kymo/testkit'
import type { RecordInit } from '@kymo/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  ConsoleRecorder,
  MAX_BATCH_LENGTH,
  MAX_DELAY_MS,
  type ConsoleRecorderOptions,
} from './console-recorder.ts'

const NAMES = ['stderr', 'stdout'] as const

function createRig(options: Partial<ConsoleRecorderOptions> = {}) {
  const pulse = new FakePulse(1_000_000)
  const records: RecordInit[] = []
  const failures: unknown[] = []
  const recorder = new ConsoleRecorder({
    pulse,
    append: (record) => records.push(record),
    maxBytes: Number.MAX_SAFE_INTEGER,
    redact: undefined,
    onRedactFailure: (error) => failures.push(error),
    ...options,
  })
  const lines = (): (readonly [string, string])[] =>
    records.map(({ outputRaw }) => [NAMES[outputRaw?.outputType ?? 0] ?? '', outputRaw?.line ?? ''])
  const text = (name: string): string =>
    lines()
      .filter(([stream]) => stream === name)
      .map(([, line]) => line)
      .join('')
  return { pulse, records, failures, recorder, lines, text }
}

test('the first output after a pause is recorded at once, what follows together after the delay', () => {
  const { recorder, lines, pulse } = createRig()

  recorder.note('stdout', 'a\n', undefined)
  recorder.note('stdout', 'b\n', undefined)
  recorder.note('stdout', 'c\r', undefined)
  expect(lines()).toEqual([['stdout', 'a\n']])

  pulse.advance(MAX_DELAY_MS)
  expect(lines()).toEqual([
    ['stdout', 'a\n'],
    ['stdout', 'b\nc\r'],
  ])
  expect(pulse.tickerCount).toBe(0)
})

test('a thread that never turns records by printing, and by logging', () => {
  const { recorder, lines, pulse } = createRig()
  pulse.isBlocked = true
  recorder.note('stdout', '1', undefined)

  recorder.note('stdout', '2', undefined)
  pulse.advance(MAX_DELAY_MS - 1)
  recorder.noteTime(pulse.nowMs())
  expect(lines()).toHaveLength(1)
  pulse.advance(1)
  recorder.noteTime(pulse.nowMs())
  expect(lines()).toHaveLength(2)

  recorder.note('stdout', '3', undefined)
  pulse.advance(MAX_DELAY_MS)
  recorder.note('stdout', '4', undefined)
  expect(lines().at(-1)).toEqual(['stdout', '34'])
})

test('much output is recorded before the delay, with the time of its beginning', () => {
  const { recorder, records, pulse } = createRig()
  recorder.note('stdout', 'first', undefined)
  pulse.advance(10)

  recorder.note('stdout', 'x'.repeat(MAX_BATCH_LENGTH / 2), undefined)
  pulse.advance(5)
  recorder.note('stdout', 'y'.repeat(MAX_BATCH_LENGTH / 2), undefined)

  expect(records).toHaveLength(2)
  expect(records[1]?.outputRaw?.timestamp).toEqual({ seconds: 1000, nanos: 10_000_000 })
})

test('a clock that is set back delays nothing', () => {
  let nowMs = 1_000_000
  const pulse = { nowMs: () => nowMs, every: () => () => {}, soon: () => {}, wait: () => Promise.resolve() }
  const { recorder, lines } = createRig({ pulse })
  recorder.note('stdout', 'a', undefined)

  nowMs -= 3_600_000
  recorder.note('stdout', 'b', undefined)

  expect(lines()).toEqual([
    ['stdout', 'a'],
    ['stdout', 'b'],
  ])
})

test('whatever is written in whatever order, each stream’s text and the order of streams are kept', () => {
  const write = fc.record({
    name: fc.constantFrom(...NAMES),
    text: fc.string({ minLength: 1 }),
    waitMs: fc.nat(60),
  })
  fc.assert(
    fc.property(fc.array(write), (writes) => {
      const { recorder, lines, pulse } = createRig()
      for (const { name, text, waitMs } of writes) {
        recorder.note(name, text, undefined)
        pulse.advance(waitMs)
      }
      recorder.close()
      const merge = (parts: readonly (readonly [string, string])[]): string =>
        parts.map(([name, text], i) => (parts[i - 1]?.[0] === name ? text : `\n${name}:${text}`)).join('')
      expect(merge(lines())).toBe(merge(writes.map(({ name, text }) => [name, text] as const)))
    }),
  )
})

test('one huge write becomes several records, and no character is cut', () => {
  const { recorder, records, text } = createRig()
  const huge = `x${'😀'.repeat(1_500_000)}`

  recorder.note('stdout', huge, undefined)

  expect(records.length).toBeGreaterThan(2)
  expect(text('stdout')).toBe(huge)
  for (const { outputRaw } of records) expect(outputRaw?.line).not.toMatch(/\p{Cs}/u)
})

test('beyond the bound output is counted, and the log says where it ends and how much is missing', () => {
  const { recorder, lines, pulse } = createRig({ maxBytes: 10 })
  for (const text of ['12345\n', 'ééé\n', 'more\n', 'x']) {
    recorder.note('stdout', text, undefined)
    pulse.advance(100)
  }
  recorder.close()

  expect(lines()).toEqual([
    ['stdout', '12345\n'],
    ['stdout', '\n[kymo: output is left out from here on: the limit of 10 bytes is reached]\n'],
    ['stderr', '[kymo: 13 bytes in 3 writes were left out]\n'],
  ])
})

test('every whole line is shown to redact(), whatever the writes', () => {
  const seen: string[] = []
  const redact = (line: string): string | undefined => {
    seen.push(line)
    return line.includes('drop') ? undefined : line.replace(/key=\w+/, 'key=***')
  }
  const { recorder, text, pulse } = createRig({ redact })

  for (const part of ['a ke', 'y=12', '34 b\r', '\nprogress 1\rprog', 'ress 2\rdrop me\nend key=9']) {
    recorder.note('stdout', part, undefined)
    pulse.advance(100)
  }
  expect(text('stdout')).toBe('a key=*** b\r\nprogress 1\rprogress 2\r')
  recorder.close()

  expect(text('stdout')).toBe('a key=*** b\r\nprogress 1\rprogress 2\rend key=***')
  expect(seen).toEqual(['a key=1234 b', 'progress 1', 'progress 2', 'drop me', 'end key=9'])
})

test('a redact() that throws or returns nonsense costs its line, and one that prints is not shown its own output', () => {
  const rig = createRig({
    redact: (line) => {
      rig.recorder.note('stdout', `seen ${line}\n`, undefined)
      if (line === 'bad') throw new Error('boom')
      return line === 'odd' ? (7 as never) : line
    },
  })

  rig.recorder.note('stdout', 'good\nbad\nodd\nlast\n', undefined)
  rig.recorder.close()

  expect(rig.text('stdout')).toBe('good\nlast\n')
  expect(rig.failures.map(String)).toEqual(['Error: boom', 'TypeError: it returned a number'])
})

test('after close() nothing is recorded', () => {
  const { recorder, records } = createRig()
  recorder.close()
  recorder.close()

  recorder.note('stdout', 'late', undefined)
  recorder.flush()

  expect(records).toEqual([])
})
