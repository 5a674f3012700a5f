import type { MessagePort } from 'node:worker_threads'
import type { RecordInit } from '@kymo/protocol'
import type { Artifact } from '../artifacts/artifact.ts'
import type { SystemMachine } from '../platform/machine.ts'
import type { ProcessFacts } from '../platform/process-facts.ts'
import type { Pulse } from '../platform/pulse.ts'
import type { ThreadPort } from '../platform/thread-port.ts'
import type { Settings } from '../settings/settings-values.ts'
import type { CaptureMessage, CaptureStart, FactsStart, SampleMessage } from './capture-messages.ts'
import { createCaptureSlots, SLOT_FACTS_DONE, SLOT_SAMPLES_TAKEN } from './capture-slots.ts'
import { codeArtifact } from './code/code-artifact.ts'
import { captureConsole, type ConsoleCapture, type ConsoleSource } from './console/capture-console.ts'
import { basicEnvironment } from './environment/basic-facts.ts'
import { watchLoop } from './metrics/loop-watch.ts'
import { endTools } from './tool-ledger.ts'

/** What a run captures from. */
export interface CaptureHost {
  readonly console: ConsoleSource
  readonly facts: () => ProcessFacts
  readonly machine: Pick<SystemMachine, 'monotonicMs' | 'heap'>
  readonly openPort: (onMessage: (message: unknown) => void) => ThreadPort
  readonly killProcess: (processId: number) => void
}

export interface RunCaptureOptions {
  readonly host: CaptureHost
  readonly settings: Settings
  readonly pulse: Pulse
  readonly startedMs: number
  /** Names this writer among those of the run; unique. */
  readonly writerId: string
  readonly warn: (code: string, text: string) => void
}

type Append = (record: RecordInit, nowMs: number) => void

const DEFAULT_INTERVAL_MS = 15_000
/** A run that ends before its facts are known waits for them so long. */
const FACTS_PATIENCE_MS = 1000

/**
 * Everything that a run records by itself. This is the part on the training thread, which owns the log: it records what is
 * printed, and what the worker thread posts (run-in-worker.ts). None of its methods throws.
 */
export class RunCapture {
  /** What the worker has to do; travels with its other orders. */
  readonly workerStart: CaptureStart
  readonly #options: RunCaptureOptions
  readonly #slots: Int32Array
  #append: Append | undefined
  #console: ConsoleCapture | undefined
  #port: ThreadPort | undefined
  #stopWatch: (() => void) | undefined
  #keys: readonly string[] = []
  #keepCode: ((artifact: Artifact) => void) | undefined
  #hasEnded = false

  constructor(options: RunCaptureOptions) {
    this.#options = options
    const shared = createCaptureSlots()
    this.#slots = new Int32Array(shared)
    const { systemMetrics } = options.settings
    const details = typeof systemMetrics === 'object' ? systemMetrics : {}
    this.workerStart = {
      shared,
      metricsIntervalMs: systemMetrics === false ? undefined : (details.intervalMs ?? DEFAULT_INTERVAL_MS),
      facts: this.#planFacts(),
    }
  }

  /** A port for a new worker, which posts to it what is to be recorded. */
  openPort(): MessagePort {
    // What the worker before this one has posted is not lost with it.
    this.#port?.drain()
    this.#port?.close()
    this.#port = this.#options.host.openPort((message) => this.#receive(message as CaptureMessage))
    return this.#port.remote
  }

  /** After the first records of the log. */
  begin(append: Append): void {
    const { host, settings, pulse, warn } = this.#options
    this.#append = append
    const { facts, metricsIntervalMs } = this.workerStart
    if (facts !== undefined) append({ environment: facts.basics }, pulse.nowMs())
    this.#console = captureConsole({
      setting: settings.console,
      source: host.console,
      pulse,
      append,
      onRedactFailure: (error) =>
        warn('CONSOLE_REDACT', `The function console.redact failed: ${String(error)}; the line is left out`),
    })
    if (metricsIntervalMs === undefined) return
    const { monotonicMs, heap } = host.machine
    this.#stopWatch = watchLoop({ pulse, slots: this.#slots, monotonicMs, heap })
  }

  /** Where a snapshot of the code goes. */
  onCode(keep: (artifact: Artifact) => void): void {
    this.#keepCode = keep
  }

  /** Before artifacts are waited for: a run that ends at once keeps its code too. Waits only where code is kept. */
  takeCode(): void {
    if (this.#hasEnded || this.workerStart.facts?.code === undefined) return
    this.#awaitFacts()
    this.#port?.drain()
  }

  /** Hot: called by every `log()`, because in a loop that never turns no timer fires. */
  noteTime(nowMs: number): void {
    this.#console?.noteTime(nowMs)
  }

  /** Hands to the log what waits here. */
  flush(): void {
    this.#console?.flush()
    this.#port?.drain()
  }

  /** Before the last records of the run. Later calls do nothing. */
  end(): void {
    if (this.#hasEnded) return
    this.#stopWatch?.()
    this.#console?.close()
    this.#awaitFacts()
    endTools(this.#slots, this.#options.host.killProcess)
    this.#port?.drain()
    this.#port?.close()
    this.#hasEnded = true
  }

  /** The worker finds them while this thread waits, even in a process that is about to exit. */
  #awaitFacts(): void {
    if (this.#port === undefined || this.workerStart.facts === undefined) return
    Atomics.wait(this.#slots, SLOT_FACTS_DONE, 0, FACTS_PATIENCE_MS)
  }

  #planFacts(): FactsStart | undefined {
    const { host, settings, startedMs, writerId } = this.#options
    const { environment, git, saveCode } = settings
    if (environment === false && git === false && saveCode === false) return undefined
    const facts = host.facts()
    const details = typeof environment === 'object' ? environment : {}
    return {
      writerId,
      cwd: facts.cwd,
      program: facts.program,
      environment: environment !== false,
      dependencies: environment !== false && (details.dependencies ?? true),
      git: git !== false,
      gitDiff: git === true,
      code: saveCode === false ? undefined : saveCode === true ? {} : saveCode,
      basics:
        environment === false
          ? { writerId }
          : basicEnvironment({ facts, setting: environment, writerId, startedMs }),
    }
  }

  #receive(message: CaptureMessage): void {
    if (this.#hasEnded || this.#append === undefined) return
    switch (message.kind) {
      case 'sample':
        return this.#takeSample(message, this.#append)
      case 'records':
        for (const record of message.records) this.#append(record, this.#options.pulse.nowMs())
        return
      case 'code':
        return this.#takeCode(message.root, message.paths)
      case 'warning':
        return this.#options.warn(message.code, message.message)
    }
  }

  #takeCode(root: string, paths: readonly string[]): void {
    const { settings, warn } = this.#options
    try {
      this.#keepCode?.(
        codeArtifact({ project: settings.project, program: this.workerStart.facts?.program, root, paths }),
      )
    } catch (error) {
      warn('CODE_SNAPSHOT', `Cannot keep a snapshot of the code: ${String(error)}`)
    }
  }

  #takeSample({ timestampMs, keys, values }: SampleMessage, append: Append): void {
    Atomics.add(this.#slots, SLOT_SAMPLES_TAKEN, 1)
    this.#keys = keys ?? this.#keys
    const item = this.#keys.map((key, i) => ({ key, valueJson: String(values[i]) }))
    const timestamp = { seconds: Math.floor(timestampMs / 1000), nanos: (timestampMs % 1000) * 1_000_000 }
    append({ stats: { timestamp, item } }, this.#options.pulse.nowMs())
  }
}
