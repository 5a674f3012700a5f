import fc from 'fast-check'
import { LogFramer, LogReader } from '@kymo/protocol'
import { expect, test } from 'vitest'
import type { StoredLog } from './log-storage.ts'
import { repairTail } from './repair-tail.ts'

/** A log in memory. */
function logOf(initial: Uint8Array): StoredLog & { bytes: Uint8Array; readBytes: number } {
  const log = {
    path: 'memory',
    bytes: initial,
    readBytes: 0,
    size: async () => log.bytes.byteLength,
    read: async (offset: number, length: number) => {
      log.readBytes += length
      return log.bytes.slice(offset, offset + length)
    },
    write: async () => undefined,
    truncate: async (size: number) => {
      log.bytes = log.bytes.slice(0, size)
    },
    sync: async () => undefined,
    setModified: async () => undefined,
    close: async () => undefined,
  }
  return log
}

function frameAll(payloads: readonly Uint8Array[]): { bytes: Uint8Array; ends: number[] } {
  const framer = new LogFramer(0)
  const parts: Uint8Array[] = []
  const ends: number[] = []
  for (const payload of payloads) {
    parts.push(Uint8Array.from(framer.frame(payload)))
    ends.push(framer.offset)
  }
  return { bytes: Buffer.concat(parts), ends }
}

const payloadsOf = (bytes: Uint8Array): string[] => {
  const reader = new LogReader()
  reader.push(bytes)
  const found: string[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    found.push(Buffer.from(entry.payload).toString('latin1'))
  return found
}

const payloads = fc.array(
  fc.oneof(
    { weight: 8, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 300 }) },
    {
      weight: 1,
      arbitrary: fc.integer({ min: 30_000, max: 200_000 }).map((length) => new Uint8Array(length).fill(7)),
    },
  ),
  { minLength: 1, maxLength: 40 },
)

test('repairTail() cuts any torn end back to the last whole record', async () => {
  await fc.assert(
    fc.asyncProperty(payloads, fc.nat(), fc.nat({ max: 70_000 }), async (records, cut, zeroCount) => {
      const { bytes, ends } = frameAll(records)
      const kept = bytes.subarray(0, 1 + (cut % bytes.byteLength))
      const log = logOf(Buffer.concat([kept, new Uint8Array(zeroCount)]))

      const size = await repairTail(log)

      const wholeEnd = Math.max(0, ...ends.filter((end) => end <= kept.byteLength))
      expect(size).toBe(log.bytes.byteLength)
      // Zeros that pad a block are part of the format and may stay.
      expect(size - wholeEnd).toBeGreaterThanOrEqual(0)
      expect(size - wholeEnd).toBeLessThan(7)
      expect(payloadsOf(log.bytes)).toEqual(payloadsOf(bytes.subarray(0, wholeEnd)))
    }),
    { numRuns: 60 },
  )
})

test('repairTail() looks only at the end of a long log', async () => {
  const { bytes } = frameAll(Array.from({ length: 200_000 }, () => new Uint8Array(100).fill(1)))
  const log = logOf(Buffer.concat([bytes, Buffer.from('torn')]))

  await expect(repairTail(log)).resolves.toBe(bytes.byteLength)
  expect(log.readBytes).toBeLessThan(200_000)
})

test('repairTail() keeps a log that is damaged in the middle', async () => {
  const { bytes } = frameAll(Array.from({ length: 3000 }, () => new Uint8Array(100).fill(1)))
  bytes[150_000] = (bytes[150_000] ?? 0) ^ 0xff

  await expect(repairTail(logOf(bytes))).resolves.toBe(bytes.byteLength)
})
