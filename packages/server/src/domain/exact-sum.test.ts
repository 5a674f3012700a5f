import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ExactSum } from './exact-sum.ts'

const sumOf = (summands: readonly number[]): number =>
  summands.reduce((sum, summand) => sum.add(summand), new ExactSum()).value

test.each([
  [[], 0],
  [[0, -0], 0],
  [[0.1, 0.2, 0.3, -0.3, -0.2, -0.1], 0],
  [[1e100, 1, -1e100], 1],
  [Array.from({ length: 10 }, () => 0.1), 1],
  [[1, 2 ** -53, 2 ** -106], 1 + 2 ** -52],
  [[Number.NaN, Infinity, Number.MAX_VALUE, 2], 2],
])('ExactSum of %j', (summands, sum) => {
  expect(sumOf(summands)).toBe(sum)
})

/** Quarters, so that the sum of all can be had in whole numbers. */
const quarters = fc.array(
  fc.bigInt({ min: -(2n ** 50n), max: 2n ** 50n }).map((value) => Number(value) / 4),
  { maxLength: 40 },
)

test('ExactSum is the sum in whole numbers, rounded once', () => {
  fc.assert(
    fc.property(quarters, (summands) => {
      const exact = summands.reduce((sum, summand) => sum + BigInt(summand * 4), 0n)
      expect(sumOf(summands) + 0).toBe(Number(exact) / 4 + 0)
    }),
  )
})

test('ExactSum is the same in every order, and without what was taken back', () => {
  const numbers = fc.array(fc.double({ min: -1e200, max: 1e200, noNaN: true }), { maxLength: 30 })
  fc.assert(
    fc.property(numbers, numbers, (kept, others) => {
      const sum = new ExactSum()
      for (const summand of [...others, ...kept]) sum.add(summand)
      for (const summand of others) sum.takeBack(summand)
      expect(sum.value).toBe(sumOf(kept.toReversed()))
    }),
  )
})
