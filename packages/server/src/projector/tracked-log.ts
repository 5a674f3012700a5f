import type { RunRef } from '../api/types.ts'
import type { PlaceRule } from '../folders/place-rule.ts'
import type { FolderRow } from '../store/store.ts'
import { decodeFacts, encodeFacts, type LogFacts } from './log-facts.ts'

/** A log that is in the index, as of its last commit. */
export interface TrackedLog {
  readonly id: number
  /** Below the runs folder, with `/`. */
  readonly logPath: string
  readonly folderName: string
  readonly run: RunRef
  readonly facts: Readonly<LogFacts>
}

const DEFAULT_ENTITY = 'default'
const DEFAULT_PROJECT = 'uncategorized'

export function toTrackedLog(row: FolderRow, place: PlaceRule): TrackedLog {
  const facts = decodeFacts(row.state)
  const { id, logPath } = row
  const { entity, project } = place(logPath) ?? facts
  return {
    id,
    logPath,
    folderName: logPath.split('/').at(-2) ?? '',
    run: { entity: entity || DEFAULT_ENTITY, project: project || DEFAULT_PROJECT, run: facts.runId },
    facts,
  }
}

/** The row that the log was made of. */
export function toFolderRow({ id, logPath, facts }: TrackedLog): FolderRow {
  return { id, logPath, state: encodeFacts(facts) }
}

/** Run id in the name of a log file, `run-<id>.wandb`. */
export function runIdOfFile(logPath: string): string {
  return /(?:^|\/)run-([^/]+)\.wandb$/.exec(logPath)?.[1] ?? ''
}
