/** What is greater could overflow, and is no count and no price. */
const MAX_SUMMAND = 1e290

/**
 * A sum that is right to its last bit, whatever the order of its summands; one that is taken back leaves no trace. So what is summed up
 * piece by piece is what a sum over everything says.
 * @see J. R. Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997; the rounding at the end as in Python's math.fsum
 */
export class ExactSum {
  /** They do not overlap, the smallest first; their sum is the sum. */
  readonly #partials: number[] = []

  add(summand: number): this {
    // Also for NaN.
    if (!(Math.abs(summand) <= MAX_SUMMAND)) return this
    let carry = summand
    let count = 0
    for (const partial of this.#partials) {
      const sum = carry + partial
      const rest = Math.abs(carry) < Math.abs(partial) ? carry - (sum - partial) : partial - (sum - carry)
      if (rest !== 0) this.#partials[count++] = rest
      carry = sum
    }
    this.#partials.length = count
    if (carry !== 0) this.#partials.push(carry)
    return this
  }

  takeBack(summand: number): this {
    return this.add(-summand)
  }

  get value(): number {
    let index = this.#partials.length - 1
    if (index < 0) return 0
    let sum = this.#partials[index--]
    let rest = 0
    while (index >= 0 && rest === 0) {
      const before = sum
      const partial = this.#partials[index--]
      sum = before + partial
      rest = partial - (sum - before)
    }
    // Just between two numbers: what is left below decides.
    const next = this.#partials[index]
    if (index >= 0 && rest < 0 === next < 0) {
      const doubled = 2 * rest
      const other = sum + doubled
      if (doubled === other - sum) return other
    }
    return sum
  }
}
