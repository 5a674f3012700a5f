import { SETTINGS_TABLE } from '../settings/settings-table.ts'
import type { RunParts } from './run-parts.ts'
import { runRecord, type RunDescription } from './run-records.ts'

type Label = 'name' | 'tags' | 'notes'

/** What people call a run. It can change while the run goes on: each change is another run record, which says all of it. */
export class RunLabels {
  readonly #parts: RunParts
  #description: RunDescription

  constructor(parts: RunParts) {
    this.#parts = parts
    this.#description = parts.description
  }

  /** As it is now. */
  get description(): RunDescription {
    return this.#description
  }

  /** Never throws: what cannot be a name, tags or notes is refused with a warning. */
  set(label: Label, value: unknown): void {
    const { notices, log, pulse, config } = this.#parts
    const result = SETTINGS_TABLE[label].type.check(value)
    if (!result.ok) {
      notices.warnOnce(`label ${label}`, `Cannot set the ${label} of the run: expected ${result.expected}`)
      return
    }
    this.#description = { ...this.#description, [label]: result.value }
    const { origin } = this.#description
    log?.append(
      runRecord({
        ...this.#description,
        config: config.entries(),
        // The summary that it began with is told once: by now there may be newer values.
        origin: origin && { ...origin, summary: [] },
      }),
      pulse.nowMs(),
    )
  }
}
