import { GEN_AI, KYMO_SPAN } from '@kymo/core'
import { assertOptions } from './assert-options.ts'
import { CallRecorder } from './call-recorder.ts'
import { ContentGate } from './content-gate.ts'
import { describeModelEnd } from './describe-model-end.ts'
import {
  describeChainStart,
  describeModelStart,
  describeRetrieverStart,
  describeToolStart,
  isHidden,
  type StartEvent,
} from './describe-start.ts'
import { listOf, loose, textOf, type RunLike } from './framework-types.ts'
import { mapMessage, mapMessages, plainContent, withPlainMessages } from './map-messages.ts'
import type { OpenCall } from './open-calls.ts'
import { PriceBook, type PriceTable } from './prices.ts'
import { messagesIn, numbersIn, readDocument } from './read-outputs.ts'

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
  readonly #content: ContentGate
  readonly #calls: CallRecorder
  readonly #prices: PriceBook | undefined
  #hasWarned = false
  #isClosed = false

  constructor(options: KymoCallbackHandlerOptions) {
    assertOptions(options)
    const { run, captureContent = false, redact, prices = {}, metricsIntervalMs = 1000 } = options
    this.#run = run
    this.#content = new ContentGate({ captureContent, redact })
    this.#calls = new CallRecorder({ run, content: this.#content, metricsIntervalMs })
    this.#prices = prices === false ? undefined : new PriceBook(prices)
    run.onFinish?.(() => this.#close())
  }

  /** LangChain copies handlers; there is only one of this. */
  copy(): this {
    return this
  }

  /** Calls that have begun and not ended. */
  get openCount(): number {
    return this.#calls.openCount
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
      this.#calls.start(
        facts,
        { runId, parentRunId },
        {
          [GEN_AI.inputMessages]: () => JSON.stringify(mapMessages(listOf(messages)[0])),
          ...(Array.isArray(tools) && tools.length > 0
            ? { [GEN_AI.toolDefinitions]: () => JSON.stringify(tools) }
            : {}),
        },
      )
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
      this.#calls.start(
        describeModelStart(event, extraParams, 'text_completion'),
        { runId, parentRunId },
        {
          [GEN_AI.inputMessages]: () => JSON.stringify(mapMessages([listOf(prompts)[0]])),
        },
      )
    })
  }

  handleLLMNewToken(_token: unknown, _index: unknown, runId: string): void {
    const call = this.#calls.find(runId)
    if (call === undefined) return
    const nowMs = performance.now()
    call.firstTokenMs ??= nowMs
    call.lastTokenMs = nowMs
    call.tokenCount += 1
  }

  handleLLMEnd(result: unknown, runId: string): void {
    this.#ending(runId, (call) => {
      const { attributes, facts, readMessages } = describeModelEnd(call, result, this.#prices)
      call.span.setAttributes(attributes)
      this.#content.set(call.span, GEN_AI.outputMessages, readMessages)
      this.#calls.end(call, {}, facts)
    })
  }

  handleLLMError(error: unknown, runId: string): void {
    this.#guard(() => this.#calls.fail(error, runId))
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
      if (parentRunId !== undefined && isHidden(tags)) return this.#calls.skip({ runId, parentRunId })
      const facts = describeChainStart(this.#event(chain, runName, metadata, tags, parentRunId), runType)
      const messages = messagesOf(inputs)
      const isTalk = facts.isAgent && Array.isArray(messages)
      this.#calls.start(
        facts,
        { runId, parentRunId },
        isTalk
          ? { [GEN_AI.inputMessages]: () => JSON.stringify(mapMessages(messages)) }
          : { [KYMO_SPAN.input]: () => withPlainMessages(inputs) },
      )
    })
  }

  handleChainEnd(outputs: unknown, runId: string): void {
    this.#ending(runId, (call) => {
      const messages = messagesIn(outputs)
      this.#calls.countRefusedTools(call, messages)
      if (call.isAgent && messages.length > 0)
        this.#content.set(call.span, GEN_AI.outputMessages, () =>
          JSON.stringify([mapMessage(messages.at(-1))]),
        )
      else this.#content.set(call.span, KYMO_SPAN.output, () => withPlainMessages(outputs))
      this.#calls.end(call)
    })
  }

  handleChainError(error: unknown, runId: string): void {
    this.#guard(() => this.#calls.fail(error, runId))
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
      const call = this.#calls.start(
        facts,
        { runId, parentRunId },
        { [GEN_AI.toolCallArguments]: () => input },
      )
      this.#calls.noteToolCall(call, textOf(toolCallId))
    })
  }

  handleToolEnd(output: unknown, runId: string): void {
    this.#ending(runId, (call) => {
      const message = loose(output)
      const hasFailed = message['status'] === 'error'
      // The first versions of LangChain 1 do not say it at the start.
      this.#calls.noteToolCall(call, textOf(message['tool_call_id']))
      this.#content.set(call.span, GEN_AI.toolCallResult, () =>
        'content' in message ? plainContent(message['content']) : output,
      )
      this.#calls.end(
        call,
        hasFailed ? { outcome: 'error', message: textOf(message['content']) ?? 'the tool failed' } : {},
      )
    })
  }

  handleToolError(error: unknown, runId: string): void {
    this.#guard(() => this.#calls.fail(error, runId))
  }

  handleToolEvent(chunk: unknown, runId: string): void {
    this.#guard(() => {
      const call = this.#calls.find(runId)
      if (call === undefined) return
      call.span.addEvent('tool.progress', this.#content.readAll({ chunk: () => chunk }))
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
      this.#calls.start(facts, { runId, parentRunId }, { [GEN_AI.retrievalQuery]: () => query })
    })
  }

  handleRetrieverEnd(documents: unknown, runId: string): void {
    this.#ending(runId, (call) => {
      call.span.setAttribute('kymo.document_count', listOf(documents).length)
      this.#content.set(call.span, GEN_AI.retrievalDocuments, () =>
        JSON.stringify(listOf(documents).map(readDocument)),
      )
      this.#calls.end(call)
    })
  }

  handleRetrieverError(error: unknown, runId: string): void {
    this.#guard(() => this.#calls.fail(error, runId))
  }

  /** What a program sends with `dispatchCustomEvent`: an event of the span around it; numbers are metrics of the run, too. */
  handleCustomEvent(eventName: unknown, data: unknown, runId: string): void {
    this.#guard(() => {
      const name = textOf(eventName) ?? 'custom'
      this.#calls.find(runId)?.span.addEvent(name, this.#content.readAll({ data: () => data }))
      this.#calls.logOwn(numbersIn(`custom/${name}`, data))
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

  /** Takes a call that has ended. Whatever fails while its end is read, its span ends. */
  #ending(runId: string, hook: (call: OpenCall) => void): void {
    this.#guard(() => {
      const call = this.#calls.take(runId)
      if (call === undefined) return
      try {
        hook(call)
      } catch (error) {
        this.#calls.end(call)
        throw error
      }
    })
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
    this.#guard(() => this.#calls.close())
    this.#isClosed = true
  }
}

/** What goes into a chain is the user's, and may throw when it is looked at: that must not cost the span. */
function messagesOf(inputs: unknown): unknown {
  try {
    return loose(inputs)['messages']
  } catch {
    return undefined
  }
}
