import { CRASHED_AFTER_MS } from '@kymo/protocol'
import type { RunState } from '../api/types.ts'

/** Exit codes of processes that a signal ended: 128 and the number of the signal. */
const SIGNAL_EXITS = { from: 129, to: 159 }

export interface LifeSigns {
  /** Of the exit record; undefined when there is none. */
  readonly exitCode: number | undefined
  /** When the log was last touched. */
  readonly touchedMs: number
}

/** State of one process session, from its log alone. */
export function sessionState({ exitCode, touchedMs }: LifeSigns, nowMs: number): RunState {
  if (exitCode === undefined) return nowMs < crashesAtMs(touchedMs) ? 'running' : 'crashed'
  if (exitCode === 0) return 'finished'
  return exitCode >= SIGNAL_EXITS.from && exitCode <= SIGNAL_EXITS.to ? 'killed' : 'failed'
}

/** When a session without an exit record counts as crashed, unless its log is touched before. */
export function crashesAtMs(touchedMs: number): number {
  return touchedMs + CRASHED_AFTER_MS
}

/** State of a run: running as long as any of its sessions is, else that of the last one. @param sessions in order */
export function runState(sessions: readonly RunState[]): RunState {
  return sessions.includes('running') ? 'running' : (sessions.at(-1) ?? 'crashed')
}
