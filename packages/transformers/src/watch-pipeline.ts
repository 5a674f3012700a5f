import { AsyncLocalStorage } from 'node:async_hooks'
import type { Span } from '@kymo/core'
import { assertArguments } from './assert-arguments.ts'
import {
  describeCall,
  describeEnd,
  inputContent,
  outputContent,
  type CallDescription,
} from './describe-call.ts'
import { describePipeline, modelName } from './describe-pipeline.ts'
import { describeResult } from './describe-result.ts'
import { loose, type PipelineLike, type RunLike, type StreamerLike } from './framework-types.ts'
import { GenerationMeter, limitsOf } from './generation-meter.ts'
import { createGuard, warnProcess, type Guard } from './guard.ts'
import { PipelineLog } from './pipeline-log.ts'
import { readableValue } from './readable-value.ts'
import { countTokens, type TokenCounts } from './token-counts.ts'

export interface WatchPipelineOptions {
  /** The run to log to, as `init()` of `@kymo/core` returned it. */
  readonly run: RunLike
  /** After `transformers/` in the names of metrics. Default: the task. */
  readonly name?: string
  /** Name of the model, for spans. Default: what its configuration says. */
  readonly model?: string
  /** Keep texts that go in and come out, in spans and samples. @default false */
  readonly captureContent?: boolean
  /** Called with every content before it is kept; what it returns is kept instead. When it throws, `[redaction failed]` is kept. */
  readonly redact?: (value: unknown, key: string) => unknown
  /** A span for every call. @default true */
  readonly spans?: boolean
  /** Keep the first so many calls with their texts in a table; needs `captureContent`. @default 0 */
  readonly samples?: number
  /** Metrics are logged at most so often, or every 100 calls, in milliseconds. @default 1000 */
  readonly metricsIntervalMs?: number
}

/** What the parts of one call tell each other. */
interface CallState {
  readonly startMs: number
  input: TokenCounts | undefined
  meter: GenerationMeter | undefined
}

type Method = (this: unknown, ...args: unknown[]) => unknown

const WATCHED = Symbol.for('kymo.transformers.watched')
/** Which call a part of the model runs for: calls at the same time do not mix. */
const currentCall = new AsyncLocalStorage<CallState>()

/**
 * Watches a pipeline of Transformers.js: every call leaves a span, and calls add up to metrics of the run: latency, tokens in and out,
 * time to first token, time between tokens, tokens per second, batch size, padding.
 *
 * The pipeline stays the same object and behaves as before; a streamer of yours goes on to get everything. Watching it twice does
 * nothing more. It is let go when the run finishes, and by {@link unwatchPipeline}. An error of the adapter never reaches the program.
 *
 * @returns the pipeline
 * @throws {TypeError} when an argument is not what it should be, for example a pipeline or a run that was not awaited
 * @example
 * ```js no-run
 * import { pipeline } from '@huggingface/transformers'
 * import { init } from '@kymo/core'
 * import { watchPipeline } from '@kymo/transformers'
 *
 * const run = await init({ project: 'assistant' })
 * const generate = watchPipeline(await pipeline('text-generation', 'my/model'), { run })
 * console.log(await generate('Hello', { max_new_tokens: 64 }))
 * await run.finish()
 * ```
 */
export function watchPipeline<P extends PipelineLike>(pipe: P, options: WatchPipelineOptions): P {
  assertArguments(pipe, options)
  const watched = pipe as P & { [WATCHED]?: PipelineWatch }
  const before = watched[WATCHED]
  if (options.run.isFinished === true || before?.isIdle === false) return pipe
  // The run that it was watched for is over, and has not let go of it.
  before?.stop()
  const watch = new PipelineWatch(pipe, options)
  Object.defineProperty(pipe, WATCHED, { value: watch, configurable: true, enumerable: false })
  watch.forgetFinish = options.run.onFinish?.(() => watch.stop())
  return pipe
}

/**
 * Lets a pipeline go: what was counted is logged, and the pipeline is as it was. Does nothing for one that is not watched.
 * @example
 * ```js no-run
 * unwatchPipeline(generate)
 * ```
 */
export function unwatchPipeline(pipe: PipelineLike): void {
  ;(pipe as PipelineLike & { [WATCHED]?: PipelineWatch })[WATCHED]?.stop()
}

class PipelineWatch {
  readonly #pipe: PipelineLike
  readonly #options: WatchPipelineOptions
  readonly #model: string
  readonly #log: PipelineLog
  readonly #guard: Guard = createGuard(warnProcess)
  readonly #undo: (() => void)[] = []
  /** A run lives longer than many a pipeline, and is not to hold what was let go. */
  forgetFinish: (() => void) | undefined
  #isStopped = false

