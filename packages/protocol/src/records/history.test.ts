import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeRecord, decodeRecord, type RecordInit } from './codec.ts'
import { HistoryDecoder } from './history-decoder.ts'
import { HistoryEncoder, MAX_KEY_BYTES, type HistoryRow, type ValueDrop } from './history-encoder.ts'

const NOW_MS = 1_700_000_000_123

const number = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.constantFrom(
    Number.NaN,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    -0,
    0,
    1e21,
    5e-324,
    2 ** 53,
    999_999_999,
    1_000_000_000,
  ),
)
const name = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom('loss', 'train/acc', '__proto__', 'constructor', 'toString', '👋', ''),
)
const step = fc.oneof(fc.nat(), fc.integer({ min: -5, max: 5 }), fc.maxSafeInteger())
const metrics = fc.dictionary(name, number, { maxKeys: 12, noNullPrototype: false })

function row(values: object, at = 3): HistoryRow {
  return {
    num: 7,
    step: at,
    timestampMs: NOW_MS,
    runtimeMs: 1500,
    metrics: values as Record<string, unknown>,
  }
}

function numberText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value)
}

function jsonNumber(json: string): number | undefined {
  if (['NaN', 'Infinity', '-Infinity'].includes(json)) return Number(json)
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'number' ? value : undefined
  } catch {
    return undefined
  }
}

/** The record that the encoder promises, built for protobufjs. */
function expected({ num, step: at, timestampMs, runtimeMs, metrics: values }: HistoryRow): RecordInit {
  const item = Object.entries(values)
    .filter(([key]) => !['_step', '_runtime', '_timestamp'].includes(key))
    .map(([key, value]) => ({ key, valueJson: numberText(value as number) }))
  item.push(
    { key: '_step', valueJson: String(at) },
    { key: '_runtime', valueJson: String(runtimeMs / 1000) },
    { key: '_timestamp', valueJson: String(timestampMs / 1000) },
  )
  return { num, history: { item, step: { num: at } } }
}

