import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BLOCK_BYTES, LOG_HEADER } from './format.ts'
import { LogFramer } from './log-framer.ts'
import { LogReader, type LogDamage, type LogTail } from './log-reader.ts'

interface Written {
  readonly offset: number
  readonly nextOffset: number
  readonly payload: Buffer
}

interface ReadResult {
  readonly records: Written[]
  readonly damage: LogDamage[]
  readonly tail: LogTail
  readonly resumeOffset: number
}

/** Lengths that meet the edges of blocks often. */
const length = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 200 }) },
  { weight: 2, arbitrary: fc.integer({ min: BLOCK_BYTES - 40, max: BLOCK_BYTES + 40 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 3 * BLOCK_BYTES }) },
)
const lengths = fc.array(length, { minLength: 1, maxLength: 25 })
const chunkSizes = fc.array(fc.integer({ min: 1, max: 2 * BLOCK_BYTES }), { minLength: 1, maxLength: 6 })
const damages = fc.record({
  flips: fc.array(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 255 })), { minLength: 1, maxLength: 4 }),
  cut: fc.oneof(fc.constant(0), fc.nat()),
  chunkBytes: chunkSizes,
})

function write(payloadLengths: readonly number[]): { file: Buffer; records: Written[] } {
  const framer = new LogFramer(0)
  const parts: Buffer[] = []
  const records: Written[] = []
  for (const [index, byteCount] of payloadLengths.entries()) {
    const payload = Buffer.alloc(byteCount)
    for (let i = 0; i < byteCount; i++) payload[i] = (index * 31 + i * 7 + 1) & 0xff
    const at = framer.offset
    const bytes = Buffer.from(framer.frame(payload))
    parts.push(bytes)
    records.push({ offset: at + leadBytes(at), nextOffset: framer.offset, payload })
  }
  return { file: Buffer.concat(parts), records }
}

function read(file: Uint8Array, chunkBytes: readonly number[] = [file.length], offset = 0): ReadResult {
  const records: Written[] = []
  const damage: LogDamage[] = []
  const reader = new LogReader({ offset, onDamage: (one) => damage.push(one) })
  let at = offset
  let turn = 0
  while (at < file.length) {
    const count = Math.max(1, chunkBytes[turn++ % chunkBytes.length] ?? 1)
    reader.push(file.subarray(at, at + count))
    at += count
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      records.push({
        offset: entry.offset,
        nextOffset: entry.nextOffset,
        payload: Buffer.from(entry.payload),
      })
    }
  }
  return { records, damage, tail: reader.end(), resumeOffset: reader.resumeOffset }
}

/** Records, damage, torn tail and the file's header, less what may lie between: the zero padding of a block's end. */
function unaccountedBytes(file: Uint8Array, { records, damage, tail }: ReadResult): number {
  const spans = [
    ...records.map((record) => [record.offset, record.nextOffset] as const),
    ...damage.map((one) => [one.offset, one.offset + one.byteCount] as const),
    ...(tail.kind === 'torn' ? [[tail.offset, tail.offset + tail.byteCount] as const] : []),
  ].toSorted((a, b) => a[0] - b[0])
  let at = spans[0]?.[0] === 0 ? 0 : LOG_HEADER.length
  let missing = 0
  for (const [from, to] of spans) {
    const gap = from - at
    const isPadding = gap < 7 && from % BLOCK_BYTES === 0
    if (gap < 0) throw new Error(`overlap of ${-gap} bytes at ${from}`)
    if (gap > 0 && !isPadding) missing += gap
    at = to
  }
  return missing + (file.length - at < 7 ? 0 : file.length - at)
}

