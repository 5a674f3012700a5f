/** Largest scale that is decided here. */
const MAX_SCALE = 60
const MAX_EXACT_POWER = 22
/** `10 ** i` as a sum of two doubles; the second is zero up to 22. */
const POWERS: Float64Array = Float64Array.from({ length: MAX_SCALE + 1 }, (_, i) => Number(`1e${i}`))
const POWER_RESTS: Float64Array = POWERS.map((power, i) => Number(10n ** BigInt(i) - BigInt(power)))
/** Each power as a sum of two doubles of 26 bits, so that products of such parts are exact. */
const POWERS_HIGH: Float64Array = POWERS.map(highPart)
const POWERS_LOW: Float64Array = POWERS.map((power, i) => power - POWERS_HIGH[i])
/** Nine digits go into each of two integers. */
const LOW_DIGITS = 9
const HIGH_IS_FULL = 100_000_000
const MAX_EXACT_INTEGER: number = 2 ** 53
/** A rounding that this factor on its error would change is left to the language. */
const DOUBT_FACTOR = 1 + 1e-7

const MINUS = 0x2d
const PLUS = 0x2b
const POINT = 0x2e
const ZERO = 0x30

/**
 * Reads a JSON number of at most 18 significant digits, without making a string; exactly what `Number()` gives.
 *
 * Digits that fit into 53 bits and a power of ten that a double holds need one rounding (Clinger, How to read floating point
 * numbers accurately, 1990). For more, the quotient is corrected by its own remainder, in twice the precision of a double
 * (Dekker, A floating-point technique for extending the available precision, 1971), unless that is too close to call.
 *
 * @returns NaN when the text is no JSON number, or one that is not decided here
 */
export function readDecimal(bytes: Uint8Array, start: number, end: number): number {
  const isNegative = bytes[start] === MINUS
  const first = isNegative ? start + 1 : start
  let high = 0
  let low = 0
  let lowCount = 0
  let point = -1
  let at = first
  for (; at < end; at++) {
    const digit = bytes[at] - ZERO
    if (digit >= 0 && digit <= 9) {
      if (high < HIGH_IS_FULL) high = high * 10 + digit
      else if (lowCount < LOW_DIGITS) {
        low = low * 10 + digit
        lowCount++
      } else return Number.NaN
    } else if (digit === POINT - ZERO && point < 0) point = at
    else break
  }
  // JSON wants digits before the point, no needless zero in front of them, and digits after it.
  const wholeEnd = point < 0 ? at : point
  if (wholeEnd === first || point === at - 1) return Number.NaN
  if (bytes[first] === ZERO && wholeEnd > first + 1) return Number.NaN
  let scale = point < 0 ? 0 : at - point - 1
  if (at < end) scale -= readExponent(bytes, at, end)
  const value = lowCount === 0 ? divide(high, 0, scale) : divide(high * POWERS[lowCount], low, scale)
  return isNegative ? -value : value
}

/** @returns NaN when there is no exponent at `start`, or one of more than three digits */
function readExponent(bytes: Uint8Array, start: number, end: number): number {
  if ((bytes[start] | 0x20) !== 0x65) return Number.NaN
  const sign = bytes[start + 1]
  const first = sign === MINUS || sign === PLUS ? start + 2 : start + 1
  if (first >= end || end - first > 3) return Number.NaN
  let exponent = 0
  for (let at = first; at < end; at++) {
    const digit = bytes[at] - ZERO
    if (digit < 0 || digit > 9) return Number.NaN
    exponent = exponent * 10 + digit
  }
  return sign === MINUS ? -exponent : exponent
}

/** `(high + low) / 10^scale`, rounded once. @param high exact, as is `low`, which is far smaller */
function divide(high: number, low: number, scale: number): number {
  const sum = high + low
  if (scale === 0) return sum
  if (sum < MAX_EXACT_INTEGER && scale <= MAX_EXACT_POWER) {
    if (scale > 0) return sum / POWERS[scale]
    if (scale >= -MAX_EXACT_POWER) return sum * POWERS[-scale]
  }
  return scale > 0 && scale <= MAX_SCALE && sum > 0 ? divideExactly(high, low, scale) : Number.NaN
}

function divideExactly(high: number, low: number, scale: number): number {
  const power = POWERS[scale]
  const quotient = (high + low) / power
  // quotient × power = product + error, exactly.
  const product = quotient * power
  const quotientHigh = highPart(quotient)
  const quotientLow = quotient - quotientHigh
  const powerHigh = POWERS_HIGH[scale]
  const powerLow = POWERS_LOW[scale]
  const error =
    quotientHigh * powerHigh -
    product +
    quotientHigh * powerLow +
    quotientLow * powerHigh +
    quotientLow * powerLow
  const remainder = high - product + low - error - quotient * POWER_RESTS[scale]
  const correction = remainder / power
  const value = quotient + correction
  const lost = correction - (value - quotient)
  return value + lost * DOUBT_FACTOR === value ? value : Number.NaN
}

/** The upper 26 bits of a double (Veltkamp's split). */
function highPart(value: number): number {
  const shifted = value * 134_217_729
  return shifted - (shifted - value)
}
