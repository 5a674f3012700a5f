import type { LogArtifactOptions } from '../artifacts/artifact-log.ts'
import type { ArtifactVersion } from '../artifacts/artifact-version.ts'
import type { Artifact } from '../artifacts/artifact.ts'
import type { LoggedArtifact } from '../artifacts/logged-artifact.ts'
import type { SaveOptions } from '../artifacts/save/saved-files.ts'
import type { UseArtifactOptions } from '../artifacts/run-artifacts.ts'
import { isMetrics, isStep, type LogOptions, type Metrics } from './log-options.ts'
import { checkMetric, metricRecord, type MetricOptions } from './metric-definitions.ts'
import type { RunConfig } from './run-config.ts'
import type { RunParts } from './run-parts.ts'
import type { RunReport } from './run-report.ts'
import { RunEnding } from './run-ending.ts'
import { runStatus, type RunStatus } from './run-status.ts'
import type { RunSummary } from './run-summary.ts'
import type { StepCounter } from './step-counter.ts'
import type { OtelSpanExporter, OtelSpanProcessor } from '../spans/otel/otel-bridge.ts'
import type { Span, SpanCallOptions, SpanOptions } from '../spans/span-types.ts'
import type { InitOptions } from '../settings/init-options.ts'
import { Preemption } from './preemption.ts'
import { RunLabels } from './run-labels.ts'
import { RunAlerts, type AlertOptions } from './run-alerts.ts'
import { writerEnv, writerOptions } from './run-writers.ts'

export interface FinishOptions {
  /** 0: all went well. Anything else: the run failed. Default: 0. */
  readonly exitCode?: number
  /** How long to wait for the server. Default: the setting `finishTimeoutMs`. */
  readonly timeoutMs?: number
}

/**
 * One run: what it logs is on disk when `log()` returns. Made by `init()`.
 *
 * No method throws for a value, a full disk or a dead network, and none may be called from another thread.
 */
export class Run {
  readonly id: string
  readonly project: string
  readonly entity: string
  readonly config: RunConfig
  readonly summary: RunSummary
  readonly #parts: RunParts
  readonly #steps: StepCounter
  readonly #ending: RunEnding
  readonly #alerts: RunAlerts
  readonly #preemption: Preemption
  readonly #labels: RunLabels
  #finished: Promise<RunReport> | undefined

  /** @internal `init()` makes runs. */
  constructor(parts: RunParts) {
    const { description } = parts
    this.#parts = parts
    this.id = description.id
    this.project = description.project
    this.entity = description.entity
    this.config = parts.config
    this.summary = parts.summary
    this.#steps = parts.steps
    this.#labels = new RunLabels(parts)
    this.#preemption = new Preemption(parts)
    this.#ending = new RunEnding(parts, this.#preemption)
    this.#alerts = new RunAlerts(parts)
    parts.stopSignal.onRequest(() => void parts.hooks.stop.call())
  }

  /** Name for people; the id when none was given. Can be set; a name that cannot be one is refused with a warning. */
  get name(): string {
    return this.#labels.description.name
  }

  set name(name: string) {
    this.#setLabel('name', name)
  }

  /** Can be set as a whole: `run.tags = [...run.tags, 'best']`. */
  get tags(): readonly string[] {
    return this.#labels.description.tags
  }

  set tags(tags: readonly string[]) {
    this.#setLabel('tags', tags)
  }

  /** Longer text about the run. Can be set. */
  get notes(): string {
    return this.#labels.description.notes
  }

  set notes(notes: string) {
    this.#setLabel('notes', notes)
  }

  get group(): string {
    return this.#parts.description.group
  }

  /** What kind of work the run does. */
  get jobType(): string {
    return this.#parts.description.jobType
  }

  /** The run's folder; undefined when the mode is `disabled`. */
  get dir(): string | undefined {
    return this.#parts.folder?.path
  }

  /** Where to see the run; undefined when it is not sent to a server. */
  get url(): string | undefined {
    return this.#parts.url
  }

