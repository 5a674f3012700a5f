import { GEN_AI, KYMO_SPAN, type SpanEnd } from '@kymo/core'
import { assertOptions } from './assert-options.ts'
import { CallStatistics } from './call-statistics.ts'
import {
  describeChainStart,
  describeModelStart,
  describeRetrieverStart,
  describeToolStart,
  isHidden,
  type StartEvent,
  type StartFacts,
} from './describe-start.ts'
import { listOf, loose, numberOf, textOf, type Loose, type RunLike } from './framework-types.ts'
import { finishReasonOf, mapMessage, mapMessages, plainContent, withPlainMessages } from './map-messages.ts'
import { logRow } from './log-row.ts'
import { OpenCalls, type OpenCall } from './open-calls.ts'
import { PriceBook, type PriceTable } from './prices.ts'
import { readGeneration, readUsage } from './read-usage.ts'

export interface KymoCallbackHandlerOptions {
  /** The run to log to, as `init()` of `@kymo/core` returned it. */
  readonly run: RunLike
  /**
   * Keep prompts, answers, arguments and results of tools, queries and documents. Without it only names, numbers and errors are kept.
   * @default false
   */
  readonly captureContent?: boolean
  /** Called with every content before it is kept; what it returns is kept instead. When it throws, `[redaction failed]` is kept. */
  readonly redact?: (value: unknown, key: string) => unknown
  /** Prices of models, in US dollars per million tokens; they win over the list prices that the package brings. `false`: no cost. */
  readonly prices?: PriceTable | false
  /**
   * How often totals and latencies are logged as metrics, at most, in milliseconds. `0`: after every call of a graph or chain.
   * @default 1000
   */
  readonly metricsIntervalMs?: number
}

type Id = string | undefined

/**
 * A callback handler for LangChain and LangGraph that writes spans and metrics into a run.
 *
 * Pass it in `callbacks`; runs below inherit it. It is awaited by LangChain, and every method is synchronous and returns within
 * microseconds: times and parents are exact, and nothing waits in a queue when the process ends. An error inside of it never reaches
 * the program. One handler serves any number of calls at once.
 *
 * @throws {TypeError} when an option is not what it should be, for example a `run` that was not awaited
 * @example
 * ```js
 * import { RunnableLambda } from '@langchain/core/runnables'
 * import { init } from '@kymo/core'
 * import { KymoCallbackHandler } from '@kymo/langchain'
 *
 * const run = await init({ project: 'assistant' })
 * const kymo = new KymoCallbackHandler({ run, captureContent: true })
 * const shout = RunnableLambda.from((text) => text.toUpperCase())
 * console.log(await shout.invoke('hello', { callbacks: [kymo] }))
 * await run.finish()
 * ```
 */
export class KymoCallbackHandler {
  /** What LangChain knows it by. */
  readonly name = 'kymo_callback_handler'
  /** LangChain waits for each call: it is over at once, and comes at the right time and in the right context. */
  readonly awaitHandlers = true
  readonly raiseError = false
  readonly ignoreLLM = false
  readonly ignoreChain = false
  readonly ignoreAgent = false
  readonly ignoreRetriever = false
  readonly ignoreCustomEvent = false

  readonly #run: RunLike
  readonly #captureContent: boolean
  readonly #redact: KymoCallbackHandlerOptions['redact']
  readonly #prices: PriceBook | undefined
  readonly #metricsIntervalMs: number
  readonly #open = new OpenCalls()
  readonly #statistics = new CallStatistics()
  #lastMetricsMs: number
  #hasWarned = false
  #isClosed = false

