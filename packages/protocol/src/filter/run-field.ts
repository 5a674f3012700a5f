/** What filters and orders look at. Entries are flattened with dots and sorted by key (code units). */
export interface FilterableRun {
  readonly entity: string
  readonly project: string
  readonly run: string
  readonly name: string
  readonly state: string
  /** Unix milliseconds. */
  readonly startedMs: number
  readonly durationMs: number
  readonly exitCode: number | null
  readonly group: string
  readonly jobType: string
  readonly tags: readonly string[]
  readonly notes: string
  readonly host: string
  readonly config: readonly (readonly [key: string, value: unknown])[]
  readonly summary: readonly (readonly [key: string, value: unknown])[]
  readonly lastStep: number | null
  readonly pointCount: number
}

type Entry = FilterableRun['config'][number]

const PLAIN = new Map<string, (run: FilterableRun) => unknown>([
  ['state', (run) => run.state],
  ['name', (run) => run.run],
  ['id', (run) => run.run],
  ['display_name', (run) => run.name],
  ['displayName', (run) => run.name],
  ['group', (run) => run.group],
  ['jobType', (run) => run.jobType],
  ['job_type', (run) => run.jobType],
  ['tags', (run) => run.tags],
  ['notes', (run) => run.notes],
  ['host', (run) => run.host],
  ['entity', (run) => run.entity],
  ['project', (run) => run.project],
  ['createdAt', (run) => new Date(run.startedMs).toISOString()],
  ['created_at', (run) => new Date(run.startedMs).toISOString()],
  ['startedMs', (run) => run.startedMs],
  ['duration', (run) => run.durationMs / 1000],
  ['exitCode', (run) => run.exitCode ?? undefined],
  ['lastStep', (run) => run.lastStep ?? undefined],
  ['historyLineCount', (run) => run.pointCount],
])
const CONFIG = /^config\.(.+)$/s
const SUMMARY = /^(?:summary_metrics|summary)\.(.+)$/s

/**
 * How a field of a filter or an order is read off a run; undefined where the run has none. Names are those of W&B's public API; `config.lr.value` is the
 * same as `config.lr`. An ISO time compares as text in order of time.
 * @throws {RangeError} for a name that is no field
 */
export function readRunField(name: string): (run: FilterableRun) => unknown {
  const plain = PLAIN.get(name)
  if (plain !== undefined) return plain
  const config = CONFIG.exec(name)?.[1]
  if (config !== undefined) {
    const inner = config.endsWith('.value') ? config.slice(0, -'.value'.length) : undefined
    return (run) =>
      findEntry(run.config, config) ?? (inner === undefined ? undefined : findEntry(run.config, inner))
  }
  const summary = SUMMARY.exec(name)?.[1]
  if (summary !== undefined) return (run) => findEntry(run.summary, summary)
  throw new RangeError(
    `Cannot use the field ${JSON.stringify(name).slice(0, 80)}: fields are ${[...PLAIN.keys()].join(', ')}, config.<key> and summary_metrics.<key>`,
  )
}

/** @param entries flattened with dots, sorted by key. A key that others begin with is the object of those. */
function findEntry(entries: readonly Entry[], key: string): unknown {
  let [low, high] = [0, entries.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (entries[middle][0] < key) low = middle + 1
    else high = middle
  }
  if (entries[low]?.[0] === key) return entries[low][1]
  const prefix = `${key}.`
  const members: Entry[] = []
  for (let i = low; i < entries.length && entries[i][0].startsWith(key); i++) {
    if (entries[i][0].startsWith(prefix)) members.push([entries[i][0].slice(prefix.length), entries[i][1]])
  }
  return members.length === 0 ? undefined : new Map(members)
}