  constructor(pipe: PipelineLike, options: WatchPipelineOptions) {
    const { run, name = pipe.task, metricsIntervalMs = 1000, samples = 0, captureContent = false } = options
    this.#pipe = pipe
    this.#options = options
    this.#model = options.model ?? modelName(pipe)
    this.#log = new PipelineLog(run, name, {
      intervalMs: metricsIntervalMs,
      samples: captureContent ? samples : 0,
    })
    this.#guard(() => this.#log.configure(describePipeline(pipe, this.#model)))
    this.#wrap(pipe, '_call', (call, self, args) => this.#call(call, self, args))
    this.#wrap(pipe.model, 'generate', (generate, self, args) => this.#generate(generate, self, args))
    this.#wrap(pipe.model, '_call', (forward, self, args) => this.#forward(forward, self, args))
  }

  stop(): void {
    if (this.#isStopped) return
    this.#isStopped = true
    this.forgetFinish?.()
    for (const undo of this.#undo) undo()
    delete (this.#pipe as { [WATCHED]?: unknown })[WATCHED]
    this.#guard(() => this.#log.finish())
  }

  /** Puts a method of our own on the object, in front of the one of its class. */
  #wrap(
    target: object,
    key: string,
    around: (original: Method, self: unknown, args: unknown[]) => unknown,
  ): void {
    const original: unknown = Reflect.get(target, key)
    if (typeof original !== 'function') return
    const own = Object.getOwnPropertyDescriptor(target, key)
    const method: Method = function (this: unknown, ...args) {
      return around(original as Method, this, args)
    }
    if (!Reflect.defineProperty(target, key, { value: method, configurable: true, writable: true })) return
    this.#undo.push(() => {
      // Somebody else has wrapped it since: what is ours then only hands on.
      if (Reflect.get(target, key) !== method) return
      if (own === undefined) Reflect.deleteProperty(target, key)
      else Object.defineProperty(target, key, own)
    })
  }

  async #call(original: Method, self: unknown, args: unknown[]): Promise<unknown> {
    const { run, spans = true } = this.#options
    const description = this.isIdle
      ? undefined
      : this.#guard(() => describeCall(this.#pipe, this.#model, args))
    if (description === undefined) return original.apply(self, args)
    if (!spans) return this.#measure(original, self, args, description, undefined)
    const content = this.#content(() => inputContent(args, description.isChat))
    return run.span(description.spanName, (span) => this.#measure(original, self, args, description, span), {
      kind: 'client',
      attributes: { ...description.attributes, ...content },
    })
  }

  // oxlint-disable-next-line max-params -- a call, and what is said of it
  async #measure(
    original: Method,
    self: unknown,
    args: unknown[],
    description: CallDescription,
    span: Span | undefined,
  ): Promise<unknown> {
    const state: CallState = { startMs: performance.now(), input: undefined, meter: undefined }
    let result: unknown
    try {
      result = await currentCall.run(state, () => original.apply(self, args))
    } catch (error) {
      this.#guard(() => this.#end(state, { description, args, span, isError: true, result: undefined }))
      throw error
    }
    this.#guard(() => this.#end(state, { description, args, span, isError: false, result }))
    return result
  }

  #end(
    { startMs, input, meter }: CallState,
    outcome: {
      readonly description: CallDescription
      readonly args: readonly unknown[]
      readonly span: Span | undefined
      readonly isError: boolean
      readonly result: unknown
    },
  ): void {
    const nowMs = performance.now()
    const { description, args, span, isError, result } = outcome
    const generation = meter?.facts()
    const facts = describeResult(result)
    span?.setAttributes(describeEnd(input, generation, facts))
    const durationMs = nowMs - startMs
    const { itemCount, isChat } = description
    if (!isError && span !== undefined) span.setAttributes(this.#content(() => outputContent(result, isChat)))
    const sample = isError
      ? undefined
      : () => ({
          input: this.#redacted('input', readableValue(args[0])),
          output: this.#redacted('output', readableValue(result)),
          durationMs,
          outputTokens: generation?.outputTokens,
        })
    this.#log.add({ durationMs, itemCount, isError, input, generation, result: facts }, sample, nowMs)
  }

  /** Generation of text: inside of a call of the pipeline, or called by the program itself. */
  #generate(original: Method, self: unknown, args: unknown[]): unknown {
    const state = currentCall.getStore()
    if (state === undefined || this.isIdle) return original.apply(self, args)
    const options = this.#guard(() => {
      const given = loose(args[0])
      const { streamer } = given
      state.input ??= countTokens(given)
      state.meter = new GenerationMeter({
        user: isStreamer(streamer) ? streamer : undefined,
        now: () => performance.now(),
        startMs: state.startMs,
        limits: limitsOf(given, this.#pipe.model),
      })
      return { ...given, streamer: state.meter }
    })
    return original.apply(self, options === undefined ? args : [options, ...args.slice(1)])
  }

  /** One pass through a model that does not generate; while generating each step is one, of a token. */
  #forward(original: Method, self: unknown, args: unknown[]): unknown {
    const state = currentCall.getStore()
    if (state !== undefined && state.meter === undefined && !this.isIdle)
      this.#guard(() => {
        const counts = countTokens(args[0])
        if (counts === undefined) return
        const { tokens, cells } = state.input ?? { tokens: 0, cells: 0 }
        state.input = { tokens: tokens + counts.tokens, cells: cells + counts.cells }
      })
    return original.apply(self, args)
  }

  get isIdle(): boolean {
    return this.#isStopped || this.#options.run.isFinished === true
  }

  #content(read: () => Readonly<Record<string, unknown>>): Record<string, unknown> {
    if (this.#options.captureContent !== true) return {}
    const content = this.#guard(read) ?? {}
    return Object.fromEntries(
      Object.entries(content).map(([key, value]) => [key, this.#redacted(key, value)]),
    )
  }

  #redacted(key: string, value: unknown): unknown {
    const { redact } = this.#options
    if (redact === undefined) return value
    try {
      const kept = redact(value, key)
      if (!(kept instanceof Promise) || kept === value) return kept
      // It has to answer at once; and its rejection must not end the program.
      kept.catch(() => undefined)
      return '[redaction failed]'
    } catch {
      return '[redaction failed]'
    }
  }
}

function isStreamer(value: unknown): value is StreamerLike {
  return typeof loose(value)['put'] === 'function' && typeof loose(value)['end'] === 'function'
}
