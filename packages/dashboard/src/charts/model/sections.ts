/** Section of the metrics whose name has no prefix. */
export const PLAIN_SECTION = 'Charts'

export interface Section {
  readonly name: string
  /** In the order given; no duplicates. */
  readonly metrics: readonly string[]
}

/**
 * Groups metrics by what stands before the first slash. Sections come in order of name, system metrics at the end:
 * they are rarely what a project is opened for.
 */
export function groupIntoSections(metrics: readonly string[]): Section[] {
  const sections = new Map<string, string[]>()
  for (const metric of new Set(metrics)) {
    const name = sectionOf(metric)
    const members = sections.get(name)
    if (members === undefined) sections.set(name, [metric])
    else members.push(metric)
  }
  return [...sections]
    .map(([name, members]) => ({ name, metrics: members.toSorted(compareNames) }))
    .toSorted((left, right) => rank(left.name) - rank(right.name) || compareNames(left.name, right.name))
}

/** The section of a metric; a leading slash is no prefix. */
export function sectionOf(metric: string): string {
  const slash = metric.indexOf('/')
  return slash > 0 ? metric.slice(0, slash) : PLAIN_SECTION
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** Order of names for people: layer2 before layer10, ties by code unit so that the order is total. */
export function compareNames(left: string, right: string): number {
  return collator.compare(left, right) || (left < right ? -1 : Number(left > right))
}

function rank(section: string): number {
  if (section === PLAIN_SECTION) return 0
  return section === 'system' ? 2 : 1
}