describe('HistoryEncoder', () => {
  test('writes the bytes that protobufjs writes', () => {
    const encoder = new HistoryEncoder()
    fc.assert(
      fc.property(metrics, step, fc.integer({ min: 1, max: 2 ** 40 }), (values, at, num) => {
        const one = { ...row(values, at), num }

        const bytes = encoder.encode(one)

        expect(Buffer.from(bytes).toString('hex')).toBe(
          Buffer.from(encodeRecord(expected(one))).toString('hex'),
        )
      }),
      { numRuns: 500 },
    )
  })

  test('writes rows far larger than its first buffer', () => {
    const values = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`metric/${i}`, i / 7]))

    const record = decodeRecord(new HistoryEncoder().encode(row(values)))

    expect(record.history?.item?.length).toBe(10_003)
    expect(record.history?.item?.[9_999]).toMatchObject({ key: 'metric/9999', valueJson: String(9_999 / 7) })
  })

  test('makes a nested path of a nested object, and keeps what is beside an unsupported value', () => {
    const drops: ValueDrop[] = []
    const encoder = new HistoryEncoder({ onDrop: (drop) => drops.push(drop) })
    const circle: Record<string, unknown> = { inner: 1 }
    circle['self'] = circle

    const record = decodeRecord(
      encoder.encode(
        row({
          a: { b: { c: 1 }, list: [1, Number.NaN] },
          f: () => 1,
          u: undefined,
          s: Symbol('s'),
          circle,
          when: new Date(0),
          big: 2n ** 70n,
          bytes: new Float32Array([0.5, 1]),
          none: null,
          map: new Map([['k', 1]]),
          set: new Set([1]),
        }),
      ),
    )

    const items = record.history?.item?.map(
      (item) => `${item.key || item.nestedKey?.join('>')}=${item.valueJson}`,
    )
    expect(items?.slice(0, -3)).toEqual([
      'a>b>c=1',
      'a>list=[1,NaN]',
      'circle>inner=1',
      'when="1970-01-01T00:00:00.000Z"',
      `big=${2n ** 70n}`,
      'bytes=[0.5,1]',
      'none=null',
      'map={"k":1}',
      'set=[1]',
    ])
    expect(drops.map((drop) => `${drop.path.join('>')} ${drop.reason}`)).toEqual([
      'f function',
      'u undefined',
      's symbol',
      'circle>self circular',
    ])
  })

  test('drops a name above the limit and keeps the others', () => {
    const drops: ValueDrop[] = []
    const encoder = new HistoryEncoder({ onDrop: (drop) => drops.push(drop) })
    const long = 'x'.repeat(MAX_KEY_BYTES + 1)

    const record = decodeRecord(
      encoder.encode(row({ before: 1, [long]: 2, ['é'.repeat(MAX_KEY_BYTES / 2)]: 3, after: 4 })),
    )

    expect(record.history?.item?.map((item) => item.valueJson).slice(0, 3)).toEqual(['1', '3', '4'])
    expect(drops).toEqual([
      {
        path: [long],
        reason: 'key-too-long',
        detail: `a name of 16001 bytes exceeds the limit of ${MAX_KEY_BYTES}`,
      },
    ])
  })

  test('survives getters, proxies and toJSON that throw', () => {
    const drops: ValueDrop[] = []
    const encoder = new HistoryEncoder({ onDrop: (drop) => drops.push(drop) })
    const hostile = {
      ok: 1,
      get bad(): number {
        throw new Error('no')
      },
      json: {
        toJSON: () => {
          throw new Error('never')
        },
      },
      trap: new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('trapped')
          },
        },
      ),
    }

    const record = decodeRecord(encoder.encode(row(hostile)))

    expect(record.history?.item?.[0]).toMatchObject({ key: 'ok', valueJson: '1' })
    expect(drops.map((drop) => drop.path.join('>'))).toEqual(['bad', 'json', 'trap'])
  })

  test('bounds the depth and the size of one value', () => {
    const drops: ValueDrop[] = []
    const encoder = new HistoryEncoder({ onDrop: (drop) => drops.push(drop) })
    const deep: unknown[] = []
    let at = deep
    for (let i = 0; i < 100; i++) {
      const inner: unknown[] = []
      at.push(inner)
      at = inner
    }

    encoder.encode(
      row({ deep, long: 'x'.repeat(2 ** 21), many: new Float64Array(2 ** 20).fill(0.123), fine: [[[1]]] }),
    )

    expect(drops.map((drop) => `${drop.path[0]} ${drop.reason}`)).toEqual([
      'deep too-deep',
      'long too-large',
      'many too-large',
    ])
  })
})

