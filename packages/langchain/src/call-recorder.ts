import { GEN_AI, type SpanEnd } from '@kymo/core'
import { type CallFacts, CallStatistics } from './call-statistics.ts'
import type { ContentGate } from './content-gate.ts'
import type { StartFacts } from './describe-start.ts'
import { loose, textOf, type Loose, type RunLike } from './framework-types.ts'
import { logRow } from './log-row.ts'
import { type OpenCall, OpenCalls } from './open-calls.ts'

export interface CallRecorderOptions {
  readonly run: RunLike
  readonly content: ContentGate
  readonly metricsIntervalMs: number
}

/** Where a call stands in LangChain's tree of runs. */
export interface CallPlace {
  readonly runId: string
  readonly parentRunId: string | undefined
}

/** Turns calls into spans of the run, and what they add up to into metrics. May throw; the handler around it catches. */
export class CallRecorder {
  readonly #options: CallRecorderOptions
  readonly #open = new OpenCalls()
  readonly #statistics = new CallStatistics()
  #lastMetricsMs: number = performance.now()

  constructor(options: CallRecorderOptions) {
    this.#options = options
  }

  get openCount(): number {
    return this.#open.size
  }

  find(runId: string): OpenCall | undefined {
    return this.#open.find(runId)
  }

  /** The call that ends now: an end that comes a second time finds nothing. */
  take(runId: string): OpenCall | undefined {
    return this.#open.take(runId)
  }

  /** A run without a span of its own: what is below it hangs on its parent. */
  skip({ runId, parentRunId }: CallPlace): void {
    this.#open.skip(runId, parentRunId)
  }

  start(
    facts: StartFacts,
    { runId, parentRunId }: CallPlace,
    contents: Readonly<Record<string, () => unknown>>,
  ): OpenCall {
    const { run, content } = this.#options
    const parent = this.#open.find(parentRunId)
    const span = run.startSpan(facts.spanName, {
      kind: facts.spanKind,
      attributes: { ...facts.attributes, ...content.readAll(contents) },
      // A root hangs on what is around the call: `run.span()`, or a span of OpenTelemetry.
      ...(parent === undefined ? {} : { parent: parent.span }),
    })
    const call: OpenCall = {
      runId,
      rootId: this.#open.rootIdOf(parent, runId),
      kind: facts.kind,
      name: facts.name,
      span,
      startMs: performance.now(),
      isAgent: facts.isAgent,
      tokenCount: 0,
      hasEnded: false,
    }
    for (const lost of this.#open.add(call)) lost.span.end({ outcome: 'cancelled' })
    return call
  }

  /** Does nothing the second time. */
  end(call: OpenCall, end: SpanEnd = {}, model: Partial<CallFacts> = {}): void {
    if (call.hasEnded) return
    call.hasEnded = true
    const durationMs = performance.now() - call.startMs
    call.span.end(end)
    const isError = end.outcome === 'error'
    const { kind, name } = call
    if (kind !== 'chain') this.#statistics.add({ kind, name, durationMs, isError, ...model })
    if (call.rootId === call.runId) this.#endRoot(call)
  }

  fail(error: unknown, runId: string): void {
    const call = this.#open.take(runId)
    if (call === undefined) return
    // How LangGraph leaves a graph to ask a person, or goes on in the graph above: neither is an error.
    if (loose(error)['is_bubble_up'] === true) {
      const isHandOver = textOf(loose(error)['name']) === 'ParentCommand'
      this.end(call, { outcome: isHandOver ? 'ok' : 'interrupted' })
      return
    }
    const wasAborted = isAbort(error)
    if (!wasAborted) call.span.recordException(error)
    this.end(call, { outcome: wasAborted ? 'cancelled' : 'error' })
  }

  /** Which of the calls that a model asked for this one is, where it is known. */
  noteToolCall(call: OpenCall, id: string | undefined): void {
    if (id === undefined) return
    call.span.setAttribute(GEN_AI.toolCallId, id)
    this.#open.noteToolCall(call.rootId, id)
  }

  /** Arguments that do not fit a tool's schema make no event, only a message of the node. */
  countRefusedTools(call: OpenCall, messages: readonly unknown[]): void {
    if (call.kind !== 'node') return
    for (const value of messages) {
      const message = loose(value)
      const id = textOf(message['tool_call_id'])
      if (id === undefined || !isRefusal(message)) continue
      if (!this.#open.isUnseenToolCall(call.rootId, id)) continue
      const name = textOf(message['name']) ?? 'tool'
      call.span.addEvent('tool.refused', { [GEN_AI.toolName]: name, [GEN_AI.toolCallId]: id })
      this.#statistics.add({ kind: 'tool', name, durationMs: 0, isError: true })
    }
  }

  /** Metrics that a program sends itself. */
  logOwn(metrics: Readonly<Record<string, number>>): void {
    if (Object.keys(metrics).length > 0) logRow(this.#options.run, metrics)
  }

  close(): void {
    const { run } = this.#options
    for (const call of this.#open.takeAll()) call.span.end({ outcome: 'cancelled' })
    if (this.#statistics.changeCount > 0) logRow(run, this.#statistics.takeWindow())
    const summary = this.#statistics.summary()
    if (Object.keys(summary).length > 0) run.summary?.update(summary)
  }

  #endRoot({ rootId }: OpenCall): void {
    // A stream that was broken off inside of it has had no end of its own.
    for (const left of this.#open.takeTree(rootId)) left.span.end({ outcome: 'cancelled' })
    const { run, metricsIntervalMs } = this.#options
    const nowMs = performance.now()
    if (this.#statistics.changeCount === 0 || nowMs - this.#lastMetricsMs < metricsIntervalMs) return
    this.#lastMetricsMs = nowMs
    logRow(run, this.#statistics.takeWindow())
  }
}

/** A signal was raised, or a stream of a graph broken off, which LangGraph makes an error of this text. */
function isAbort(error: unknown): boolean {
  const { name, message } = loose(error)
  return name === 'AbortError' || /^(?:Abort|Aborted|AbortError\b.*)$/.test(textOf(message) ?? '')
}

/** A message that says that a tool was not called; the first versions of LangChain 1 say it in its text alone. */
function isRefusal({ status, content }: Loose): boolean {
  return status === 'error' || textOf(content)?.startsWith("Error invoking tool '") === true
}
