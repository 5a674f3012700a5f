import { decodeRecord, parseRunFolderName, parseValueJson, type LogRecord } from '@kymo/protocol'
import { definitionOf, type MetricDefinition } from '../run/metric-definitions.ts'
import { removeValue, setFlattened } from './flat-values.ts'

type RunRecord = NonNullable<LogRecord['run']>
type Items = readonly {
  readonly key?: string | null
  readonly nestedKey?: readonly string[] | null
  readonly valueJson?: string | null
}[]

const DEFAULT_ENTITY = 'default'
const DEFAULT_PROJECT = 'uncategorized'
/** W&B's clients, and ours for them, keep facts about themselves in the user's config and summary. */
const OWN_KEY = /^(?:_wandb(?:\.|$)|_(?:step|runtime|timestamp)$)/

/** Everything that the records other than history say about a run. Later records win. */
export class RunFacts {
  readonly config: Map<string, unknown> = new Map<string, unknown>()
  /** From summary records that came from the user: history no longer changes these. */
  readonly pinnedSummary: Map<string, unknown> = new Map<string, unknown>()
  /** From other summary records: what the writer believed, for keys of which history says nothing. */
  readonly writtenSummary: Map<string, unknown> = new Map<string, unknown>()
  /** What the session took over from what it goes on with. */
  readonly initialSummary: Map<string, unknown> = new Map<string, unknown>()
  /** When names of the summary were written: the time of the row before, in Unix seconds. */
  readonly summaryTimes: Map<string, number> = new Map<string, number>()
  readonly #folderName: string
  readonly #lastStep: number
  #run: RunRecord | undefined
  #exit: NonNullable<LogRecord['exit']> | undefined
  #undecodableCount = 0
  #isPreempting = false
  readonly #definitions = new Map<string, MetricDefinition>()

  /** @param lastStep what a session took over from steps after it does not count */
  constructor(folderName: string, lastStep: number = Infinity) {
    this.#folderName = folderName
    this.#lastStep = lastStep
  }

  /** Records that were intact but could not be understood. */
  get undecodableCount(): number {
    return this.#undecodableCount
  }
  get hasRun(): boolean {
    return this.#run !== undefined
  }
  get run(): RunRecord | undefined {
    return this.#run
  }
  get id(): string {
    return this.#run?.runId || parseRunFolderName(this.#folderName)?.id || this.#folderName
  }
  get entity(): string {
    return this.#run?.entity || DEFAULT_ENTITY
  }
  get project(): string {
    return this.#run?.project || DEFAULT_PROJECT
  }
  /** Undefined as long as the log has no exit record. */
  get exitCode(): number | undefined {
    return this.#exit === undefined ? undefined : (this.#exit.exitCode ?? 0)
  }
  get exitRuntimeMs(): number {
    return (this.#exit?.runtime ?? 0) * 1000
  }

  /** Its end is not the end of the run: other writers go on. */
  get isSecondary(): boolean {
    return this.#exit?.notComplete === true
  }
  /** Somebody said that the machine is being taken away. */
  get isPreempting(): boolean {
    return this.#isPreempting
  }
  /** Unix milliseconds. */
  get startedMs(): number | undefined {
    const time = this.#run?.startTime
    return time ? (time.seconds ?? 0) * 1000 + Math.round((time.nanos ?? 0) / 1e6) : undefined
  }
  /** As people defined them; the last definition of each name. */
  get definitions(): readonly MetricDefinition[] {
    return [...this.#definitions.values()]
  }

  /**
   * @param place of the record: `isBeyond` when it stands behind the last step that counts, so that a summary is not one of
   * what counts; `timeS` of the row before, in Unix seconds
   */
  add(payload: Uint8Array, place: { readonly isBeyond?: boolean; readonly timeS?: number } = {}): void {
    try {
      this.#take(decodeRecord(payload), place)
    } catch {
      this.#undecodableCount += 1
    }
  }

  #take(
    { run, config, summary, metric, preempting, exit }: LogRecord,
    { isBeyond = false, timeS }: { readonly isBeyond?: boolean; readonly timeS?: number },
  ): void {
    if (run) {
      this.#run = run
      this.#apply(this.config, run.config)
      const isAhead = (run.startingStep ?? 0) > this.#lastStep + 1
      if (!isAhead) this.#apply(this.initialSummary, run.summary)
    }
    if (config) this.#apply(this.config, config)
    if (summary && !isBeyond) this.#sumUp(summary, timeS ?? (this.startedMs ?? 0) / 1000)
    if (metric) this.#define(metric)
    if (preempting) this.#isPreempting = true
    if (exit) this.#exit = exit
  }

  #sumUp(summary: NonNullable<LogRecord['summary']>, writtenS: number): void {
    const isExplicit = summary.kymoExplicit === true
    this.#apply(isExplicit ? this.pinnedSummary : this.writtenSummary, summary)
    for (const item of summary.update ?? []) this.summaryTimes.set(nameOf(item), writtenS)
    if (!isExplicit) return
    // What the user takes back is gone, also where an earlier session had brought it.
    for (const target of [this.writtenSummary, this.initialSummary])
      this.#apply(target, { remove: summary.remove ?? null })
  }

  #define(record: NonNullable<LogRecord['metric']>): void {
    const definition = definitionOf(record)
    if (definition !== undefined) this.#definitions.set(definition.name, definition)
  }

  #apply(
    target: Map<string, unknown>,
    change: { readonly update?: Items | null; readonly remove?: Items | null } | null | undefined,
  ): void {
    for (const item of change?.update ?? []) {
      const name = nameOf(item)
      if (!OWN_KEY.test(name)) setFlattened(target, name, parseValueJson(item.valueJson ?? 'null'))
    }
    for (const item of change?.remove ?? []) removeValue(target, nameOf(item))
  }
}

function nameOf({ key, nestedKey }: Items[number]): string {
  return key || (nestedKey ?? []).join('.')
}
