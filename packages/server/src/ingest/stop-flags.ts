import { randomBytes } from 'node:crypto'
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import type { RunRef } from '../api/types.ts'

/** More requests than this are not remembered; the oldest go first. */
const MAX_FLAGS = 10_000

/** Which runs people asked to stop. Kept in a file, so that a restart of the server forgets none. */
export class StopFlags {
  readonly #path: string
  readonly #flags: Map<string, RunRef>

  /** @param path of a JSON file; an unreadable one counts as empty */
  constructor(path: string) {
    this.#path = path
    this.#flags = new Map(readFlags(path).map((ref) => [keyOf(ref), ref]))
  }

  has(ref: RunRef): boolean {
    return this.#flags.size > 0 && this.#flags.has(keyOf(ref))
  }

  set(ref: RunRef): void {
    this.#flags.set(keyOf(ref), { entity: ref.entity, project: ref.project, run: ref.run })
    const oldest = this.#flags.keys().next().value
    if (this.#flags.size > MAX_FLAGS && oldest !== undefined) this.#flags.delete(oldest)
    this.#save()
  }

  clear(ref: RunRef): void {
    if (this.#flags.delete(keyOf(ref))) this.#save()
  }

  #save(): void {
    const draftPath = `${this.#path}.${randomBytes(6).toString('hex')}.tmp`
    try {
      writeFileSync(draftPath, JSON.stringify({ version: 1, runs: [...this.#flags.values()] }), {
        mode: 0o600,
      })
      renameSync(draftPath, this.#path)
    } catch {
      // The flag works until the server ends; a full disk must not keep anyone from stopping a run.
      rmSync(draftPath, { force: true })
    }
  }
}

function readFlags(path: string): RunRef[] {
  try {
    const { runs } = JSON.parse(readFileSync(path, 'utf8')) as { runs?: unknown }
    return Array.isArray(runs) ? runs.filter(isRunRef) : []
  } catch {
    return []
  }
}

function isRunRef(value: unknown): value is RunRef {
  const ref = value as Partial<RunRef> | null
  return [ref?.entity, ref?.project, ref?.run].every((text) => typeof text === 'string')
}

function keyOf({ entity, project, run }: RunRef): string {
  return JSON.stringify([entity, project, run])
}
