import { executePlan } from './execute-plan.ts'
import type { MediaReport } from './media-messages.ts'
import { readJob, type SpoolPlace } from './spool.ts'

/** The worker's side of the spool: carries out one job after the other, and lets others have their turn in between. */
export class MediaQueue {
  readonly #place: SpoolPlace
  readonly #report: (report: MediaReport) => void
  readonly #soon: (action: () => void) => void
  readonly #waiting = new Set<string>()
  #isBusy = false

  /** @param soon calls after a turn of the event loop */
  constructor(place: SpoolPlace, report: (report: MediaReport) => void, soon: (action: () => void) => void) {
    this.#place = place
    this.#report = report
    this.#soon = soon
  }

  add(job: string): void {
    this.#waiting.add(job)
    if (this.#isBusy) return
    this.#isBusy = true
    this.#soon(() => this.#next())
  }

  #next(): void {
    const [job] = this.#waiting
    if (job === undefined) {
      this.#isBusy = false
      return
    }
    this.#waiting.delete(job)
    const report = runJob(job, this.#place)
    if (report !== undefined) this.#report(report)
    this.#soon(() => this.#next())
  }
}

/** @returns undefined when the job is gone: somebody else has carried it out */
export function runJob(name: string, place: SpoolPlace): MediaReport | undefined {
  try {
    const job = readJob(name, place)
    if (job === undefined) return undefined
    const { files, json, artifact } = executePlan(job.plan, place)
    const staged = artifact === undefined ? {} : { artifact }
    return { kind: 'encoded', job: name, files, json: JSON.stringify(json), ...staged }
  } catch (error) {
    return { kind: 'encode-failed', job: name, reason: reasonOf(error) }
  }
}

export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
