import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readDecimal } from './read-decimal.ts'

const bits = new DataView(new ArrayBuffer(8))

function read(text: string): number {
  const bytes = Buffer.from(`xx${text}9`)
  return readDecimal(bytes, 2, bytes.length - 1)
}

/** True when it was decided, which must then be right to the last bit. */
function expectSame(text: string): boolean {
  const value = read(text)
  if (Number.isNaN(value)) return false
  if (!Object.is(value, Number(text))) expect(`${text} → ${value}`).toBe(`${text} → ${Number(text)}`)
  return true
}

test('readDecimal() reads what Number() reads, or nothing, for any decimal', () => {
  const decimal = fc.stringMatching(/^-?(0|[1-9]\d{0,20})(\.\d{1,30})?([eE][-+]?\d{1,3})?$/)
  fc.assert(
    fc.property(decimal, (text) => void expectSame(text)),
    { numRuns: 5000 },
  )
})

test('readDecimal() reads back what String() writes for any double, and decides nearly all of those between 1e-40 and 1e15', () => {
  let skippedCount = 0
  const runCount = 5000
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -40, max: 14 }),
      (any, scale) => {
        expectSame(String(any))
        const metric = (any / 2 ** 1023) * 10 ** scale
        if (Math.abs(metric) > 1e-40 && !expectSame(String(metric))) skippedCount++
      },
    ),
    { numRuns: runCount },
  )
  for (let i = 0; i < runCount; i++)
    if (!expectSame(String(Math.random() * 10 ** ((i % 50) - 40)))) skippedCount++

  expect(skippedCount).toBeLessThan(runCount / 100)
})

test('readDecimal() is right beside the middle between two doubles', () => {
  let decidedCount = 0
  for (let i = 0; i < 20_000; i++) {
    // A decimal of 18 digits next to a midpoint: 2^-60 of a double's distance away from it in the worst case.
    const value = (1 + ((i * 0.618_033_988_749_895) % 1)) * 10 ** (i % 15)
    bits.setFloat64(0, value)
    bits.setBigInt64(0, bits.getBigInt64(0) + 1n)
    const next = bits.getFloat64(0)
    const middle = (exact(value) + exact(next)) / 2n
    const digits = middle.toString()
    const text = `${digits.slice(0, 18)}e${digits.length - 18 - 60}`
    if (expectSame(text)) decidedCount++
    expectSame(`${BigInt(digits.slice(0, 18)) + 1n}e${digits.length - 18 - 60}`)
  }
  expect(decidedCount).toBeGreaterThan(10_000)
})

/** The double times 10^60, whole. */
function exact(value: number): bigint {
  bits.setFloat64(0, value)
  const raw = bits.getBigInt64(0)
  const exponent = (raw >> 52n) - 1075n
  const mantissa = (raw & 0xfffffffffffffn) | 0x10000000000000n
  const scaled = mantissa * 10n ** 60n
  return exponent < 0 ? scaled >> -exponent : scaled << exponent
}

test.each([
  '',
  '-',
  '.',
  '.5',
  '5.',
  '-.5',
  '01',
  '00',
  '-01.5',
  '1.2.3',
  '1e',
  '1e+',
  '1e5x',
  '0x10',
  '1 ',
  ' 1',
  'NaN',
  '+1',
])('readDecimal() refuses %j, which is not a JSON number', (text) => {
  expect(read(text)).toBeNaN()
})

test.each([
  '0',
  '-0',
  '0.0',
  '1e5',
  '1E-5',
  '1.795407279211463e+09',
  '9007199254740993',
  '123456789.123456789',
  '0.30000000000000004',
])('readDecimal() decides %s', (text) => {
  expect(read(text)).toBe(Number(text))
})