  /** True when this session goes on with an earlier one of the run. */
  get resumed(): boolean {
    const kind = this.#parts.description.origin?.kind
    return kind === 'resume' || kind === 'rewind'
  }

  /** The first step of this session: 0, or the one after the last that counts of what it continues. */
  get startingStep(): number {
    return this.#parts.description.origin?.startingStep ?? 0
  }

  /** The step that the next row without a step of its own gets. */
  get step(): number {
    return this.#steps.current
  }

  /** True once somebody asked this run to stop, for example in the dashboard. Costs nothing to ask at every step. */
  get stopRequested(): boolean {
    return this.#parts.stopSignal.isRequested
  }

  /** True once somebody said that the machine is being taken away: {@link markPreempting} or one of `preemptSignals`. */
  get isPreempting(): boolean {
    return this.#preemption.isMarked
  }

  /** True once the run has ended: `log()` then does nothing. */
  get isFinished(): boolean {
    return this.#ending.hasEnded
  }

  /** What has become of the data so far. Asks nobody: it costs as little as a `log()`. */
  status(): RunStatus {
    return runStatus(this.#parts)
  }

  /**
   * Keeps one row of metrics. It is with the operating system when the call returns: even SIGKILL does not lose it.
   *
   * Values are numbers (NaN and ±Infinity too), texts, booleans, or nested objects of them; others are left out with one
   * warning per name. A wrong `step` is replaced by the current one.
   * Cost: one `write` of about 12 bytes per metric plus its name.
   *
   * @example
   * ```js
   * import { init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits' })
   * run.log({ loss: 0.9 }) // step 0
   * run.log({ loss: 0.7, accuracy: 0.6 }) // step 1
   * run.log({ validation: { loss: 0.8 } }, { step: 1 }) // the metric validation.loss at step 1
   * await run.finish()
   * ```
   */
  log(metrics: Metrics, options?: LogOptions): void {
    if (this.#ending.hasEnded) return this.#refuse('log')
    try {
      this.#logRow(metrics, options)
    } catch (error) {
      // A getter or a toJSON among the values threw. Training goes on without this row.
      this.#parts.counts.refusedRowCount++
      this.#parts.notices.warn(
        'LOG_FAILED',
        `Cannot log a row: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }

  /**
   * Says how a metric is to be shown and summed up. With `*` at the end the name stands for all that begin with it; an exact name
   * wins over these, and a longer beginning over a shorter one. Statistics count from the call on, so define before you log.
   * What cannot be meant is left out with a warning.
   *
   * @example
   * ```js
   * import { init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits' })
   * run.defineMetric('validation.*', { stepMetric: 'epoch', summary: 'min', goal: 'minimize' })
   * run.log({ epoch: 1, validation: { loss: 0.8 } })
   * await run.finish()
   * ```
   */
  defineMetric(name: string, options: MetricOptions = {}): void {
    if (this.#ending.hasEnded) return this.#refuse('define a metric')
    const { definition, mistake } = checkMetric(name, options)
    if (definition === undefined) {
      this.#parts.notices.warnOnce(`defineMetric ${mistake}`, `Cannot define a metric: ${mistake}`)
      return
    }
    const whole = this.#parts.metrics.define(definition)
    this.#parts.log?.append(metricRecord(whole), this.#parts.pulse.nowMs())
  }

  /**
   * Keeps an artifact: copies its content into the run's folder, in the background when it is more than a little, and then writes it
   * into the log, from where it is sent. Returns at once; a process that dies before the copy is whole leaves nothing of it.
   *
   * @throws {TypeError | RangeError} for arguments that cannot be meant
   * @throws {KymoError} ARTIFACT_LOGGED when an earlier attempt to log it has failed
   * @example
   * ```js
   * import { Artifact, init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits' })
   * const labels = new Artifact('labels', 'dataset').newFile('labels.txt', '0 1 2')
   * run.logArtifact(labels, { aliases: ['clean'], ttl: '30d' })
   * await run.finish()
   * ```
   */
  logArtifact(artifact: Artifact, options: LogArtifactOptions = {}): LoggedArtifact {
    if (this.#ending.hasEnded) this.#refuse('log an artifact')
    return this.#parts.artifacts.log(artifact, options)
  }

  /**
   * Finds a version of an artifact, and notes in the log that this run uses it. Offline it is looked for in the run folders beside
   * this one, and among those that were used before.
   *
   * @param name `name`, `name:alias`, `project/name:v3` or `entity/project/name:digest`; without a colon the newest
   * @throws {TypeError | RangeError} for a name that cannot be one
   * @throws {KymoError} ARTIFACT_NOT_FOUND, ARTIFACT_UNAVAILABLE, ARTIFACT_PATH_INVALID
   * @example
   * ```js
   * import { Artifact, init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits' })
   * await run.logArtifact(new Artifact('labels', 'dataset').newFile('labels.txt', '0 1 2')).wait()
   * const labels = await run.useArtifact('labels:latest')
   * console.log(await labels.download('data/labels'))
   * await run.finish()
   * ```
   */
  useArtifact(name: string, options: UseArtifactOptions = {}): Promise<ArtifactVersion> {
    return this.#parts.artifacts.use(name, options)
  }

  /**
   * Raises an alert: it is in the log at once, and the server shows it and tells its webhook when it arrives.
   * @returns false when it was not raised: the same title was, less than `waitDurationMs` ago, or it is not one
   * @example
   * ```js
   * import { init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits' })
   * run.alert({ title: 'Loss is NaN', text: 'at step 120', level: 'WARN' })
   * await run.finish()
   * ```
   */
  alert(options: AlertOptions): boolean {
    if (!this.#ending.hasEnded) return this.#alerts.raise(options)
    this.#refuse('raise an alert')
    return false
  }

  /** Says that the machine is being taken away: unless the run then finishes well, it is shown as preempted. */
  markPreempting(): void {
    if (!this.#ending.hasEnded) this.#preemption.mark()
  }

  /**
   * What another thread passes to `init()` to write into this run, into a log of its own: plain values, so that they can be
   * sent with `workerData`. The key of the server is among them.
   * @param label of that writer; default: made of host, process and thread
   * @example
   * ```js
   * import { init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits', shared: true, id: 'many', label: 'main' })
   * const second = await init(run.writerOptions('helper')) // usually in another thread or process
   * run.log({ loss: 0.5 })
   * second.log({ loss: 0.4 })
   * await second.finish()
   * await run.finish()
   * ```
   */
  writerOptions(label?: string): InitOptions {
    return writerOptions(this.#written, label)
  }

  /** {@link writerOptions} as environment variables of a child process, whose `init()` then needs no options. */
  writerEnv(label?: string): Record<string, string> {
    return writerEnv(this.#written, label)
  }

  /**
   * Keeps files of yours with the run: copies them below `files/` of its folder, from where they are sent.
   *
   * @param pattern a path, or one with `*`, `**`, `?`, `[…]` and `{…}`; relative to `base`
   * @returns the paths below `files/`, sorted; those that match later, of the policy `live`, are taken when they appear
   * @throws {TypeError | RangeError} for arguments that cannot be meant
   * @throws {KymoError} ARTIFACT_PATH_INVALID when a match lies outside of `base`, or is a link to there
   * @example
   * ```js
   * import { writeFileSync } from 'node:fs'
   * import { init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits' })
   * writeFileSync('confusion.csv', '9,1')
   * console.log(run.save('*.csv', { policy: 'now' }))
   * await run.finish()
   * ```
   */
  save(pattern: string, options: SaveOptions = {}): string[] {
    if (this.#ending.hasEnded) this.#refuse('save files')
    return this.#parts.artifacts.save(pattern, options)
  }

  /**
   * Starts a span, to be ended with `span.end()`. It is in the run's log of spans at once, as open, and whole when it has ended; what is
   * open when the run ends is ended as cancelled, the newest 20,000 that is: older ones stay open in the log. A root belongs to the current step.
   *
   * @returns one that keeps nothing after the end of the run or when `spans` is off; never throws
   * @example
   * ```js
   * import { init } from '@kymo/core'
   *
   * const run = await init({ project: 'assistant' })
   * const span = run.startSpan('load index', { attributes: { documents: 120 } })
   * span.addEvent('warm').end()
   * await run.finish()
   * ```
   */
  startSpan(name: string, options?: SpanOptions): Span {
    return this.#parts.spans.start(name, options)
  }

  /**
   * Runs `action` in a span: spans that start meanwhile, also behind an `await`, are its children, those of OpenTelemetry too. It ends
   * with what `action` returns, when the promise settles, the iterator is used up or the stream (WHATWG's or Node's) has ended, and
   * records what is thrown.
   *
   * @returns what `action` returns, a promise as a promise
   * @throws what `action` throws
   * @example
   * ```js
   * import { init } from '@kymo/core'
   *
   * const run = await init({ project: 'assistant' })
   * const answer = await run.span('answer', async (span) => {
   *   const documents = run.span('retrieve', () => ['a', 'b'])
   *   span.setAttribute('documents', documents.length)
   *   return documents.join()
   * })
   * console.log(answer)
   * await run.finish()
   * ```
   */
  span<R>(name: string, action: (span: Span) => R, options?: SpanCallOptions): R {
    return this.#parts.spans.span(name, action, options)
  }

  /**
   * A span processor for the SDK of OpenTelemetry: its spans are kept in this run, at their start and whole at their end. The api is not
   * imported, so any version of it will do.
   *
   * @example
   * ```js
   * import { NodeTracerProvider } from '@opentelemetry/sdk-trace-node'
   * import { init } from '@kymo/core'
   *
   * const run = await init({ project: 'assistant' })
   * const provider = new NodeTracerProvider({ spanProcessors: [run.otelSpanProcessor()] })
   * provider.register()
   * provider.getTracer('mine').startSpan('work').end()
   * await run.finish()
   * ```
   */
  otelSpanProcessor(): OtelSpanProcessor {
    return this.#parts.spans.otelProcessor()
  }

  /** A span exporter, for programs whose own processor samples or batches. Open spans are not seen. */
  otelSpanExporter(): OtelSpanExporter {
    return this.#parts.spans.otelExporter()
  }

  /** Calls `callback` once when somebody asks this run to stop; soon, when that has happened. @returns takes it back */
  onStop(callback: () => void): () => void {
    const { stop } = this.#parts.hooks
    const forget = stop.add(callback)
    if (this.stopRequested) queueMicrotask(() => void stop.call())
    return forget
  }

  /**
   * Calls `callback` once when the machine is being taken away, to save what is worth it; soon, when that has been said.
   * @returns takes it back
   */
  onPreempt(callback: () => void): () => void {
    const { preempt } = this.#parts.hooks
    const forget = preempt.add(callback)
    if (this.isPreempting) queueMicrotask(() => void preempt.call())
    return forget
  }

  /**
   * Calls `callback` once before the run ends, with the exit code, to log what was held back. `finish()` waits for what it
   * returns, within its `timeoutMs`; when the process dies, only what it does at once counts.
   *
   * @returns takes it back
   * @example
   * ```js
   * import { init } from '@kymo/core'
   *
   * const run = await init({ project: 'digits' })
   * let tokenCount = 0
   * run.onFinish(() => run.log({ tokenCount }))
   * tokenCount += 12
   * await run.finish()
   * ```
   */
  onFinish(callback: (exitCode: number) => unknown): () => void {
    return this.#parts.hooks.finish.add(callback)
  }

  /**
   * Ends the run: writes the summary and how it ended, and waits until the server has everything, for at most
   * `timeoutMs`. What is not sent by then stays on disk for `kymo sync`. Later calls get the first call's report.
   *
   * @returns what was written, sent and lost; never rejects
   */
  finish(options: FinishOptions = {}): Promise<RunReport> {
    this.#finished ??= this.#finish(options)
    return this.#finished
  }

  /** `await using run = await init()` finishes it at the end of the block. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.finish()
  }

  async #finish(options: FinishOptions): Promise<RunReport> {
    const { exitCode = 0, timeoutMs = this.#parts.settings.finishTimeoutMs } = options ?? {}
    const { artifacts, media, capture } = this.#parts
    const hooks = this.#callFinishHooks(exitCode, timeoutMs)
    if (hooks !== undefined) await hooks
    capture?.takeCode()
    // What is being copied comes before the end in the log. Without any, the end is written before this call returns.
    while (artifacts.pendingCount > 0) await artifacts.settled()
    artifacts.tryLast()
    while (artifacts.pendingCount > 0) await artifacts.settled()
    if (media !== undefined && media.pendingCount > 0) await media.settle(timeoutMs)
    this.#ending.end(Number.isInteger(exitCode) ? exitCode : 1)
    return this.#ending.settle(
      Number.isFinite(timeoutMs) ? Math.max(0, timeoutMs) : this.#parts.settings.finishTimeoutMs,
    )
  }

  #logRow(metrics: Metrics, options: LogOptions | undefined): void {
    const { pulse, exits, log, capture, metrics: book, media } = this.#parts
    const nowMs = pulse.nowMs()
    exits.noteCall(nowMs)
    capture?.noteTime(nowMs)
    if (!isMetrics(metrics)) {
      this.#parts.counts.refusedRowCount++
      this.#parts.notices.warn(
        'LOG_ARGUMENT',
        `Cannot log ${describe(metrics)}: expected an object of metrics`,
      )
      return
    }
    const step = this.#steps.place(this.#checkStep(options?.step), options?.commit)
    if (log === undefined) return
    const row = book.complete(metrics)
    if (log.appendRow(row, step, nowMs)) return book.tracked.observe(row, step)
    const rest = media?.take(row, step, nowMs)
    if (rest === undefined) return
    // A value that throws when it is read hides the media beside it.
    if (log.appendRow(rest, step, nowMs)) book.tracked.observe(rest, step)
    else this.#parts.counts.refusedRowCount++
  }

  #checkStep(step: number | undefined): number | undefined {
    if (step === undefined || isStep(step)) return step
    this.#parts.notices.warn(
      'LOG_STEP',
      `Cannot log at step ${describe(step)}: expected a whole number from 0 to 2^52; the current step is used`,
    )
    return undefined
  }

  #refuse(what: string): void {
    this.#parts.counts.refusedRowCount++
    this.#parts.notices.warnOnce('finished', `Cannot ${what}: run ${this.id} has finished`)
  }

  #setLabel(label: 'name' | 'tags' | 'notes', value: unknown): void {
    if (this.#ending.hasEnded) return this.#refuse(`set the ${label}`)
    this.#labels.set(label, value)
  }

  get #written(): RunParts {
    return { ...this.#parts, description: this.#labels.description }
  }

  /** Without any that takes its time, nothing is waited for: then the end is written before `finish()` returns. */
  #callFinishHooks(exitCode: number, timeoutMs: number): Promise<unknown> | undefined {
    if (this.#ending.hasEnded) return undefined
    const pending = this.#parts.hooks.finish.call(exitCode)
    if (pending === undefined) return undefined
    const { pulse } = this.#parts
    let stop: (() => void) | undefined
    const patience = new Promise<void>((resolve) => {
      stop = pulse.every(Math.max(1, timeoutMs), resolve)
    })
    return Promise.race([pending, patience]).finally(() => stop?.())
  }
}

function describe(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (Array.isArray(value)) return 'an array'
  return value === null ? 'null' : `a ${typeof value}`
}
