import { readFile } from 'node:fs/promises'

export const PIXEL_COUNT = 64
export const CLASS_COUNT = 10
const MAX_PIXEL = 16

/** @typedef {{ pixels: number[], label: number }} Digit pixels: 64 in [0, 1], row-major 8 × 8 */

/**
 * Reads the digits and splits them: of every class the same share is held out. The same seed gives the same split.
 * @param {{ heldOutRatio: number, seed: number }} options
 * @returns {Promise<{ training: Digit[], heldOut: Digit[] }>} both in random order
 */
export async function loadDigits({ heldOutRatio, seed }) {
  const text = await readFile(new URL('digits.csv', import.meta.url), 'utf8')
  const digits = text.trim().split('\n').map(parseDigit)
  const random = createRandom(seed)
  shuffle(digits, random)

  const [training, heldOut] = [[], []]
  for (let label = 0; label < CLASS_COUNT; label++) {
    const ofClass = digits.filter((digit) => digit.label === label)
    const heldOutCount = Math.round(ofClass.length * heldOutRatio)
    heldOut.push(...ofClass.slice(0, heldOutCount))
    training.push(...ofClass.slice(heldOutCount))
  }
  return { training: shuffle(training, random), heldOut: shuffle(heldOut, random) }
}

/** @param {string} line 64 pixels from 0 to 16, then the digit @returns {Digit} */
function parseDigit(line) {
  const numbers = line.split(',').map(Number)
  return {
    pixels: numbers.slice(0, PIXEL_COUNT).map((pixel) => pixel / MAX_PIXEL),
    label: numbers[PIXEL_COUNT],
  }
}

/** Fisher–Yates, in place. @template T @param {T[]} items @param {() => number} random */
function shuffle(items, random) {
  for (let i = items.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1))
    ;[items[i], items[j]] = [items[j], items[i]]
  }
  return items
}

/** Lehmer's generator with the constants of Park and Miller (1988). @param {number} seed @returns {() => number} in (0, 1) */
function createRandom(seed) {
  const modulus = 2 ** 31 - 1
  let state = (Math.abs(Math.trunc(seed)) % (modulus - 1)) + 1
  return () => (state = (state * 48_271) % modulus) / modulus
}
