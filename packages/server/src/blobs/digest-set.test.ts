import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DigestSet } from './digest-set.ts'

const sha256 = (n: number): string => createHash('sha256').update(String(n)).digest('hex')

test('holds what was added and nothing else, however often and in whatever order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(5_000), { maxLength: 3_000 }), (numbers) => {
      const set = new DigestSet()
      for (const n of numbers) set.add(sha256(n))
      const wanted = new Set(numbers)
      expect(set.size).toBe(wanted.size)
      for (let n = 0; n < 5_000; n += 7) expect(set.has(sha256(n))).toBe(wanted.has(n))
    }),
    { numRuns: 10 },
  )
})

test('knows the digests at both ends', () => {
  const set = new DigestSet()
  set.add('0'.repeat(64))

  expect(set.has('0'.repeat(64))).toBe(true)
  expect(set.has('f'.repeat(64))).toBe(false)
  set.add('f'.repeat(64))
  expect([set.has('f'.repeat(64)), set.size]).toEqual([true, 2])
})
