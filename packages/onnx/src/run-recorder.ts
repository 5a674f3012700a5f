import type { SpanLike, TensorLike } from './framework-types.ts'
import type { Report } from './guard.ts'
import type { LoopPorts } from './platform.ts'
import { ErrorCounter } from './stats/error-counter.ts'
import { SessionStats, type RunTimes, type StatsRow } from './stats/session-stats.ts'
import { ShapeCounter, type ShapeEntry } from './stats/shape-counter.ts'

type Tensors = Readonly<Record<string, TensorLike | null | undefined>>

export interface RunRecorderOptions {
  readonly loop: LoopPorts
  readonly report: Report
  readonly inputNames: readonly string[]
  readonly outputNames: readonly string[]
  readonly windowMs: number
  readonly windowRuns: number
  readonly warmupRuns: number
  /** Begins a span for a call, where spans are wanted. */
  readonly startSpan: ((inputs: string) => SpanLike | undefined) | undefined
  /** Number of items in a batch; default: the first dimension of the first input. */
  readonly itemsOf: ((feeds: never) => number) | undefined
  readonly onRow: (row: StatsRow) => void
  readonly onWarmup: (ms: number) => void
  readonly onNewError: () => void
  /** A run has ended; a profile may be long enough now. */
  readonly onEnd: () => void
}

/** One call of `run` that is under way. */
export interface WatchedCall {
  beganMs: number
  /** When the thread turned to it; NaN until then. */
  turnMs: number
  /** ONNX Runtime computed beside the event loop, so that waiting and computing cannot be told apart. */
  isBeside: boolean
  hasEnded: boolean
  readonly isWarmup: boolean
  readonly input: ShapeEntry
  readonly itemCount: number
  readonly span: SpanLike | undefined
}

/**
 * Measures calls of `run`, one object for each. Nothing here throws.
 *
 * ONNX Runtime computes in a `setImmediate` of its own, synchronously. Immediates run in the order in which they were asked for, with
 * promises settled in between; so one that is asked for just before the call tells when the thread turns to it, and one that is asked
 * for just after it runs before the result is there only if the computation is not done on this thread.
 */
export class RunRecorder {
  readonly stats: SessionStats = new SessionStats()
  readonly errors: ErrorCounter = new ErrorCounter()
  readonly inputs: ShapeCounter
  readonly outputs: ShapeCounter
  readonly #options: RunRecorderOptions
  #warmupLeft: number
  readonly #openSpans = new Set<SpanLike>()
  #isOpen = true
  #stopTimer: (() => void) | undefined

  constructor(options: RunRecorderOptions) {
    this.#options = options
    this.#warmupLeft = options.warmupRuns
    this.inputs = new ShapeCounter(options.inputNames)
    this.outputs = new ShapeCounter(options.outputNames)
  }

