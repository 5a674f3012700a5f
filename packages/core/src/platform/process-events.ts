/** The signals that end a process and that a process may still answer. */
export const ENDING_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
export type EndingSignal = (typeof ENDING_SIGNALS)[number]

/** Signals that mean what the program says; schedulers send them some time before the end. */
export const NOTICE_SIGNALS = ['SIGUSR1', 'SIGUSR2'] as const
export type NoticeSignal = (typeof NOTICE_SIGNALS)[number]

export type ProcessEventName =
  | EndingSignal
  | NoticeSignal
  | 'exit'
  | 'beforeExit'
  | 'uncaughtExceptionMonitor'
export type ProcessListener = (...args: readonly unknown[]) => void

/** The process as the exit watch sees it. */
export interface ProcessEvents {
  /** Adds a listener in front of the others, so that it still runs when another one throws or exits. */
  listen(event: ProcessEventName, listener: ProcessListener): void
  unlisten(event: ProcessEventName, listener: ProcessListener): void
  listeners(event: ProcessEventName): readonly unknown[]
  /** Count of listeners that wait for somebody else to end the process (see {@link systemProcessEvents}). */
  passiveListenerCount(): number
  /** Sends a signal to this process. */
  kill(signal: EndingSignal): void
  /** `process.exitCode`, 0 when unset. */
  exitCode(): number
}

/**
 * The package `signal-exit`, which progress bars and process runners bring along, ends the process only when nobody else
 * listens. Two such parties would wait for each other for ever; so its listeners are not counted as somebody's handlers.
 * Its two generations leave their counts in these places.
 */
const SIGNAL_EXIT_EMITTERS = ['__signal_exit_emitter__', Symbol.for('signal-exit emitter')] as const

export const systemProcessEvents: ProcessEvents = {
  listen: (event, listener) => void process.prependListener(event as 'exit', listener),
  unlisten: (event, listener) => void process.removeListener(event, listener),
  listeners: (event) => process.listeners(event as 'exit'),
  passiveListenerCount: () => {
    const places: unknown[] = [
      Reflect.get(process, SIGNAL_EXIT_EMITTERS[0]),
      Reflect.get(globalThis, SIGNAL_EXIT_EMITTERS[1]),
    ]
    return places.reduce<number>((sum, place) => sum + countOf(place), 0)
  },
  kill: (signal) => void process.kill(process.pid, signal),
  exitCode: () => Number(process.exitCode ?? 0),
}

function countOf(emitter: unknown): number {
  const count: unknown =
    typeof emitter === 'object' && emitter !== null ? Reflect.get(emitter, 'count') : undefined
  return typeof count === 'number' ? count : 0
}
