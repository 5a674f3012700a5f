import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decodeRecord, encodeRecord, type RecordInit } from '../records/codec.ts'
import { BLOCK_BYTES } from './format.ts'
import { FRAME_HEADROOM_BYTES, LogFramer } from './log-framer.ts'
import { LogReader } from './log-reader.ts'

/** A log of 116 bytes that the reference client accepts, record by record: chunk header, payload. */
const FILE_HEADER = '3a572642e1be00'
const VECTORS: readonly { record: RecordInit; chunkHeader: string; payload: string }[] = [
  {
    record: { num: 1, run: { runId: 'abc12345', project: 'p', startTime: { seconds: 1_700_000_000 } } },
    chunkHeader: '5b6e3f041b0001',
    payload: '08018a01160a0861626331323334351a01708a01060880e2cfaa06',
  },
  {
    record: {
      num: 2,
      history: {
        item: [
          { key: 'loss', valueJson: '0.5' },
          { key: '_step', valueJson: '0' },
        ],
      },
    },
    chunkHeader: 'c2bde7451f0001',
    payload: '0802121b0a0c0a046c6f7373820103302e350a0b0a055f7374657082010130',
  },
  {
    record: { num: 3, summary: { update: [{ key: 'loss', valueJson: '0.5' }] } },
    chunkHeader: 'a7358916120001',
    payload: '08031a0e0a0c0a046c6f7373820103302e35',
  },
  { record: { num: 4, exit: {} }, chunkHeader: '4ff30022050001', payload: '0804920100' },
]
const FILE = Buffer.from(
  FILE_HEADER + VECTORS.map((vector) => vector.chunkHeader + vector.payload).join(''),
  'hex',
)

describe('the reference log', () => {
  test('LogFramer and encodeRecord() write it byte for byte', () => {
    const framer = new LogFramer(0)

    const written = Buffer.concat(
      VECTORS.map(({ record }) => Buffer.from(framer.frame(encodeRecord(record)))),
    )

    expect(written.toString('hex')).toBe(FILE.toString('hex'))
    expect(framer.offset).toBe(116)
  })

  test('LogReader and decodeRecord() read it back', () => {
    const reader = new LogReader()
    reader.push(FILE)

    const seen: string[] = []
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      const record = decodeRecord(entry.payload)
      seen.push(`${entry.offset} ${record.num} ${record.recordType}`)
    }

    expect(seen).toEqual(['7 1 run', '41 2 history', '79 3 summary', '104 4 exit'])
    expect(reader.end()).toEqual({ kind: 'clean' })
  })

  test('an empty record has the known checksum', () => {
    const framer = new LogFramer(7)

    expect(Buffer.from(framer.frame(new Uint8Array(0))).toString('hex')).toBe('1bdf05a5000001')
  })
})

test('the worked example of FORMAT.md is what LogFramer writes', () => {
  const framer = new LogFramer(0)
  const ends = [1000, 40_000, 20].map((byteCount) => {
    framer.frame(new Uint8Array(byteCount))
    return framer.offset
  })
  const format = readFileSync(new URL('FORMAT.md', import.meta.url), 'utf8')

  expect(ends).toEqual([1014, 41_028, 41_055])
  for (const end of ends) expect(format).toContain(`\n${end.toLocaleString('en-US')} `)
  expect(format).toContain(`\n${BLOCK_BYTES.toLocaleString('en-US')}  last    8,253 + 7`)
})

test('frameInPlace() makes the bytes that frame() makes, for every length around the end of a block', () => {
  for (let length = 32_700; length < 32_800; length++) {
    const [copying, placing] = [new LogFramer(0), new LogFramer(0)]
    let placedCount = 0
    for (const size of [0, 1, length, 5, length]) {
      const buffer = new Uint8Array(FRAME_HEADROOM_BYTES + size + 3).fill(size & 0xff)
      const end = FRAME_HEADROOM_BYTES + size
      const payload = buffer.slice(FRAME_HEADROOM_BYTES, end)

      const copied = Buffer.from(copying.frame(payload))
      const start = placing.frameInPlace(
        new DataView(buffer.buffer),
        FRAME_HEADROOM_BYTES,
        end,
        length % 2 === 0,
      )

      if (start >= 0) placedCount++
      const placed = start < 0 ? placing.frame(payload) : buffer.subarray(start, end)
      expect(copied.equals(placed)).toBe(true)
      expect(placing.offset).toBe(copying.offset)
    }
    expect(placedCount).toBeGreaterThan(0)
  }
})
