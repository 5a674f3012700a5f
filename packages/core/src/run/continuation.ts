import type { MetricDefinition } from './metric-definitions.ts'
import type { EarlierStatistics } from './metric-statistics.ts'

/** What a session takes over from the sessions before it, or from the run that it is forked from. */
export interface Continuation {
  readonly kind: 'resume' | 'rewind' | 'fork'
  /** Of a rewind and a fork: the last step that counts, and of which run. */
  readonly branch: { readonly run: string; readonly step: number } | undefined
  /** The step of the first row. */
  readonly startingStep: number
  /** Time that the run has taken before. */
  readonly runtimeMs: number
  /** Undefined: as the settings say. */
  readonly labels: ContinuedLabels | undefined
  /** By the keys under which people set them. */
  readonly config: Readonly<Record<string, unknown>>
  /** Names with dots, as metrics have them. */
  readonly summary: ReadonlyMap<string, unknown>
  readonly metrics: readonly MetricDefinition[]
  /** Of each metric how many numbers it had. */
  readonly counts: ReadonlyMap<string, number>
  /** When the last session began, in Unix milliseconds. This one began later, whatever the clock says. */
  readonly afterMs: number
}

/** What is known of a metric's statistics before this session. The best is the least or the greatest, as its goal says. */
export function earlierStatistics({ summary, counts }: Continuation, name: string): EarlierStatistics {
  const numberOf = (statistic: string): number | undefined => {
    const value = summary.get(`${name}.${statistic}`)
    return typeof value === 'number' ? value : undefined
  }
  const [best, count] = [numberOf('best'), counts.get(name)]
  const known = {
    min: numberOf('min') ?? best,
    max: numberOf('max') ?? best,
    mean: numberOf('mean'),
    first: numberOf('first'),
    count,
  }
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined))
}

/** What people call a run. */
export interface ContinuedLabels {
  readonly name: string
  readonly group: string
  readonly jobType: string
  readonly notes: string
  readonly tags: readonly string[]
}

/** Ours among the settings of the options: what was given wins over what was there before. */
export function chooseLabels(
  given: Omit<ContinuedLabels, 'name'> & { readonly name: string | undefined },
  before: ContinuedLabels | undefined,
  id: string,
): ContinuedLabels {
  return {
    name: given.name ?? before?.name ?? id,
    group: given.group || (before?.group ?? ''),
    jobType: given.jobType || (before?.jobType ?? ''),
    notes: given.notes || (before?.notes ?? ''),
    tags: given.tags.length > 0 ? given.tags : (before?.tags ?? []),
  }
}
