/**
 * A repeatable stand-in for Math.random().
 * @returns a function with values in `[0, 1)`
 * @see mulberry32, Tommy Ettinger (2017), public domain
 */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** @returns `byteCount` repeatable bytes that do not compress */
export function seededBytes(seed: number, byteCount: number): Uint8Array {
  const random = seededRandom(seed)
  const words = new Uint32Array(Math.ceil(byteCount / 4))
  for (let i = 0; i < words.length; i++) words[i] = random() * 2 ** 32
  return new Uint8Array(words.buffer, 0, byteCount)
}
