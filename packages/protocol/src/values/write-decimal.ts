const LOG10_OF_2 = 0.3010299956639812
/** Closer to a decision than this, the decision is left to the language. */
const DOUBT = 1e-6
const E8 = 100_000_000
const E9 = 1_000_000_000

/** The power of ten of the first digit, which chooses a row of constants, is at least this. */
const MIN_POWER = -6
const ROW_COUNT = 23
/** `10 ** (16 - p)`, which is exact; its upper 26 bits; the rest of it; `10 ** (p + 1)`. A row for each power `p`. */
const ROW_LENGTH = 4
/** `2 ** (i - 73)`: half the distance between doubles from `2 ** (i - 20)` on. */
const HALF_STEPS_AT: number = ROW_COUNT * ROW_LENGTH
const HALF_STEP_COUNT = 74
/** Where a number is looked at as bits. */
const BITS_AT: number = HALF_STEPS_AT + HALF_STEP_COUNT
/** All constants lie together: after a pause, when the processor has forgotten everything, few lines of memory are read. */
const numbers: Float64Array = fillNumbers(new Float64Array(BITS_AT + 1))
const bits = new Uint32Array(numbers.buffer, BITS_AT * 8, 2)
/** Index of the word with sign and exponent: 1 where bytes are little-endian. */
const HIGH_WORD = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0

/** Most bytes that {@link writeDecimal} writes: sign, `0.`, five zeros, 17 digits. */
export const MAX_DECIMAL_BYTES = 25

/**
 * Writes the text that `String(value)` gives, as ASCII, without making a string: about three times faster, and no garbage.
 *
 * It multiplies by a power of ten in twice the precision of a double (Dekker, A floating-point technique for extending the
 * available precision, 1971), which is exact in the range that it takes on, and looks for the shortest of 15, 16 or 17 digits
 * that lies closer to `value` than half the distance to its neighbours.
 *
 * One function on purpose: cut into steps it is slower by a sixth, and a third longer as machine code.
 *
 * @param at where to write; needs room for {@link MAX_DECIMAL_BYTES}, which it may all use
 * @returns the position after the text; -1 when nothing was decided (out of `[1e-6, 1e16)`, or too close to call): use String()
 */
// oxlint-disable-next-line max-lines-per-function -- see above
export function writeDecimal(buffer: DataView, at: number, signed: number): number {
  const value = signed < 0 ? -signed : signed
  if (!(value >= 1e-6 && value < 1e16)) return -1
  numbers[BITS_AT] = value
  const high = bits[HIGH_WORD]
  const exponent = (high >>> 20) - 1023
  const isPowerOf2 = (high & 0xfffff) === 0 && bits[1 - HIGH_WORD] === 0
  let power = Math.floor(exponent * LOG10_OF_2) | 0
  let row = (power - MIN_POWER) * ROW_LENGTH
  // From 1e-6 on the estimate is -7 at least; there the row before the first is not looked at.
  if (power < MIN_POWER || value >= numbers[row + 3]) {
    power += 1
    row += ROW_LENGTH
  }

  // value × 10^(16 - power) = product + error, exactly, in [1e16, 1e17): 17 digits before the point.
  const factor = numbers[row]
  const factorHigh = numbers[row + 1]
  const factorLow = numbers[row + 2]
  const product = value * factor
  const valueHigh = highPart(value)
  const valueLow = value - valueHigh
  const error =
    valueHigh * factorHigh - product + valueHigh * factorLow + valueLow * factorHigh + valueLow * factorLow
  // Half the distance to the next double, on the same scale; below a power of two the neighbour is closer.
  const reach = numbers[HALF_STEPS_AT + exponent + 20] * factor * (isPowerOf2 ? 0.5 : 1)

  // To the nearest integer; |error| is at most 8.
  const carry = ((error + 16.5) | 0) - 16
  // The first digits, of 9 and 8. They may be one off, which the next lines mend.
  let top = (product * 1e-8) | 0
  let low = ((product - top * E8) | 0) + carry
  if (low < 0) {
    low += E8
    top -= 1
  } else if (low >= E8) {
    low -= E8
    top += 1
  }

  // Rounded to 15 or 16 digits where that still reads back as the same double. `rest` is what lies beyond the 17.
  const rest = error - carry
  const last2 = low % 100
  const below15 = last2 + rest
  const gap15 = Math.abs(below15 < 50 ? below15 : 100 - below15)
  if (gap15 + DOUBT < reach) low = below15 < 50 ? low - last2 : low - last2 + 100
  else {
    if (gap15 - DOUBT <= reach) return -1
    const last = low % 10
    const below16 = last + rest
    const gap16 = Math.abs(below16 < 5 ? below16 : 10 - below16)
    if (gap16 + DOUBT < reach) {
      if (Math.abs(below16 - 5) <= DOUBT) return -1
      low = below16 < 5 ? low - last : low - last + 10
    } else if (gap16 - DOUBT <= reach || isPowerOf2 || Math.abs(rest) >= 0.5 - DOUBT) return -1
  }
  if (low >= E8) {
    low -= E8
    top += 1
  }
  if (top < E8 || top >= E9) return -1

  let start = at
  if (signed < 0) buffer.setUint8(start++, 0x2d)
  // With a whole part, the digits go one place to the right; then the whole part moves back over the point's place.
  let digitsAt = start + 1
  if (power < 0) {
    buffer.setUint16(start, 0x302e)
    digitsAt = start + 2
    for (let zeros = -1 - power; zeros > 0; zeros--) buffer.setUint8(digitsAt++, 0x30)
  }
  const first = (top / E8) | 0
  buffer.setUint8(digitsAt, 0x30 + first)
  put8(buffer, digitsAt + 1, top - first * E8)
  put8(buffer, digitsAt + 9, low)
  const end = trimZeros(buffer, digitsAt + 17)
  if (power < 0) return end
  const point = start + power + 1
  for (let i = start; i < point; i++) buffer.setUint8(i, buffer.getUint8(i + 1))
  buffer.setUint8(point, 0x2e)
  return end > point + 1 ? end : point
}