describe('HistoryEncoder, beyond what is sensible', () => {
  test('leaves out what would make a row too long, keeps what came before, and recovers', () => {
    const drops: ValueDrop[] = []
    const encoder = new HistoryEncoder({ onDrop: (drop) => drops.push(drop) })
    const text = 'x'.repeat(1_000_000)
    const texts = Object.fromEntries(Array.from({ length: 70 }, (_, i) => [`text/${i}`, text]))

    const long = decodeRecord(encoder.encode(row({ loss: 1, ...texts, nested: { text }, late: 2 })))
    const next = decodeRecord(encoder.encode(row({ loss: 1 })))

    expect(long.history?.item?.length).toBe(1 + 68 + 3)
    expect(drops.map((drop) => `${drop.path.join('>')} ${drop.reason}`)).toEqual([
      'text/68 too-large',
      'text/69 too-large',
      'nested too-large',
      'late too-large',
    ])
    expect(next.history?.item?.length).toBe(4)
  })

  test('ends soon on nested objects that would unfold into a huge row', () => {
    let branch: object = { leaf: 'x'.repeat(100_000) }
    for (let i = 0; i < 25; i++) branch = { a: branch, b: branch }
    let dropCount = 0

    const bytes = new HistoryEncoder({ onDrop: () => dropCount++ }).encode(row({ branch }))

    expect(bytes.length).toBeLessThan(70e6)
    // Once for every level that was not gone through to its end.
    expect(dropCount).toBeGreaterThan(0)
    expect(dropCount).toBeLessThan(30)
  })

  test('takes 100,000 values of a nested object, and says what it leaves out', () => {
    let branch: object = { leaf: 1 }
    for (let i = 0; i < 24; i++) branch = { a: branch, b: branch }
    const drops: ValueDrop[] = []

    const bytes = new HistoryEncoder({ onDrop: (drop) => drops.push(drop) }).encode(row({ branch, late: 2 }))

    const items = decodeRecord(bytes).history?.item ?? []
    expect(items.filter(({ nestedKey }) => nestedKey?.[0] === 'branch')).toHaveLength(100_000)
    expect(items.some(({ key }) => key === 'late')).toBe(true)
    expect(drops.length).toBeLessThan(30)
    expect(new Set(drops.map(({ detail }) => detail))).toEqual(
      new Set(['there are more than 100000 values in one']),
    )
  })

  test.each([
    ['empty objects', {}],
    [
      'objects that cannot be read',
      new Proxy(
        {},
        {
          ownKeys: () => {
            throw new Error('no')
          },
        },
      ),
    ],
  ])('ends soon on %s that are shared', (_, bottom) => {
    let branch: object = bottom
    for (let i = 0; i < 40; i++) branch = { a: branch, b: branch }
    let dropCount = 0

    new HistoryEncoder({ onDrop: () => dropCount++ }).encode(row({ branch }))

    expect(dropCount).toBeGreaterThan(0)
    expect(dropCount).toBeLessThan(100_100)
  })

  test('takes no names from an extended Object.prototype', () => {
    Reflect.defineProperty(Object.prototype, 'inherited', {
      value: 1,
      enumerable: true,
      configurable: true,
      writable: true,
    })
    try {
      const record = decodeRecord(new HistoryEncoder().encode(row({ own: 1 })))

      expect(record.history?.item?.map((item) => item.key)).toEqual([
        'own',
        '_step',
        '_runtime',
        '_timestamp',
      ])
    } finally {
      Reflect.deleteProperty(Object.prototype, 'inherited')
    }
  })

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 2.5, -7.9])('makes an integer of the step %d', (at) => {
    const view = new HistoryDecoder().decode(new HistoryEncoder().encode(row({ loss: 1 }, at)))

    expect(view?.step).toBe(Number.isFinite(at) ? Math.trunc(at) : 0)
    expect(view?.count).toBe(1)
  })
})

