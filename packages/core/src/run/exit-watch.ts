import type { PreemptSignal } from '../settings/life-cycle-settings.ts'
import {
  ENDING_SIGNALS,
  NOTICE_SIGNALS,
  type EndingSignal,
  type NoticeSignal,
  type ProcessEvents,
  type ProcessListener,
} from '../platform/process-events.ts'
import type { Pulse } from '../platform/pulse.ts'

/** A run as the exit watch sees it. None of these may throw. */
export interface ExitTarget {
  /** True when there is a server to send the end of the log to. */
  readonly isOnline: boolean
  readonly wantsSignals: boolean
  /** False: the process goes on after a signal that nobody handles, as process 1 of a container does. Default: true. */
  readonly diesOfSignals?: boolean
  /** Signals that say that the machine is about to be taken away. */
  readonly preemptSignals?: readonly PreemptSignal[]
  /** Called before anything else that such a signal does. May be called again. */
  preempt?(): void
  /** Hands everything to the operating system. */
  flush(): void
  /** Writes the exit record, synchronously. */
  end(exitCode: number): void
  /** Sends what is left; resolves no later than shortly after `timeoutMs`. */
  settle(timeoutMs: number): Promise<unknown>
}

/** Exit codes of a process that died of a signal: 128 + its number, as shells report it. */
export const SIGNAL_EXIT_CODES: Readonly<Record<EndingSignal, number>> = {
  SIGHUP: 129,
  SIGINT: 130,
  SIGTERM: 143,
}

/** A program without `finish()` ends by itself, after at most this long for the upload. */
export const EXIT_UPLOAD_MS = 5000
/** After a signal, at most this long: somebody is waiting for the process to die. A second signal cuts it short. */
export const SIGNAL_UPLOAD_MS = 2000
/** The event loop has stalled when its timer is overdue by this much; then nobody would ever hear a signal. */
export const STALLED_AFTER_MS = 1000
const TURN_INTERVAL_MS = 250

/** Marks our listeners for other copies of this package in the same process. */
const OURS: unique symbol = Symbol.for('kymo.core.signal-listener') as never

/**
 * Makes every run of a process end well, however the process ends. One per process.
 *
 * A signal listener has a price: while JavaScript runs without ever returning to the event loop, or native code holds the
 * thread, no listener runs, and Ctrl-C is dead. So a timer stamps every turn of the loop, and a `log()` that finds
 * the stamp old takes the listeners away; the default death works again, and the log is on disk anyway. The next turn
 * puts them back. (A signal that came in before they were taken away is lost with them; the next one works.)
 */
export class ExitWatch {
  readonly #events: ProcessEvents
  readonly #pulse: Pulse
  readonly #targets = new Set<ExitTarget>()
  readonly #signalListeners = new Map<EndingSignal, ProcessListener>()
  /** These end nothing, so that they stay while the event loop stands still. */
  readonly #noticeListeners = new Map<NoticeSignal, ProcessListener>()
  #hasSignals = false
  #isLeaving = false
  #lastTurnMs = 0
  #stopTurning: (() => void) | undefined

  constructor(events: ProcessEvents, pulse: Pulse) {
    this.#events = events
    this.#pulse = pulse
    for (const signal of ENDING_SIGNALS) {
      const listener: ProcessListener = () => this.#onSignal(signal)
      this.#signalListeners.set(signal, Object.assign(listener, { [OURS]: true }))
    }
  }

