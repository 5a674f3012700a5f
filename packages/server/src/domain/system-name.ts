/** Series of measurements of the machine are stored beside those of history, told apart by a character that no metric begins with in practice. */
const MARK = '\u0001system/'

/** Name under which a measurement is stored. */
export function systemSeriesName(key: string): string {
  return MARK + key
}

/** @returns the measurement that is stored under a name; undefined for a metric of history */
export function systemKeyOf(name: string): string | undefined {
  return name.startsWith(MARK) ? name.slice(MARK.length) : undefined
}

export function isSystemSeries(name: string): boolean {
  return name.startsWith(MARK)
}
