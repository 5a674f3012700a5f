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
import { reportOf } from './session-report.ts'
import { nameOfPath, takeName } from './session-names.ts'
import { DEFAULTS, type WatchSessionOptions } from './watch-options.ts'

/** Marks a watched session for every copy of this package. */
const MARK = Symbol.for('kymo.onnx.watch')

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

/** Ends the watch of a session that the program has dropped without releasing it. */
const dropped = new FinalizationRegistry<SessionWatch>((watch) => watch.end())

/**
 * Watches one session for one run, from its making until `end()`.
 *
 * Does not hold the session, nor the bytes of its model: what the program drops is freed, as it would be without a watch.
 */
export class SessionWatch implements SessionMark {
  readonly run: RunLike
  readonly #loop: LoopPorts
  readonly #report: Report
  readonly #recorder: RunRecorder
  readonly #log: SessionLog
  readonly #own: OwnProperties
  readonly #profile: ProfileWatch
  readonly #name: string
  readonly #freeName: () => void
  readonly #pending: Promise<unknown>[] = []
  readonly #description: SessionDescription
  #model: ModelDescription | undefined
  #providers: Readonly<Record<string, number>> | undefined
  #forgetFinish: unknown
  #hasEnded = false
  #settled: Promise<void> | undefined

  constructor(parts: SessionWatchParts) {
    const { session, options, loop, more } = parts
    this.run = options.run
    this.#loop = loop
    this.#report = createReport(loop.warn)
    const { name, free } = takeName(options.run, options.name ?? defaultName(options))
    this.#name = name
    this.#freeName = free
    this.#log = new SessionLog(options.run, name)
    this.#description = { ...describeSession(session, options.options), ...more }
    this.#recorder = this.#createRecorder(parts)
    this.#own = new OwnProperties(session)
    this.#profile = this.#createProfile(parts)
    this.#install(parts)
    // What stays is made in methods of its own: a function holds all that any function of its scope holds, here the model.
    guarded(this.#report, () => this.#listen())
    guarded(this.#report, () => this.#configure())
    guarded(this.#report, () => this.#readModel(options))
  }

  /** Logs what is left and takes everything back. What is still being read goes on, and the run waits for it. */
  end(): void {
    if (this.#hasEnded) return
    this.#hasEnded = true
    guarded(this.#report, () => this.#recorder.close())
    guarded(this.#report, () => this.#own.restore())
    guarded(this.#report, () => this.#logWhole())
    dropped.unregister(this)
    this.#profile.end()
    this.#freeName()
    if (this.#pending.length === 0) this.#forget()
    else this.#settled = this.#settle().then(() => this.#forget())
  }

  #listen(): void {
    this.#forgetFinish = this.run.onFinish?.(() => this.#finish())
  }

  #createProfile({ session, options }: SessionWatchParts): ProfileWatch {
    return new ProfileWatch({
      session: new WeakRef(session),
      isEnabled: options.options?.enableProfiling === true,
      prefix: options.options?.profileFilePrefix,
      maxRunCount: options.profileRuns ?? DEFAULTS.profileRuns,
      onProfile: (find) => this.#await(() => this.#logProfile(find)),
      report: this.#report,
    })
  }

  #install({ session, originalRun = session.run }: SessionWatchParts): void {
    dropped.register(session, this, this)
    this.#own.install('run', wrapRun(originalRun, this.#recorder))
    this.#own.install(MARK, this)
    // Before: a session that is released has no profile to be ended.
    this.#wrapMethod(session, 'release', { before: () => this.end() })
    this.#wrapMethod(session, 'endProfiling', { after: () => this.#profile.noteEnd() })
  }

  #wrapMethod(
    session: InferenceSessionLike,
    name: 'release' | 'endProfiling',
    ours: { readonly before?: () => void; readonly after?: () => void },
  ): void {
    const original = session[name]
    if (typeof original !== 'function') return
    const report = this.#report
    this.#own.install(name, function method(this: unknown, ...args: never[]): unknown {
      if (ours.before !== undefined) guarded(report, ours.before)
      const result: unknown = Reflect.apply(original, this, args)
      if (ours.after !== undefined) guarded(report, ours.after)
      return result
    })
  }

  #readModel({ model, artifact = 'auto' }: WatchSessionOptions): void {
    const source = toModelSource(model)
    if (source === undefined) return
    const { warn } = this.#loop
    const problem = findSourceProblem(source)
    if (problem !== undefined) return warn(`The model of session ${this.#name} cannot be read: ${problem}`)
    const { run } = this
    this.#await(async () => {
      this.#model = await watchModel({ run, source, name: this.#name, artifact, warn })
      this.#configure()
    })
  }

  #createRecorder({ session, options, loop }: SessionWatchParts): RunRecorder {
    return new RunRecorder({
      loop,
      report: this.#report,
      inputNames: [...session.inputNames],
      outputNames: [...session.outputNames],
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
    const report = reportOf(this.#recorder)
    if (report === undefined) return
    this.#log.log(report.row)
    this.#log.summarize(report.summary)
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

function defaultName({ model }: WatchSessionOptions): string {
  const source = toModelSource(model)
  return source?.kind === 'file' ? nameOfPath(source.path) : 'session'
}