  add(target: ExitTarget): void {
    if (this.#targets.size === 0) this.#install()
    this.#targets.add(target)
    if (this.#wantsSignals() && this.#stopTurning === undefined) this.#watchTurns()
    for (const signal of NOTICE_SIGNALS) this.#listenFor(signal)
  }

  remove(target: ExitTarget): void {
    if (!this.#targets.delete(target)) return
    if (!this.#wantsSignals()) this.#forgetSignals()
    for (const signal of NOTICE_SIGNALS) this.#listenFor(signal)
    if (this.#targets.size === 0) this.#uninstall()
  }

  /** Called by every `log()`, with the time that it has read anyway. */
  noteCall(nowMs: number): void {
    if (this.#hasSignals && nowMs - this.#lastTurnMs > STALLED_AFTER_MS) this.#removeSignals()
  }

  #install(): void {
    this.#events.listen('exit', this.#onExit)
    this.#events.listen('beforeExit', this.#onBeforeExit)
    this.#events.listen('uncaughtExceptionMonitor', this.#onUncaught)
  }

  #uninstall(): void {
    this.#events.unlisten('exit', this.#onExit)
    this.#events.unlisten('beforeExit', this.#onBeforeExit)
    this.#events.unlisten('uncaughtExceptionMonitor', this.#onUncaught)
  }

  readonly #onExit: ProcessListener = (code) => {
    const exitCode = typeof code === 'number' ? code : this.#events.exitCode()
    for (const target of this.#targets) target.end(exitCode)
  }

  /** The program has nothing left to do and nobody called `finish()`. The work started here keeps it alive meanwhile. */
  readonly #onBeforeExit: ProcessListener = () => {
    // A signal that has arrived but was not heard yet comes first: signal listeners do not keep a loop turning.
    this.#pulse.soon(() => {
      const exitCode = this.#events.exitCode()
      for (const target of this.#targets) {
        target.end(exitCode)
        void target.settle(EXIT_UPLOAD_MS)
      }
    })
  }

  /** Only looks on: whether the process dies of it is decided by others, and `exit` tells. */
  readonly #onUncaught: ProcessListener = () => {
    for (const target of this.#targets) target.flush()
  }

  /** Listens, or no longer, as the runs want it. */
  #listenFor(signal: NoticeSignal): void {
    const known = this.#noticeListeners.get(signal)
    const isWanted = this.#isNotice(signal)
    if (isWanted === (known !== undefined)) return
    if (known !== undefined) {
      this.#noticeListeners.delete(signal)
      return this.#events.unlisten(signal, known)
    }
    const listener: ProcessListener = () => this.#preempt(signal)
    this.#noticeListeners.set(signal, listener)
    this.#events.listen(signal, listener)
  }

  #isNotice(signal: PreemptSignal): boolean {
    return [...this.#targets].some(({ preemptSignals }) => preemptSignals?.includes(signal) === true)
  }

  #preempt(signal: PreemptSignal): void {
    for (const target of this.#targets)
      if (target.preemptSignals?.includes(signal) === true) target.preempt?.()
  }

  #onSignal(signal: EndingSignal): void {
    this.#preempt(signal)
    for (const target of this.#targets) target.flush()
    // Somebody else answers this signal: whether and how the process ends is theirs to say, and `exit` will tell us.
    if (this.#hasForeignListener(signal)) return
    if (this.#isLeaving) return this.#die(signal)
    if (![...this.#targets].some((target) => target.wantsSignals)) return this.#pass(signal)
    this.#isLeaving = true
    const online = [...this.#targets].filter((target) => target.isOnline)
    for (const target of this.#targets) target.end(SIGNAL_EXIT_CODES[signal])
    if (online.length === 0) return this.#die(signal)
    const uploads = online.map((target) => target.settle(SIGNAL_UPLOAD_MS))
    void Promise.allSettled(uploads).then(() => this.#die(signal))
  }

  /** The signal was only looked at: what it does is as if we had never been there. */
  #pass(signal: EndingSignal): void {
    if ([...this.#targets].some(({ diesOfSignals = true }) => diesOfSignals)) this.#die(signal)
  }

  #hasForeignListener(signal: EndingSignal): boolean {
    const foreign = this.#events.listeners(signal).filter((listener) => !isOurs(listener))
    return foreign.length > this.#events.passiveListenerCount()
  }

  /** Sends the signal again, now without us: the process dies of it as if we had never been there. */
  #die(signal: EndingSignal): void {
    this.#forgetSignals()
    this.#events.kill(signal)
  }

  #wantsSignals(): boolean {
    // While a process is leaving, its runs have ended, and the second signal must still be heard.
    if (this.#isLeaving || [...this.#targets].some((target) => target.wantsSignals)) return true
    return ENDING_SIGNALS.some((signal) => this.#isNotice(signal))
  }

  #watchTurns(): void {
    this.#lastTurnMs = this.#pulse.nowMs()
    this.#addSignals()
    this.#stopTurning = this.#pulse.every(TURN_INTERVAL_MS, () => {
      this.#lastTurnMs = this.#pulse.nowMs()
      this.#addSignals()
    })
  }

  #forgetSignals(): void {
    this.#stopTurning?.()
    this.#stopTurning = undefined
    this.#removeSignals()
  }

  #addSignals(): void {
    if (this.#hasSignals) return
    this.#hasSignals = true
    const isForAll = this.#isLeaving || [...this.#targets].some((target) => target.wantsSignals)
    for (const [signal, listener] of this.#signalListeners)
      if (isForAll || this.#isNotice(signal)) this.#events.listen(signal, listener)
  }

  #removeSignals(): void {
    this.#hasSignals = false
    for (const [signal, listener] of this.#signalListeners) this.#events.unlisten(signal, listener)
  }
}

function isOurs(listener: unknown): boolean {
  return typeof listener === 'function' && OURS in listener
}