describe('LogReader', () => {
  test('reads any records through any boundaries of what is pushed', () => {
    fc.assert(
      fc.property(lengths, chunkSizes, (all, chunkBytes) => {
        const { file, records } = write(all)

        const result = read(file, chunkBytes)

        expect(result.records.map((record) => record.payload.length)).toEqual(all)
        expect(result.records.every((record, i) => record.payload.equals(records[i]?.payload))).toBe(true)
        expect(result.records.map((record) => record.nextOffset)).toEqual(
          records.map((record) => record.nextOffset),
        )
        expect(result.damage).toEqual([])
        expect(result.tail).toEqual({ kind: 'clean' })
      }),
      { numRuns: 60 },
    )
  })

  test('reads one byte at a time', () => {
    const { file, records } = write([0, 1, 40_000, 3])

    expect(read(file, [1]).records.map((record) => record.payload.length)).toEqual(
      records.map((record) => record.payload.length),
    )
  })

  test('continues from the next offset of any record', () => {
    fc.assert(
      fc.property(lengths, fc.nat(), (all, pick) => {
        const { file, records } = write(all)
        const from = records[pick % records.length]

        const result = read(file, [BLOCK_BYTES], from.nextOffset)

        expect(result.records.length).toBe(records.length - (pick % records.length) - 1)
        expect(result.tail).toEqual({ kind: 'clean' })
      }),
      { numRuns: 60 },
    )
  })

  test('gives every record before a truncation, and counts the rest', () => {
    fc.assert(
      fc.property(lengths, fc.nat(), (all, cut) => {
        const { file, records } = write(all)
        const size = cut % (file.length + 1)

        const result = read(file.subarray(0, size))

        const whole = records.filter((record) => record.nextOffset <= size)
        expect(result.records.map((record) => record.nextOffset)).toEqual(
          whole.map((record) => record.nextOffset),
        )
        expect(result.damage).toEqual([])
        const end = Math.max(whole.at(-1)?.nextOffset ?? 0, size >= LOG_HEADER.length ? LOG_HEADER.length : 0)
        if (result.tail.kind === 'torn') expect(result.tail.offset + result.tail.byteCount).toBe(size)
        else expect(size - end).toBeLessThan(7)
      }),
      { numRuns: 150 },
    )
  })

  test('continues from resumeOffset after a truncation, when the rest has arrived', () => {
    fc.assert(
      fc.property(lengths, fc.nat(), (all, cut) => {
        const { file, records } = write(all)
        const first = read(file.subarray(0, cut % (file.length + 1)))

        const second = read(file, [BLOCK_BYTES], first.resumeOffset)

        expect(first.records.length + second.records.length).toBe(records.length)
        expect(second.damage).toEqual([])
      }),
      { numRuns: 80 },
    )
  })

  test('reads every intact record of other blocks whatever is flipped or cut, invents none, and counts what is lost', () => {
    fc.assert(
      fc.property(lengths, damages, (all, { flips, cut, chunkBytes }) => {
        const { file, records } = write(all)
        const damaged = Buffer.from(file.subarray(0, file.length - (cut % file.length)))
        const places = flips.map(([place, mask]) => flip(damaged, place % damaged.length, mask))

        const result = read(damaged, chunkBytes)

        for (const record of result.records) {
          const original = records.find((one) => one.offset === record.offset)
          expect(original?.nextOffset, `invented record at ${record.offset}`).toBe(record.nextOffset)
          expect(original?.payload.equals(record.payload), `invented bytes at ${record.offset}`).toBe(true)
        }
        const found = new Set(result.records.map((record) => record.offset))
        const isLegible = (record: Written): boolean =>
          record.nextOffset <= damaged.length &&
          (record.nextOffset <= Math.min(...places) || !places.some((place) => sharesBlock(record, place)))
        const missing = records.filter((record) => isLegible(record) && !found.has(record.offset))
        expect(missing.map((record) => record.offset)).toEqual([])
        expect(unaccountedBytes(damaged, result)).toBe(0)
      }),
      { numRuns: 300 },
    )
  })

  test('never crashes and never gives a record on noise', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 3 * BLOCK_BYTES, size: 'max' }),
        fc.integer({ min: 1, max: 9000 }),
        (noise, chunk) => {
          const result = read(noise, [chunk])

          expect(result.records).toEqual([])
        },
      ),
      { numRuns: 40 },
    )
  })

  test('waits at a tail of zeros, and reads on when it is filled', () => {
    const { file, records } = write([100, 200])
    const first = records[0]
    const zeroed = Buffer.from(file).fill(0, first.nextOffset)

    const early = read(zeroed)

    expect(early.records.length).toBe(1)
    expect(early.damage).toEqual([])
    expect(early.resumeOffset).toBe(first.nextOffset)
    expect(read(file, [file.length], early.resumeOffset).records.length).toBe(1)
  })

  test.each([1, 20_000, BLOCK_BYTES, 3 * BLOCK_BYTES + 5])(
    'takes %d bytes of zeros at the end for a torn tail, however they arrive',
    (zeroCount) => {
      const { file, records } = write([100, 200])
      const last = records[1]
      const zeroed = Buffer.concat([file, Buffer.alloc(zeroCount)])

      for (const chunkBytes of [1000, 70_000]) {
        const result = read(zeroed, [chunkBytes])

        expect(result.records.length).toBe(2)
        expect(result.damage).toEqual([])
        expect(result.tail).toEqual({ kind: 'torn', offset: last.nextOffset, byteCount: zeroCount })
        expect(result.resumeOffset).toBe(last.nextOffset)
      }
    },
  )

  test('reports zeros as one hole, up to the next block, once something follows them', () => {
    const { file, records } = write([100, 200])
    const hole = Buffer.alloc(2 * BLOCK_BYTES - file.length)
    const framer = new LogFramer(2 * BLOCK_BYTES)

    const result = read(Buffer.concat([file, hole, framer.frame(Buffer.from('after'))]), [999])

    expect(result.records.map((record) => record.payload.length)).toEqual([100, 200, 5])
    expect(result.damage).toEqual([
      { offset: records[1].nextOffset, byteCount: hole.length, reason: 'zero-fill' },
    ])
    expect(result.tail).toEqual({ kind: 'clean' })
  })

  test('reports a record without its end when another follows, and pieces without a beginning one by one', () => {
    const { file } = write([70_000, 3])
    const headOnly = file.subarray(0, BLOCK_BYTES)
    const after = Buffer.from(new LogFramer(BLOCK_BYTES).frame(Buffer.from('after')))

    const interrupted = read(Buffer.concat([headOnly, after]))
    const beheaded = read(file, [file.length], BLOCK_BYTES)

    expect(interrupted.records.map((record) => record.offset)).toEqual([BLOCK_BYTES])
    expect(interrupted.damage).toEqual([{ offset: 7, byteCount: BLOCK_BYTES - 7, reason: 'orphan' }])
    expect(beheaded.records.map((record) => record.payload.length)).toEqual([3])
    expect(beheaded.damage.map((one) => [one.offset, one.reason])).toEqual([
      [BLOCK_BYTES, 'orphan'],
      [2 * BLOCK_BYTES, 'orphan'],
    ])
  })

  test('reports a block of zeros in the middle with its size', () => {
    const { file } = write(Array.from({ length: 40 }, () => 5000))
    file.fill(0, BLOCK_BYTES, 2 * BLOCK_BYTES)

    const result = read(file)

    expect(result.damage.reduce((sum, one) => sum + one.byteCount, 0)).toBeGreaterThanOrEqual(BLOCK_BYTES)
    expect(result.damage.some((one) => one.reason === 'zero-fill')).toBe(true)
    expect(unaccountedBytes(file, result)).toBe(0)
    expect(result.records.length).toBeGreaterThan(30)
  })

  test('reports a header that is not one, and still reads the records', () => {
    const { file, records } = write([10, 20])
    file[6] = 9

    const result = read(file)

    expect(result.damage).toEqual([{ offset: 0, byteCount: 7, reason: 'bad-header' }])
    expect(result.records.length).toBe(records.length)
  })
})

/** What `frame` writes before the first chunk of a record at this offset: the file's header, or padding. */
function leadBytes(offset: number): number {
  const blockLeft = BLOCK_BYTES - (offset % BLOCK_BYTES)
  return offset === 0 ? LOG_HEADER.length : blockLeft < 7 ? blockLeft : 0
}

function flip(bytes: Buffer, at: number, mask: number): number {
  bytes[at] ^= mask
  return at
}

function sharesBlock({ offset, nextOffset }: Written, place: number): boolean {
  const blockStart = place - (place % BLOCK_BYTES)
  return offset < blockStart + BLOCK_BYTES && nextOffset > blockStart
}