describe('HistoryDecoder', () => {
  test('reads back what was encoded, numbers exact', () => {
    const encoder = new HistoryEncoder()
    const decoder = new HistoryDecoder()
    fc.assert(
      fc.property(fc.array(metrics, { minLength: 1, maxLength: 4 }), step, (rows, at) => {
        for (const values of rows) {
          const view = decoder.decode(encoder.encode(row(values, at)))

          const wanted = Object.entries(values).map(([key, value]) => [Buffer.from(key).toString(), value])
          expect(view?.step).toBe(at)
          expect(view?.timestampS).toBe(NOW_MS / 1000)
          expect(view?.names.slice(0, view.count).map((key, i) => [key, view.values[i]])).toEqual(wanted)
        }
      }),
      { numRuns: 300 },
    )
  })

  test('parses every JSON number as the engine does', () => {
    const digits = fc.stringMatching(/^-?(0|[1-9]\d{0,25})(\.\d{1,30})?([eE][-+]?\d{1,3})?$/)
    const decoder = new HistoryDecoder()
    fc.assert(
      fc.property(digits, (valueJson) => {
        const view = decoder.decode(encodeRecord({ num: 1, history: { item: [{ key: 'x', valueJson }] } }))

        expect(view?.values[0]).toBe(Number(valueJson))
      }),
      { numRuns: 1000 },
    )
  })

  test('understands nested keys, the step item alone, and values that are not numbers', () => {
    const decoder = new HistoryDecoder()
    const item = [
      { nestedKey: ['a', 'b'], valueJson: '1' },
      { nestedKey: ['_step'], valueJson: '12' },
      { key: 'text', valueJson: '"NaN"' },
      { key: 'yes', valueJson: 'true' },
    ]

    const view = decoder.decode(encodeRecord({ num: 1, history: { item } }))

    expect(view?.step).toBe(12)
    expect(view?.names.slice(0, view.count)).toEqual(['a.b'])
    expect(view?.others).toEqual([
      { name: 'text', json: '"NaN"' },
      { name: 'yes', json: 'true' },
    ])
  })

  test('reads what protobufjs reads of any items, in any order of names', () => {
    const item = fc.record({
      key: fc.constantFrom('', 'loss', 'acc', '_runtime', '\uFEFFmark', '__proto__'),
      nestedKey: fc.array(fc.constantFrom('a', 'b.c', ''), { maxLength: 3 }),
      valueJson: fc.constantFrom(
        '0.5',
        '-0',
        '12',
        '1e400',
        'NaN',
        '-Infinity',
        '"0.5"',
        'true',
        '[1]',
        '0x10',
        '01',
      ),
    })
    const decoder = new HistoryDecoder()
    fc.assert(
      fc.property(fc.array(fc.array(item, { maxLength: 8 }), { maxLength: 4 }), (rows) => {
        for (const items of rows) {
          const payload = encodeRecord({ num: 1, history: { item: items } })

          const view = decoder.decode(payload)

          const wanted = items.flatMap(({ key, nestedKey, valueJson }) => {
            const joined = [...(key === '' ? [] : [key]), ...nestedKey].join('.')
            return joined === '_runtime' ? [] : [[joined, jsonNumber(valueJson) ?? valueJson] as const]
          })
          const isNumber = (entry: readonly [string, unknown]): boolean => typeof entry[1] === 'number'
          expect(view?.names.slice(0, view.count).map((one, i) => [one, view.values[i]])).toEqual(
            wanted.filter(isNumber),
          )
          expect(view?.others.map((other) => [other.name, other.json])).toEqual(
            wanted.filter((entry) => !isNumber(entry)),
          )
        }
      }),
      { numRuns: 300 },
    )
  })

  test('reads fields in any order, and passes over those that it does not know', () => {
    const decoder = new HistoryDecoder()
    const hex = (text: string): string => Buffer.from(text).toString('hex')
    const value = `82010131`
    const unknown = `a03f05`
    const items = [
      `${value}0a01${hex('x')}`,
      `0a01${hex('y')}${unknown}${value}`,
      `0a01${hex('z')}${value}${unknown}`,
    ]
    const history = items
      .map((item) => `0a${(item.length / 2).toString(16).padStart(2, '0')}${item}`)
      .join('')
    const payload = Buffer.from(`${unknown}12${(history.length / 2).toString(16)}${history}${unknown}`, 'hex')

    for (let turn = 0; turn < 2; turn++) {
      const view = decoder.decode(payload)

      expect(view?.names.slice(0, view.count)).toEqual(['x', 'y', 'z'])
      expect([...(view?.values.subarray(0, 3) ?? [])]).toEqual([1, 1, 1])
    }
  })

  test('is undefined for other records and for noise, and never throws', () => {
    const decoder = new HistoryDecoder()

    expect(decoder.decode(encodeRecord({ num: 1, exit: { exitCode: 1 } }))).toBeUndefined()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => void decoder.decode(noise)),
      { numRuns: 2000 },
    )
  })
})
