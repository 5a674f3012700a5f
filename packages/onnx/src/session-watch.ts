import { Histogram, Table } from '@kymo/core'
import { describeSession, type SessionDescription } from './describe-session.ts'
import type { InferenceSessionLike, RunLike, SpanLike } from './framework-types.ts'
import { createReport, guarded, guardedAsync, type Report } from './guard.ts'
import { findSourceProblem, toModelSource } from './model/model-source.ts'
import { type ModelDescription, watchModel } from './model/watch-model.ts'
import { OwnProperties } from './own-properties.ts'
import type { LoopPorts } from './platform.ts'
import { logProfile } from './profile/log-profile.ts'
import { ProfileWatch } from './profile/profile-watch.ts'
import { RunRecorder } from './run-recorder.ts'
import { wrapRun } from './run-wrapper.ts'
import { SessionLog } from './session-log.ts'
import type { ShapeEntry } from './stats/shape-counter.ts'
import { nameOfPath, takeName } from './session-names.ts'
import { DEFAULTS, type WatchSessionOptions } from './watch-options.ts'

/** Marks a watched session for every copy of this package. */
const MARK = Symbol.for('kymo.onnx.watch')
const TOP_SHAPES = 10

/** What another copy of this package may have left on a session. */
export interface SessionMark {
  readonly run: RunLike
  end(): void
}

export interface SessionWatchParts {
  readonly session: InferenceSessionLike
  readonly options: WatchSessionOptions
  readonly loop: LoopPorts
  /** Known to {@link autolog} only. */
  readonly more?: Pick<SessionDescription, 'loadMs' | 'onnxruntime'>
  /** The method of the class, where that on the session is a wrapper of ours. */
  readonly originalRun?: InferenceSessionLike['run']
}

/** @returns undefined for a session that is not watched */
export function markOf(session: object): SessionMark | undefined {
  return (session as { readonly [MARK]?: SessionMark })[MARK]
}

/** Watches one session for one run, from its making until `end()`. */
export class SessionWatch implements SessionMark {
  readonly run: RunLike
  readonly #parts: SessionWatchParts
  readonly #report: Report
  readonly #recorder: RunRecorder
  readonly #log: SessionLog
  readonly #own: OwnProperties
  readonly #profile: ProfileWatch
  readonly #name: string
  readonly #freeName: () => void
  readonly #pending: Promise<unknown>[] = []
  #description: SessionDescription
  #model: ModelDescription | undefined
  #providers: Readonly<Record<string, number>> | undefined
  #forgetFinish: unknown
  #hasEnded = false
  #settled: Promise<void> | undefined

