import { decodeRecord, parseRunFolderName, parseValueJson, type LogRecord } from '@kymo/protocol'
import { removeValue, setFlattened } from './flat-values.ts'

type RunRecord = NonNullable<LogRecord['run']>
type Items = readonly {
  readonly key?: string | null
  readonly nestedKey?: readonly string[] | null
  readonly valueJson?: string | null
}[]

const DEFAULT_ENTITY = 'default'
const DEFAULT_PROJECT = 'uncategorized'
/** W&B's clients keep facts about themselves in the user's config and summary. */
const OWN_KEY = /^_wandb(\.|$)/

/** Everything that the records other than history say about a run. Later records win. */
export class RunFacts {
  readonly config: Map<string, unknown> = new Map<string, unknown>()
  /** From summary records that came from the user: history no longer changes these. */
  readonly pinnedSummary: Map<string, unknown> = new Map<string, unknown>()
  /** From other summary records: what the writer believed, for keys of which history says nothing. */
  readonly writtenSummary: Map<string, unknown> = new Map<string, unknown>()
  readonly #folderName: string
  #run: RunRecord | undefined
  #exit: NonNullable<LogRecord['exit']> | undefined
  #undecodableCount = 0

  constructor(folderName: string) {
    this.#folderName = folderName
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

  add(payload: Uint8Array): void {
    try {
      this.#take(decodeRecord(payload))
    } catch {
      this.#undecodableCount += 1
    }
  }

  #take({ run, config, summary, exit }: LogRecord): void {
    if (run) {
      this.#run = run
      this.#apply(this.config, run.config)
      this.#apply(this.writtenSummary, run.summary)
    }
    if (config) this.#apply(this.config, config)
    if (summary)
      this.#apply(summary.kymoExplicit === true ? this.pinnedSummary : this.writtenSummary, summary)
    if (exit) this.#exit = exit
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