/** Writes the digits of an integer in `[0, 1e9)`. @returns the position after them */
export function writeInteger(buffer: DataView, at: number, value: number): number {
  let digitCount = 1
  for (let power = 10; power <= value; power *= 10) digitCount++
  let rest = value | 0
  for (let i = at + digitCount - 1; i >= at; i--) {
    const quotient = (rest / 10) | 0
    buffer.setUint8(i, 0x30 + rest - quotient * 10)
    rest = quotient
  }
  return at + digitCount
}

/**
 * Writes integer milliseconds as seconds: the text of `String(ms / 1000)`.
 * @param ms in `[0, 1e15)`
 * @returns the position after it
 */
export function writeSeconds(buffer: DataView, at: number, ms: number): number {
  const whole = Math.floor(ms / 1000)
  const rest = ms - whole * 1000
  const upper = Math.floor(whole / E8)
  let end = writeInteger(buffer, at, upper > 0 ? upper : whole)
  if (upper > 0) {
    put8(buffer, end, whole - upper * E8)
    end += 8
  }
  if (rest === 0) return end
  // As four digits, the first of which is 0 and becomes the point.
  buffer.setUint32(end, fourDigits(rest), true)
  buffer.setUint8(end, 0x2e)
  return trimZeros(buffer, end + 4)
}

/** There is a digit that is not zero. */
function trimZeros(buffer: DataView, end: number): number {
  let at = end
  while (buffer.getUint8(at - 1) === 0x30) at--
  return at
}

function put8(buffer: DataView, at: number, digits: number): void {
  const upper = (digits / 10_000) | 0
  buffer.setUint32(at, fourDigits(upper), true)
  buffer.setUint32(at + 4, fourDigits(digits - upper * 10_000), true)
}

/**
 * The text of four digits as 32 bits, little-endian. The halves are divided side by side, each in 16 bits of its own: no table,
 * and a single store.
 */
function fourDigits(digits: number): number {
  const hundreds = Math.imul(digits, 5243) >>> 19
  const halves = hundreds | ((digits - Math.imul(hundreds, 100)) << 16)
  const tens = (Math.imul(halves, 103) >>> 10) & 0x000f_000f
  return (tens | ((halves - Math.imul(tens, 10)) << 8)) + 0x3030_3030
}

/** The upper 26 bits of a double (Veltkamp's split). */
function highPart(value: number): number {
  const shifted = value * 134_217_729
  return shifted - (shifted - value)
}

function fillNumbers(target: Float64Array): Float64Array {
  for (let i = 0; i < ROW_COUNT; i++) {
    const power = i + MIN_POWER
    const factor = Number(`1e${16 - power}`)
    target.set(
      [factor, highPart(factor), factor - highPart(factor), Number(`1e${power + 1}`)],
      i * ROW_LENGTH,
    )
  }
  for (let i = 0; i < HALF_STEP_COUNT; i++) target[HALF_STEPS_AT + i] = 2 ** (i - 73)
  return target
}
