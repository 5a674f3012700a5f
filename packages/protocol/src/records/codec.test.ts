import fc from 'fast-check'
import protobuf from 'protobufjs/minimal.js'
import { describe, expect, test } from 'vitest'
import { decodeRecord, encodeRecord, type RecordInit } from './codec.ts'

const int64 = fc.oneof(
  fc.maxSafeInteger(),
  fc.integer({ min: -3, max: 300 }),
  fc.constantFrom(2 ** 49, 2 ** 49 - 1, 2 ** 56, 2 ** 60, -(2 ** 63)),
)

/** Messages inside are compared by their fields. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}

describe('decodeRecord()', () => {
  test('gives 64-bit fields as the numbers that were encoded, and absent ones as 0', () => {
    fc.assert(
      fc.property(int64, int64, (num, step) => {
        const record = decodeRecord(encodeRecord({ num, history: { step: { num: step } } }))

        expect(record.num).toBe(num)
        expect(record.history?.step?.num).toBe(step)
      }),
    )
    const empty = decodeRecord(encodeRecord({ run: { startTime: {} }, environment: undefined }))

    expect([empty.num, empty.run?.startingStep, empty.run?.startTime?.seconds]).toEqual([0, 0, 0])
  })

  test('leaves the protobufjs of the process as it is', () => {
    const before = protobuf.util.Long

    decodeRecord(encodeRecord({ num: 1 }))

    expect(before).toBeDefined()
    expect(protobuf.util.Long).toBe(before)
    expect(Object.keys(protobuf.roots)).toEqual([])
  })

  test.each<[string, RecordInit]>([
    ['header', { header: { versionInfo: { producer: 'kymo', minConsumer: '0.1' } } }],
    [
      'run',
      {
        run: {
          runId: 'a',
          tags: ['x', 'y'],
          telemetry: { cliVersion: '1', feature: { table: true } },
          resume: true,
        },
      },
    ],
    ['config', { config: { update: [{ nestedKey: ['a', 'b'], valueJson: '1' }], remove: [{ key: 'c' }] } }],
    ['summary', { summary: { update: [{ key: 'best', valueJson: 'NaN' }], kymoExplicit: true } }],
    [
      'metric',
      { metric: { name: 'loss', stepMetric: 'epoch', options: { defined: true }, summary: { min: true } } },
    ],
    [
      'environment',
      { environment: { disk: { '/': { total: 2 ** 45 } }, gpuNvidia: [{ name: 'x' }], slurm: { job: '1' } } },
    ],
    [
      'stats',
      { stats: { timestamp: { seconds: 1_700_000_000, nanos: 5 }, item: [{ key: 'cpu', valueJson: '1' }] } },
    ],
    [
      'artifact',
      { artifact: { manifest: { contents: [{ path: 'p', size: 2 ** 40 }] }, ttlDurationSeconds: -1 } },
    ],
    ['tbrecord', { tbrecord: { namespace: '' } }],
    ['outputRaw', { outputRaw: { outputType: 1, line: 'é👋\n' } }],
    ['exit', { exit: { exitCode: -1, runtime: 3 } }],
  ])('reads back a record of %s', (recordType, record) => {
    const decoded = decodeRecord(encodeRecord({ num: 5, ...record }))

    expect(decoded.recordType).toBe(recordType)
    expect(plain(decoded)).toMatchObject(plain({ num: 5, ...record }) as object)
  })

  test('leaves out what it does not know, and says so when that is all there is', () => {
    const unknownMember = Buffer.from('9a0600', 'hex')
    const unknownField = Buffer.concat([encodeRecord({ num: 3, exit: {} }), Buffer.from('a03f05', 'hex')])

    // What another package of the process may have set.
    protobuf.Reader.discardUnknown = false
    try {
      expect(decodeRecord(unknownMember).recordType).toBeUndefined()
      expect(Object.getOwnPropertyNames(decodeRecord(unknownField))).toEqual(['num', 'exit'])
    } finally {
      protobuf.Reader.discardUnknown = true
    }
  })

  test('throws RECORD_UNDECODABLE, and nothing else, for bytes that are no record', () => {
    const undecodable = expect.objectContaining({ code: 'RECORD_UNDECODABLE' }) as Error
    for (const hex of ['12ffff', '08', '08ffffffffffffffffffff01', '0bff', '000000'])
      expect(() => decodeRecord(Buffer.from(hex, 'hex')), hex).toThrow(undecodable)
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        try {
          decodeRecord(noise)
        } catch (error) {
          expect(error).toEqual(undecodable)
        }
      }),
      { numRuns: 1000 },
    )
  })
})

describe('encodeRecord()', () => {
  test.each(['a\uD800b', '\uDC00'.repeat(300), 'ok 👋\uD83D'])(
    'writes valid UTF-8 for the text %j',
    (text) => {
      const record = decodeRecord(encodeRecord({ config: { update: [{ key: text, valueJson: '1' }] } }))

      expect(record.config?.update?.[0]?.key).toBe(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'))
    },
  )
})
