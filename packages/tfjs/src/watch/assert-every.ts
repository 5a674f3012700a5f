/** @throws {RangeError} naming the option and the value */
export function assertEvery(verb: string, name: string, value: number | false | undefined): void {
  if (value === undefined || value === false || (Number.isSafeInteger(value) && value >= 1)) return
  throw new RangeError(
    `Cannot ${verb}: ${name} must be false or a whole number of steps ≥ 1, but it is ${String(value)}`,
  )
}