  constructor(parts: SessionWatchParts) {
    const { session, options, loop } = parts
    this.#parts = parts
    this.run = options.run
    this.#report = createReport(loop.warn)
    const { name, free } = takeName(options.run, options.name ?? defaultName(options))
    this.#name = name
    this.#freeName = free
    this.#log = new SessionLog(options.run, name)
    this.#recorder = this.#createRecorder()
    this.#own = new OwnProperties(session)
    this.#profile = new ProfileWatch({
      session,
      options: options.options,
      maxRunCount: options.profileRuns ?? DEFAULTS.profileRuns,
      onProfile: (find) => this.#await(() => this.#logProfile(find)),
      report: this.#report,
    })
    this.#description = describeSession(session, options.options)
    this.#install()
    this.#begin()
  }

  /** Logs what is left and takes everything back. What is still being read goes on, and the run waits for it. */
  end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    guarded(this.#report, () => this.#recorder.close())
    guarded(this.#report, () => this.#own.restore())
    guarded(this.#report, () => this.#logWhole())
    this.#profile.end()
    this.#freeName()
    if (this.#pending.length === 0) this.#forget()
    else this.#settled = this.#settle().then(() => this.#forget())
  }

  #install(): void {
    const { session, originalRun = session.run } = this.#parts
    this.#own.install('run', wrapRun(originalRun, this.#recorder))
    this.#own.install(MARK, this)
    // Before: a session that is released has no profile to be ended.
    this.#wrapMethod('release', { before: () => this.end() })
    this.#wrapMethod('endProfiling', { after: () => this.#profile.noteEnd() })
  }

  #wrapMethod(
    name: 'release' | 'endProfiling',
    ours: { readonly before?: () => void; readonly after?: () => void },
  ): void {
    const original = this.#parts.session[name]
    if (typeof original !== 'function') return
    const report = this.#report
    this.#own.install(name, function method(this: unknown, ...args: never[]): unknown {
      if (ours.before !== undefined) guarded(report, ours.before)
      const result: unknown = Reflect.apply(original, this, args)
      if (ours.after !== undefined) guarded(report, ours.after)
      return result
    })
  }

  #begin(): void {
    const { options, more } = this.#parts
    this.#description = { ...this.#description, ...more }
    this.#configure()
    this.#forgetFinish = options.run.onFinish?.(() => this.#finish())
    const source = toModelSource(options.model)
    if (source === undefined) return
    const problem = findSourceProblem(source)
    if (problem !== undefined) {
      this.#parts.loop.warn(`The model of session ${this.#name} cannot be read: ${problem}`)
      return
    }
    const { run } = this
    const { artifact = 'auto' } = options
    this.#await(async () => {
      this.#model = await watchModel({ run, source, name: this.#name, artifact, warn: this.#parts.loop.warn })
      this.#configure()
    })
  }

  #createRecorder(): RunRecorder {
    const { session, options, loop } = this.#parts
    return new RunRecorder({
      loop,
      report: this.#report,
      inputNames: session.inputNames,
      outputNames: session.outputNames,
      windowMs: options.windowMs ?? DEFAULTS.windowMs,
      windowRuns: options.windowRuns ?? DEFAULTS.windowRuns,
      warmupRuns: options.warmupRuns ?? DEFAULTS.warmupRuns,
      startSpan: options.spans === true ? (inputs) => this.#startSpan(inputs) : undefined,
      itemsOf: options.itemsOf,
      onRow: (row) => this.#log.log(row),
      onWarmup: (ms) => this.#log.log({ warmup_ms: ms }),
      onNewError: () => this.#logErrors(),
      onEnd: () => this.#profile.noteRun(),
    })
  }

  /** Called in the turn and the context of the program's own call: its parent is the span around that call. */
  #startSpan(inputs: string): SpanLike | undefined {
    return this.run.startSpan?.(`onnx ${this.#name}`, {
      attributes: { 'onnx.session': this.#name, 'onnx.inputs': inputs },
    })
  }

  #logErrors(): void {
    this.#log.summarize({ error_messages: this.#recorder.errors.toFacts() })
  }

  #logWhole(): void {
    const { stats, errors, inputs, outputs } = this.#recorder
    const row = stats.summary()
    if (row === undefined) return
    const shown = stats.whole.compute.count > 0 ? 'compute' : 'latency'
    const bins = stats.whole[shown].toBins()
    this.#log.log({
      ...(bins.counts.length === 0 ? {} : { [`${shown}_ms_histogram`]: new Histogram(bins) }),
      shapes: this.#shapeTable(),
    })
    this.#log.summarize({
      ...row,
      input_shapes: inputs.top(TOP_SHAPES).map(toShapeFacts),
      output_shapes: outputs.top(TOP_SHAPES).map(toShapeFacts),
      ...(errors.total === 0 ? {} : { error_messages: errors.toFacts() }),
    })
  }

  #shapeTable(): Table {
    const rows = this.#recorder.inputs.top(TOP_SHAPES)
    return new Table({
      columns: ['inputs', 'outputs', 'runs', 'errors', 'compute_ms_mean'],
      rows: rows.map(({ label, output, runCount, errorCount, computeMs, computeCount }) => [
        label,
        output?.label ?? '',
        runCount,
        errorCount,
        computeCount === 0 ? null : computeMs / computeCount,
      ]),
    })
  }

  async #logProfile(find: () => Promise<string | undefined>): Promise<void> {
    const path = await find()
    if (path === undefined) return
    this.#providers = await logProfile(path, {
      run: this.run,
      name: this.#name,
      log: (values) => this.#log.log(values),
    })
    this.#configure()
  }

  #configure(): void {
    this.#log.configure({
      ...this.#description,
      ...(this.#providers === undefined ? {} : { nodesByProvider: this.#providers }),
      ...(this.#model === undefined ? {} : { model: this.#model }),
    })
  }

  /** What it does at once is all that counts when the process dies. */
  #finish(): Promise<unknown> | undefined {
    this.end()
    return this.#settled
  }

  #await(action: () => Promise<unknown>): void {
    this.#pending.push(guardedAsync(this.#report, action))
  }

  /** What is being read may bring more of it about. */
  async #settle(): Promise<void> {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    for (let next = this.#pending.shift(); next !== undefined; next = this.#pending.shift()) await next
  }

  #forget(): void {
    const forget = this.#forgetFinish
    if (typeof forget === 'function') guarded(this.#report, () => (forget as () => void)())
  }
}

function toShapeFacts({ label, runCount, errorCount }: ShapeEntry): object {
  return { shape: label, runs: runCount, ...(errorCount === 0 ? {} : { errors: errorCount }) }
}

function defaultName({ model }: WatchSessionOptions): string {
  const source = toModelSource(model)
  return source?.kind === 'file' ? nameOfPath(source.path) : 'session'
}