  /** To be called just before the call is handed to ONNX Runtime. @returns undefined when it is not to be measured */
  begin(feeds: unknown): WatchedCall | undefined {
    if (!this.#isOpen) return undefined
    const { loop, report } = this.#options
    try {
      const call = this.#open(asTensors(feeds))
      loop.nextImmediate(noteTurn, { call, loop })
      return call
    } catch (error) {
      report(error)
      return undefined
    }
  }

  /** To be called just after it. */
  handOver(call: WatchedCall): void {
    this.#options.loop.nextImmediate(notePass, call)
  }

  succeed(call: WatchedCall, results: unknown): void {
    call.hasEnded = true
    if (!this.#isOpen) return
    try {
      this.#succeed(call, asTensors(results))
    } catch (error) {
      this.#options.report(error)
    }
  }

  fail(call: WatchedCall, error: unknown): void {
    call.hasEnded = true
    if (!this.#isOpen) return
    try {
      if (call.isWarmup) this.#warmupLeft++
      this.stats.fail()
      call.input.errorCount++
      if (call.span !== undefined) {
        this.#openSpans.delete(call.span)
        call.span.recordException(error)
        call.span.end()
      }
      if (this.errors.count(error)) this.#options.onNewError()
      this.#noteEnd(this.#options.loop.nowMs())
    } catch (mistake) {
      this.#options.report(mistake)
    }
  }

  /** Takes what there is, and no more: calls that are under way are not waited for. */
  close(): void {
    if (!this.#isOpen) return
    this.#isOpen = false
    for (const span of this.#openSpans) span.end({ outcome: 'cancelled' })
    this.#openSpans.clear()
    this.flush()
  }

  flush(): void {
    this.#stopTimer?.()
    this.#stopTimer = undefined
    const row = this.stats.takeRow(this.#options.loop.nowMs())
    if (row !== undefined) this.#options.onRow(row)
  }

  #open(feeds: Tensors): WatchedCall {
    const { loop, startSpan } = this.#options
    const input = this.inputs.find(feeds)
    const isWarmup = this.#warmupLeft > 0
    const call: WatchedCall = {
      beganMs: 0,
      turnMs: Number.NaN,
      isBeside: false,
      hasEnded: false,
      isWarmup,
      input,
      itemCount: this.#countItems(feeds),
      span: startSpan?.(input.label),
    }
    if (isWarmup) this.#warmupLeft--
    // Last, so that what we do before counts for neither of the two times.
    call.beganMs = loop.nowMs()
    this.stats.begin(call.beganMs)
    if (call.span !== undefined) this.#openSpans.add(call.span)
    return call
  }

  #countItems(feeds: Tensors): number {
    const { itemsOf, inputNames } = this.#options
    if (itemsOf !== undefined) return this.#askItems(itemsOf, feeds)
    return feeds[inputNames[0] ?? '']?.dims?.[0] ?? 1
  }

  /** What the program gets wrong there must not cost the measurements of the call. */
  #askItems(itemsOf: (feeds: never) => number, feeds: Tensors): number {
    try {
      return itemsOf(feeds as never)
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error)
      this.#options.report(new Error(`itemsOf failed: ${reason}`, { cause: error }))
      return 1
    }
  }

  #succeed(call: WatchedCall, results: Tensors): void {
    const nowMs = this.#options.loop.nowMs()
    const isSplit = !call.isBeside && !Number.isNaN(call.turnMs)
    const times = {
      latencyMs: nowMs - call.beganMs,
      queueMs: isSplit ? call.turnMs - call.beganMs : Number.NaN,
      computeMs: isSplit ? nowMs - call.turnMs : Number.NaN,
      itemCount: call.itemCount,
    }
    this.#countShapes(call, results, times)
    if (call.span !== undefined) this.#endSpan(call.span, times)
    if (call.isWarmup) {
      this.stats.skip(nowMs)
      this.#options.onWarmup(isSplit ? times.computeMs : times.latencyMs)
    } else this.stats.succeed(times)
    this.#noteEnd(nowMs)
  }

  #endSpan(span: SpanLike, { queueMs, computeMs, itemCount }: RunTimes): void {
    this.#openSpans.delete(span)
    span.setAttributes({
      'onnx.items': itemCount,
      ...(Number.isNaN(computeMs) ? {} : { 'onnx.queue_ms': queueMs, 'onnx.compute_ms': computeMs }),
    })
    span.end()
  }

  #countShapes({ input, isWarmup }: WatchedCall, results: Tensors, times: RunTimes): void {
    input.runCount++
    const output = this.outputs.find(results)
    output.runCount++
    input.output = output
    if (isWarmup || Number.isNaN(times.computeMs)) return
    input.computeMs += times.computeMs
    input.computeCount++
  }

  #noteEnd(nowMs: number): void {
    const { windowMs, windowRuns, loop, onEnd } = this.#options
    const { stats } = this
    const leftMs = stats.windowStartMs + windowMs - nowMs
    if (leftMs <= 0 || stats.windowRunCount >= windowRuns) this.flush()
    else this.#stopTimer ??= loop.later(() => this.#flushLate(), leftMs)
    onEnd()
  }

  #flushLate(): void {
    try {
      this.flush()
    } catch (error) {
      this.#options.report(error)
    }
  }
}

function noteTurn({ call, loop }: { readonly call: WatchedCall; readonly loop: LoopPorts }): void {
  call.turnMs = loop.nowMs()
}

function notePass(call: WatchedCall): void {
  if (!call.hasEnded) call.isBeside = true
}

const NOTHING: Tensors = {}

function asTensors(values: unknown): Tensors {
  return typeof values === 'object' && values !== null ? (values as Tensors) : NOTHING
}
