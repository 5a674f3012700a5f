import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ByteQueue } from './byte-queue.ts'

test('ByteQueue gives back what was pushed, in order, however it is taken', () => {
  const chunk = fc.oneof(fc.uint8Array({ maxLength: 50 }), fc.integer({ min: 1, max: 150_000 }).map(ramp))
  fc.assert(
    fc.property(
      fc.array(chunk, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 70_000 }), { minLength: 1 }),
      (chunks, sizes) => {
        const queue = new ByteQueue()
        for (const bytes of chunks) queue.push(bytes)
        const expected = Buffer.concat(chunks)
        expect(queue.byteCount).toBe(expected.byteLength)

        const taken: Uint8Array[] = []
        for (let i = 0; ; i++) {
          const bytes = queue.peek()
          if (bytes === undefined) break
          const count = Math.min(bytes.byteLength, sizes[i % sizes.length] ?? 1)
          taken.push(bytes.slice(0, count))
          queue.drop(count)
        }

        expect(Buffer.concat(taken).equals(expected)).toBe(true)
        expect(queue.byteCount).toBe(0)
      },
    ),
    { numRuns: 50 },
  )
})

test('ByteQueue keeps a copy: the pushed bytes may be reused', () => {
  const queue = new ByteQueue()
  const bytes = Uint8Array.of(1, 2, 3)

  queue.push(bytes)
  bytes.fill(9)

  expect([...(queue.peek() ?? [])]).toEqual([1, 2, 3])
})

function ramp(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) => i % 251)
}