  constructor(options: KymoCallbackHandlerOptions) {
    assertOptions(options)
    const { run, captureContent = false, redact, prices = {}, metricsIntervalMs = 1000 } = options
    this.#run = run
    this.#captureContent = captureContent
    this.#redact = redact
    this.#prices = prices === false ? undefined : new PriceBook(prices)
    this.#metricsIntervalMs = metricsIntervalMs
    this.#lastMetricsMs = performance.now()
    run.onFinish?.(() => this.#close())
  }

  /** LangChain copies handlers; there is only one of this. */
  copy(): this {
    return this
  }

  /** Calls that have begun and not ended. */
  get openCount(): number {
    return this.#open.size
  }

  handleChatModelStart(
    llm: unknown,
    messages: unknown,
    runId: string,
    parentRunId?: string,
    extraParams?: unknown,
    tags?: unknown,
    metadata?: unknown,
    runName?: unknown,
  ): void {
    this.#guard(() => {
      const event = this.#event(llm, runName, metadata, tags, parentRunId)
      const facts = describeModelStart(event, extraParams, 'chat')
      const { tools } = loose(loose(extraParams)['invocation_params'])
      this.#start(facts, runId, parentRunId, {
        [GEN_AI.inputMessages]: () => JSON.stringify(mapMessages(listOf(messages)[0])),
        ...(Array.isArray(tools) && tools.length > 0
          ? { [GEN_AI.toolDefinitions]: () => JSON.stringify(tools) }
          : {}),
      })
    })
  }

  handleLLMStart(
    llm: unknown,
    prompts: unknown,
    runId: string,
    parentRunId?: string,
    extraParams?: unknown,
    tags?: unknown,
    metadata?: unknown,
    runName?: unknown,
  ): void {
    this.#guard(() => {
      const event = this.#event(llm, runName, metadata, tags, parentRunId)
      this.#start(describeModelStart(event, extraParams, 'text_completion'), runId, parentRunId, {
        [GEN_AI.inputMessages]: () => JSON.stringify(mapMessages([listOf(prompts)[0]])),
      })
    })
  }

  handleLLMNewToken(_token: unknown, _index: unknown, runId: string): void {
    const call = this.#open.find(runId)
    if (call === undefined) return
    const nowMs = performance.now()
    call.firstTokenMs ??= nowMs
    call.lastTokenMs = nowMs
    call.tokenCount += 1
  }

  handleLLMEnd(result: unknown, runId: string): void {
    this.#guard(() => {
      const call = this.#open.take(runId)
      if (call === undefined) return
      const { message, text } = readGeneration(result)
      const metadata = loose(message['response_metadata'])
      const usage = readUsage(result, message)
      const model = textOf(metadata['model_name']) ?? textOf(metadata['model'])
      const costUsd =
        this.#prices?.costOf(model ?? call.name, usage) ?? this.#prices?.costOf(call.name, usage)
      const timeToFirstTokenMs =
        call.firstTokenMs === undefined ? undefined : call.firstTokenMs - call.startMs
      const finishReason = finishReasonOf(message)
      const { span } = call
      for (const [key, value] of Object.entries({
        [GEN_AI.responseModel]: model,
        [GEN_AI.responseId]: textOf(message['id']) ?? textOf(metadata['id']),
        [GEN_AI.responseFinishReasons]: finishReason === undefined ? undefined : [finishReason],
        [GEN_AI.usageInputTokens]: usage.inputTokens,
        [GEN_AI.usageOutputTokens]: usage.outputTokens,
        [GEN_AI.usageCacheReadTokens]: usage.cacheReadTokens,
        [GEN_AI.usageCacheWriteTokens]: usage.cacheWriteTokens,
        [GEN_AI.usageReasoningTokens]: usage.reasoningTokens,
        [GEN_AI.responseTimeToFirstChunk]:
          timeToFirstTokenMs === undefined ? undefined : timeToFirstTokenMs / 1000,
        'kymo.inter_token_latency_ms': interTokenMs(call),
        [KYMO_SPAN.cost]: costUsd,
      }))
        if (value !== undefined) span.setAttribute(key, value)
      this.#setContent(span, GEN_AI.outputMessages, () =>
        JSON.stringify([
          Object.keys(message).length > 0
            ? mapMessage(message)
            : { role: 'assistant', parts: [{ type: 'text', content: text }] },
        ]),
      )
      this.#end(call, {}, { usage, costUsd, timeToFirstTokenMs })
    })
  }

  handleLLMError(error: unknown, runId: string): void {
    this.#guard(() => this.#fail(error, runId))
  }

  /**
   * The order of the arguments is the one in which LangChain passes them; its own types of 1.4.0 say another.
   */
  handleChainStart(
    chain: unknown,
    inputs: unknown,
    runId: string,
    parentRunId?: string,
    tags?: unknown,
    metadata?: unknown,
    runType?: unknown,
    runName?: unknown,
  ): void {
    this.#guard(() => {
      if (parentRunId !== undefined && isHidden(tags)) return this.#open.skip(runId, parentRunId)
      const facts = describeChainStart(this.#event(chain, runName, metadata, tags, parentRunId), runType)
      const { messages } = loose(inputs)
      const isTalk = facts.isAgent && Array.isArray(messages)
      this.#start(
        facts,
        runId,
        parentRunId,
        isTalk
          ? { [GEN_AI.inputMessages]: () => JSON.stringify(mapMessages(messages)) }
          : { [KYMO_SPAN.input]: () => withPlainMessages(inputs) },
      )
    })
  }

  handleChainEnd(outputs: unknown, runId: string): void {
    this.#guard(() => {
      const call = this.#open.take(runId)
      if (call === undefined) return
      const messages = messagesIn(outputs)
      this.#countRefusedTools(call, messages)
      if (call.isAgent && messages.length > 0)
        this.#setContent(call.span, GEN_AI.outputMessages, () =>
          JSON.stringify([mapMessage(messages.at(-1))]),
        )
      else this.#setContent(call.span, KYMO_SPAN.output, () => withPlainMessages(outputs))
      this.#end(call)
    })
  }

  handleChainError(error: unknown, runId: string): void {
    this.#guard(() => this.#fail(error, runId))
  }

  handleToolStart(
    tool: unknown,
    input: unknown,
    runId: string,
    parentRunId?: string,
    tags?: unknown,
    metadata?: unknown,
    runName?: unknown,
    toolCallId?: unknown,
  ): void {
    this.#guard(() => {
      const facts = describeToolStart(this.#event(tool, runName, metadata, tags, parentRunId), toolCallId)
      const call = this.#start(facts, runId, parentRunId, { [GEN_AI.toolCallArguments]: () => input })
      const id = textOf(toolCallId)
      if (id !== undefined) this.#open.noteToolCall(call.rootId, id)
    })
  }

  handleToolEnd(output: unknown, runId: string): void {
    this.#guard(() => {
      const call = this.#open.take(runId)
      if (call === undefined) return
      const message = loose(output)
      const hasFailed = message['status'] === 'error'
      this.#setContent(call.span, GEN_AI.toolCallResult, () =>
        'content' in message ? plainContent(message['content']) : output,
      )
      this.#end(
        call,
        hasFailed ? { outcome: 'error', message: textOf(message['content']) ?? 'the tool failed' } : {},
      )
    })
  }

  handleToolError(error: unknown, runId: string): void {
    this.#guard(() => this.#fail(error, runId))
  }

  handleToolEvent(chunk: unknown, runId: string): void {
    this.#guard(() => {
      const call = this.#open.find(runId)
      if (call === undefined) return
      call.span.addEvent(
        'tool.progress',
        this.#captureContent ? { chunk: this.#redacted('chunk', chunk) } : {},
      )
    })
  }

  handleRetrieverStart(
    retriever: unknown,
    query: unknown,
    runId: string,
    parentRunId?: string,
    tags?: unknown,
    metadata?: unknown,
    name?: unknown,
  ): void {
    this.#guard(() => {
      const facts = describeRetrieverStart(this.#event(retriever, name, metadata, tags, parentRunId))
      this.#start(facts, runId, parentRunId, { [GEN_AI.retrievalQuery]: () => query })
    })
  }

  handleRetrieverEnd(documents: unknown, runId: string): void {
    this.#guard(() => {
      const call = this.#open.take(runId)
      if (call === undefined) return
      call.span.setAttribute('kymo.document_count', listOf(documents).length)
      this.#setContent(call.span, GEN_AI.retrievalDocuments, () =>
        JSON.stringify(listOf(documents).map(toDocument)),
      )
      this.#end(call)
    })
  }

  handleRetrieverError(error: unknown, runId: string): void {
    this.#guard(() => this.#fail(error, runId))
  }

  /** What a program sends with `dispatchCustomEvent`: an event of the span around it; numbers are metrics of the run, too. */
  handleCustomEvent(eventName: unknown, data: unknown, runId: string): void {
    this.#guard(() => {
      const name = textOf(eventName) ?? 'custom'
      const content = this.#captureContent ? { data: this.#redacted(name, data) } : {}
      this.#open.find(runId)?.span.addEvent(name, content)
      const metrics = numbersIn(`custom/${name}`, data)
      if (Object.keys(metrics).length > 0) logRow(this.#run, metrics)
    })
  }

  #event(
    serialized: unknown,
    runName: unknown,
    metadata: unknown,
    tags: unknown,
    parentRunId: Id,
  ): StartEvent {
    return { serialized, runName, metadata, tags, hasParent: parentRunId !== undefined }
  }

  #start(
    facts: StartFacts,
    runId: string,
    parentRunId: Id,
    contents: Readonly<Record<string, () => unknown>>,
  ): OpenCall {
    const parent = this.#open.find(parentRunId)
    const attributes: Record<string, unknown> = { ...facts.attributes }
    if (this.#captureContent)
      for (const [key, read] of Object.entries(contents)) attributes[key] = this.#redacted(key, read())
    const span = this.#run.startSpan(facts.spanName, {
      kind: facts.spanKind,
      attributes,
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
    }
    for (const lost of this.#open.add(call)) lost.span.end({ outcome: 'cancelled' })
    return call
  }

  #end(call: OpenCall, end: SpanEnd = {}, model: Partial<Parameters<CallStatistics['add']>[0]> = {}): void {
    const durationMs = performance.now() - call.startMs
    call.span.end(end)
    const isError = end.outcome === 'error'
    const { kind, name } = call
    if (kind !== 'chain') this.#statistics.add({ kind, name, durationMs, isError, ...model })
    if (call.rootId === call.runId) this.#endRoot(call)
  }

  #endRoot({ rootId }: OpenCall): void {
    // A stream that was broken off inside of it has had no end of its own.
    for (const left of this.#open.takeTree(rootId)) left.span.end({ outcome: 'cancelled' })
    const nowMs = performance.now()
    if (this.#statistics.changeCount === 0 || nowMs - this.#lastMetricsMs < this.#metricsIntervalMs) return
    this.#lastMetricsMs = nowMs
    logRow(this.#run, this.#statistics.takeWindow())
  }

  #fail(error: unknown, runId: string): void {
    const call = this.#open.take(runId)
    if (call === undefined) return
    // How LangGraph leaves a graph to ask a person, or goes on in the graph above: neither is an error.
    if (loose(error)['is_bubble_up'] === true) {
      const isHandOver = textOf(loose(error)['name']) === 'ParentCommand'
      this.#end(call, { outcome: isHandOver ? 'ok' : 'interrupted' })
      return
    }
    const wasAborted = isAbort(error)
    if (!wasAborted) call.span.recordException(error)
    this.#end(call, { outcome: wasAborted ? 'cancelled' : 'error' })
  }

  /** Arguments that do not fit a tool's schema make no event, only a message. */
  #countRefusedTools(call: OpenCall, messages: readonly unknown[]): void {
    if (call.kind !== 'node') return
    for (const value of messages) {
      const message = loose(value)
      const id = textOf(message['tool_call_id'])
      if (id === undefined || message['status'] !== 'error') continue
      if (!this.#open.isUnseenToolCall(call.rootId, id)) continue
      const name = textOf(message['name']) ?? 'tool'
      call.span.addEvent('tool.refused', { [GEN_AI.toolName]: name, [GEN_AI.toolCallId]: id })
      this.#statistics.add({ kind: 'tool', name, durationMs: 0, isError: true })
    }
  }

  #setContent(span: OpenCall['span'], key: string, read: () => unknown): void {
    if (!this.#captureContent) return
    span.setAttribute(key, this.#redacted(key, read()))
  }

  #redacted(key: string, value: unknown): unknown {
    if (this.#redact === undefined) return value
    try {
      return this.#redact(value, key)
    } catch {
      return '[redaction failed]'
    }
  }

  #guard(hook: () => void): void {
    if (this.#isClosed || this.#run.isFinished === true) return
    try {
      hook()
    } catch (error) {
      if (this.#hasWarned) return
      this.#hasWarned = true
      const reason = error instanceof Error ? error.message : String(error)
      process.emitWarning(
        `Cannot log this call completely: ${reason}. The call goes on; further errors of this handler are not shown`,
        'KymoWarning',
      )
    }
  }

  #close(): void {
    this.#guard(() => {
      for (const call of this.#open.takeAll()) call.span.end({ outcome: 'cancelled' })
      if (this.#statistics.changeCount > 0) logRow(this.#run, this.#statistics.takeWindow())
      const summary = this.#statistics.summary()
      if (Object.keys(summary).length > 0) this.#run.summary?.update(summary)
    })
    this.#isClosed = true
  }
}

/** A signal was raised, or a stream of a graph broken off, which LangGraph makes an error of this text. */
function isAbort(error: unknown): boolean {
  const { name, message } = loose(error)
  return name === 'AbortError' || /^(?:Abort|Aborted|AbortError\b.*)$/.test(textOf(message) ?? '')
}

function interTokenMs({ firstTokenMs, lastTokenMs, tokenCount }: OpenCall): number | undefined {
  if (firstTokenMs === undefined || lastTokenMs === undefined || tokenCount < 2) return undefined
  return (lastTokenMs - firstTokenMs) / (tokenCount - 1)
}

/** Of the state that a node or a graph gives back, of a command, or a list. */
function messagesIn(outputs: unknown): readonly unknown[] {
  if (Array.isArray(outputs))
    return outputs.flatMap((item) => ('tool_call_id' in loose(item) ? [item] : messagesIn(loose(item))))
  const fields: Loose = loose(outputs)
  return listOf(fields['messages'] ?? loose(fields['update'])['messages'])
}

function toDocument(value: unknown): Loose {
  const document = loose(value)
  const metadata = loose(document['metadata'])
  return {
    id: document['id'] ?? metadata['id'],
    score: numberOf(metadata['score']) ?? numberOf(metadata['relevance_score']),
    content: document['pageContent'],
    metadata: document['metadata'],
  }
}

function numbersIn(name: string, data: unknown): Record<string, number> {
  const value = numberOf(data)
  if (value !== undefined) return { [name]: value }
  if (Array.isArray(data)) return {}
  const entries = Object.entries(loose(data)).flatMap(([key, item]) => {
    const number = numberOf(item)
    return number === undefined ? [] : [[`${name}/${key}`, number] as const]
  })
  return Object.fromEntries(entries)
}
