import fc from 'fast-check'
import { FakePulse, FaultFiles } from '@kymo/testkit'
import { expect, test } from 'vitest'
import type { ByteRange } from '../platform/run-files.ts'
import { LogFile, type LogFileOptions } from './log-file.ts'

const PATH = '/run/log'

function setUp(options: Partial<LogFileOptions> = {}) {
  const files = new FaultFiles()
  const pulse = new FakePulse()
  const events: string[] = []
  const open = (): LogFile =>
    new LogFile({
      files,
      pulse,
      flushMs: 0,
      open: () => files.openNew(PATH),
      onFault: (code) => events.push(code),
      onRecovered: () => events.push('recovered'),
      ...options,
    })
  const text = (): string => Buffer.from(files.read(PATH)).toString()
  const append = (file: LogFile, content: string): void =>
    file.append(rangeOf(Buffer.from(content)), pulse.nowMs())
  return { files, pulse, events, open, text, append }
}

test('append() has handed its bytes to the disk when it returns, in one write', () => {
  const { files, open, text, append } = setUp()
  const file = open()

  append(file, 'abc')
  append(file, 'def')

  expect(text()).toBe('abcdef')
  expect(files.callCounts.get('write')).toBe(2)
  expect(file.pendingBytes).toBe(0)
})

test('append() loses nothing when writes are short', () => {
  const { files, open, text, append, events } = setUp()
  const file = open()
  files.limitWrites(2)

  append(file, 'abcdefg')
  append(file, 'hi')

  expect(text()).toBe('abcdefghi')
  expect(events).toEqual([])
})

test.each(['ENOSPC', 'EIO', 'EDQUOT', 'EBADF'])(
  'after %s everything is written in order by a later call',
  (code) => {
    const { files, pulse, open, text, append, events } = setUp()
    const file = open()
    append(file, 'a')
    files.fail('write', { code, count: 2 })

    append(file, 'b')
    append(file, 'c')
    pulse.isBlocked = true
    pulse.advance(250)
    append(file, 'd')
    pulse.advance(250)
    append(file, 'e')

    expect(text()).toBe('abcde')
    expect(events).toEqual([code, 'recovered'])
  },
)

test('a failing disk is asked at most every 250 ms, however often append() is called', () => {
  const { files, open, append } = setUp()
  const file = open()
  files.fail('write', { code: 'EIO', count: 1000 })

  for (let i = 0; i < 1000; i++) append(file, 'x')

  expect(files.callCounts.get('write')).toBe(1)
  expect(file.pendingBytes).toBe(1000)
})

test('a timer tries again for a program that logs no more, and stops once it has worked', () => {
  const { files, pulse, open, text, append } = setUp()
  const file = open()
  files.fail('write', { code: 'ENOSPC', count: 3 })

  append(file, 'a')
  pulse.advance(5000)

  expect(text()).toBe('a')
  expect(pulse.tickerCount).toBe(0)
})

test('a disk that fills in the middle of a record keeps the part that fits, and the rest follows', () => {
  const { files, pulse, open, text, append } = setUp()
  const file = open()
  files.limitCapacity(4)

  append(file, 'abcdef')
  expect(text()).toBe('abcd')
  files.limitCapacity(100)
  pulse.advance(1000)

  expect(text()).toBe('abcdef')
})

test('canHold() refuses what exceeds the limit while the disk refuses, and only then', () => {
  const { files, pulse, open, append } = setUp({ maxPendingBytes: 10 })
  const file = open()
  expect(file.canHold(1000)).toBe(true)
  files.fail('write', { code: 'ENOSPC', count: 1 })

  append(file, '12345678')

  expect(file.canHold(2)).toBe(true)
  expect(file.canHold(3)).toBe(false)
  pulse.advance(1000)
  expect(file.canHold(1000)).toBe(true)
})

test('a file that cannot be made yet is made later, with everything in it', () => {
  const { files, pulse, open, text, append, events } = setUp()
  files.fail('openNew', { code: 'EACCES', count: 2 })
  const file = open()

  append(file, 'a')
  pulse.advance(3000)
  append(file, 'b')

  expect(text()).toBe('ab')
  expect(events).toEqual(['EACCES', 'recovered'])
})

test('close() tries once more and says how many bytes were lost', () => {
  const { files, open, append } = setUp()
  const file = open()
  files.fail('write', { code: 'ENOSPC', count: 100 })
  append(file, 'abc')

  expect(file.close()).toBe(3)
  expect(file.close()).toBe(3)
  expect(file.canHold(1)).toBe(false)
})

test('close() survives a failing close', () => {
  const { files, open, append, text } = setUp()
  const file = open()
  append(file, 'abc')
  files.fail('close', { code: 'EIO' })

  expect(file.close()).toBe(0)
  expect(text()).toBe('abc')
})

test('with flushMs nothing is written before its time, then all of it at once', () => {
  const { files, pulse, open, text, append } = setUp({ flushMs: 50 })
  const file = open()
  file.flush()

  append(file, 'a')
  append(file, 'b')
  expect(text()).toBe('')
  pulse.advance(50)

  expect(text()).toBe('ab')
  expect(files.callCounts.get('write')).toBe(1)
})

test('with flushMs a call past the time writes, even when no timer can fire', () => {
  const { pulse, open, text, append } = setUp({ flushMs: 50 })
  const file = open()
  file.flush()
  pulse.isBlocked = true

  append(file, 'a')
  pulse.advance(60)
  append(file, 'b')

  expect(text()).toBe('ab')
})

test('with flushMs no more than 64 KiB wait', () => {
  const { open, text, append, pulse } = setUp({ flushMs: 50 })
  const file = open()
  pulse.isBlocked = true

  for (let i = 0; i < 70; i++) append(file, 'x'.repeat(1024))

  expect(text().length).toBeGreaterThanOrEqual(64 * 1024)
})

test('whatever fails and whenever, the file is a prefix of what was appended, and all of it once the disk works', () => {
  const step = fc.record({
    size: fc.integer({ min: 1, max: 200 }),
    failCount: fc.integer({ min: 0, max: 2 }),
    maxWrite: fc.integer({ min: 1, max: 100 }),
    pauseMs: fc.integer({ min: 0, max: 600 }),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), fc.constantFrom(0, 50), (steps, flushMs) => {
      const { files, pulse, open } = setUp({ flushMs })
      const file = open()
      const appended: number[] = []
      for (const { size, failCount, maxWrite, pauseMs } of steps) {
        if (failCount > 0) files.fail('write', { code: 'EIO', count: failCount })
        files.limitWrites(maxWrite)
        const bytes = Uint8Array.from({ length: size }, () => appended.push(appended.length % 251) % 256)
        file.append(rangeOf(bytes), pulse.nowMs())
        pulse.advance(pauseMs)
        expect(isPrefix(files.read(PATH), appended)).toBe(true)
      }
      pulse.advance(120_000)
      file.flush()
      expect(files.read(PATH).byteLength).toBe(appended.length)
    }),
  )
})

/** Not at the start and not to the end of its memory, as in life. */
function rangeOf(content: Uint8Array): ByteRange {
  const bytes = new Uint8Array(content.byteLength + 9)
  bytes.set(content, 4)
  return { bytes, start: 4, end: 4 + content.byteLength }
}

function isPrefix(bytes: Uint8Array, appended: readonly number[]): boolean {
  // Byte i was made from the length of the array after pushing, which is i + 1.
  return bytes.every((byte, i) => byte === (i + 1) % 256) && bytes.byteLength <= appended.length
}
