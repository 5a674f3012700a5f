import fc from 'fast-check'
import { expect, test } from 'vitest'
import { MAX_DECIMAL_BYTES, writeDecimal, writeInteger, writeSeconds } from './write-decimal.ts'

const bytes = new Uint8Array(MAX_DECIMAL_BYTES)
const buffer = new DataView(bytes.buffer)
const bits = new DataView(new ArrayBuffer(8))

function textOf(value: number): string | undefined {
  const end = writeDecimal(buffer, 0, value)
  return end < 0 ? undefined : Buffer.from(bytes.subarray(0, end)).toString('latin1')
}

function expectSame(value: number): void {
  const text = textOf(value)
  if (text !== undefined && text !== String(value)) expect(text).toBe(String(value))
}

test('writeDecimal() writes what String() gives, or nothing, for any double', () => {
  fc.assert(
    fc.property(fc.double(), (value) => expectSame(value)),
    { numRuns: 5000 },
  )
})

test('writeDecimal() writes what String() gives for values like those of metrics', () => {
  const random = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), 2000)
  let skippedCount = 0
  for (const value of random) {
    const values = [
      value,
      Math.fround(value),
      value * 1000,
      -Math.exp(-10 * value),
      Math.round(value * 1e6) / 1e6,
    ]
    for (const metric of values) {
      expectSame(metric)
      if (Math.abs(metric) > 1e-6 && textOf(metric) === undefined) skippedCount++
    }
  }
  expect(skippedCount).toBeLessThan(200)
})

test('writeDecimal() is right around every short decimal and every power of two in its range', () => {
  for (let exponent = -7; exponent <= 16; exponent++) {
    for (let mantissa = 1; mantissa < 500; mantissa++) {
      const value = Number(`${mantissa}e${exponent}`)
      for (const near of [value, nextDouble(value, 1), nextDouble(value, -1)]) expectSame(near)
    }
  }
  for (let exponent = -30; exponent < 60; exponent++) {
    for (const near of [-1, 0, 1]) expectSame(nextDouble(2 ** exponent, near))
  }
})

test.each([0, -0, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, 1e-7, 1e16, -1e300])(
  'writeDecimal() leaves %s alone',
  (value) => {
    expect(textOf(value)).toBeUndefined()
  },
)

test('writeInteger() and writeSeconds() write what String() gives', () => {
  const textAt = (end: number): string => Buffer.from(bytes.subarray(0, end)).toString('latin1')
  const borders = [
    0,
    1,
    9,
    10,
    99,
    100,
    999,
    1000,
    1001,
    1010,
    1100,
    999_999_999,
    1e9,
    999_999_999_999,
    1e12,
    1_795_407_279_211,
    1e15 - 1,
  ]
  const values = [
    ...borders,
    ...fc.sample(fc.integer({ min: 0, max: 1e15 - 1 }), 1000),
    ...fc.sample(fc.nat(99_999), 1000),
  ]
  for (const value of values) {
    expect(textAt(writeSeconds(buffer, 0, value))).toBe(String(value / 1000))
    if (value < 1e9) expect(textAt(writeInteger(buffer, 0, value))).toBe(String(value))
  }
})

function nextDouble(value: number, distance: number): number {
  bits.setFloat64(0, value)
  bits.setBigInt64(0, bits.getBigInt64(0) + BigInt(distance))
  return bits.getFloat64(0)
}
