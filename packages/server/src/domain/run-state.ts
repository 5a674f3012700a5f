import { CRASHED_AFTER_MS } from '@kymo/protocol'
import type { RunState } from '../api/types.ts'

/** Exit codes of processes that a signal ended: 128 and the number of the signal. */
const SIGNAL_EXITS = { from: 129, to: 159 }

export interface LifeSigns {
  /** Of the exit record; undefined when there is none. */
  readonly exitCode: number | undefined
  /** When the log was last touched. */
  readonly touchedMs: number
  /** Somebody said that the machine is being taken away. */
  readonly isPreempting?: boolean
}

/** One session among those of its run. */
export interface SessionEnd {
  readonly state: RunState
  /** Others write into the run at the same time. */
  readonly isShared: boolean
  /** It has an exit record, and that is the end of the run too. */
  readonly isFinal: boolean
  /** It has an exit record, and that is not the end of the run. */
  readonly isAside?: boolean
}

/** State of one process session, from its log alone. */
export function sessionState(
  { exitCode, touchedMs, isPreempting = false }: LifeSigns,
  nowMs: number,
): RunState {
  if (exitCode === undefined && nowMs < crashesAtMs(touchedMs)) return 'running'
  if (exitCode === 0) return 'finished'
  if (isPreempting) return 'preempted'
  if (exitCode === undefined) return 'crashed'
  return exitCode >= SIGNAL_EXITS.from && exitCode <= SIGNAL_EXITS.to ? 'killed' : 'failed'
}

/** When a session without an exit record counts as crashed, unless its log is touched before. */
export function crashesAtMs(touchedMs: number): number {
  return touchedMs + CRASHED_AFTER_MS
}

/**
 * State of a run: running as long as any of its sessions is; else that of the last one, or, of several that wrote at the
 * same time, that of the last one whose end is the end of the run. Those that ended aside count only where there are no others.
 * @param sessions in order of their start
 */
export function runState(sessions: readonly SessionEnd[]): RunState {
  if (sessions.some(({ state }) => state === 'running')) return 'running'
  const deciding = sessions.filter(({ isAside }) => isAside !== true)
  const rest = deciding.length === 0 ? sessions : deciding
  const last = rest.at(-1)
  if (last?.isShared !== true) return last?.state ?? 'crashed'
  return (rest.findLast(({ isFinal }) => isFinal) ?? last).state
}
