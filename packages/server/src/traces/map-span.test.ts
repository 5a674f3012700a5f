import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mapSpan } from './map-span.ts'
import type { SpanFacts, SpanSource } from './span-facts.ts'

type Bag = Readonly<Record<string, unknown>>
interface Given {
  readonly events?: readonly { readonly name: string; readonly timeNs?: bigint; readonly attributes: Bag }[]
  readonly status?: SpanSource['status']['code']
  readonly endNs?: bigint
}

function source(
  attributes: readonly (readonly [string, unknown])[],
  { events = [], status = 0, endNs = 2_000_000_000n }: Given = {},
): SpanSource {
  return {
    name: 'span',
    startNs: 1_000_000_000n,
    endNs,
    status: { code: status, message: '' },
    attributes: attributes as SpanSource['attributes'],
    events: events.map((event) => ({
      timeNs: 0n,
      droppedAttributes: 0,
      ...event,
      attributes: Object.entries(event.attributes) as unknown as SpanSource['attributes'],
    })),
  }
}

function facts(attributes: Bag, given: Given = {}): SpanFacts {
  return mapSpan(source(Object.entries(attributes), given))
}

const json = (value: unknown): string => JSON.stringify(value)
const said = (role: string, text: string) => ({ role, parts: [{ type: 'text', text }] })

describe('mapSpan() reads the names of OpenTelemetry', () => {
  test('of version 1.41: model, provider, tokens with details, conversation, parameters', () => {
    const chat = facts({
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'openai',
      'gen_ai.request.model': 'gpt-5-mini',
      'gen_ai.response.model': 'gpt-5-mini-2025-08-07',
      'gen_ai.request.temperature': 0.2,
      'gen_ai.request.max_tokens': 256n,
      'gen_ai.usage.input_tokens': 1200n,
      'gen_ai.usage.output_tokens': 340n,
      'gen_ai.usage.cache_read.input_tokens': 1024n,
      'gen_ai.usage.reasoning.output_tokens': 192n,
      'gen_ai.response.time_to_first_chunk': 0.412,
      'gen_ai.conversation.id': 'conv_5j66',
      'kymo.step': 42n,
      'kymo.cost_usd': 0.00123,
    })

    expect(chat).toMatchObject({
      operation: 'llm',
      status: 'unset',
      model: 'gpt-5-mini-2025-08-07',
      provider: 'openai',
      usage: { input: 1200, output: 340, total: 1540, cacheRead: 1024, reasoning: 192 },
      timeToFirstTokenMs: 412,
      thread: 'conv_5j66',
      step: 42,
      costUsd: 0.00123,
      parameters: [
        ['temperature', 0.2],
        ['max_tokens', 256],
      ],
    })
  })

  test('of messages with calls of tools and what they answered', () => {
    const chat = facts({
      'gen_ai.operation.name': 'chat',
      'gen_ai.system_instructions': json([{ type: 'text', content: 'Be brief' }]),
      'gen_ai.input.messages': json([
        { role: 'user', parts: [{ type: 'text', content: 'Weather in Paris?' }] },
        {
          role: 'assistant',
          parts: [{ type: 'tool_call', id: 'call_1', name: 'get_weather', arguments: { location: 'Paris' } }],
        },
        { role: 'tool', parts: [{ type: 'tool_call_response', id: 'call_1', response: 'rainy, 57°F' }] },
      ]),
      'gen_ai.output.messages': json([
        {
          role: 'assistant',
          parts: [
            { type: 'reasoning', content: 'It rains.' },
            { type: 'text', content: 'Rain.' },
          ],
          finish_reason: 'stop',
        },
      ]),
      'gen_ai.tool.definitions': json([
        { type: 'function', name: 'get_weather', parameters: { type: 'object' } },
      ]),
    })

    expect(chat.inputMessages).toEqual([
      said('system', 'Be brief'),
      said('user', 'Weather in Paris?'),
      {
        role: 'assistant',
        parts: [{ type: 'tool-call', id: 'call_1', name: 'get_weather', arguments: { location: 'Paris' } }],
      },
      { role: 'tool', parts: [{ type: 'tool-result', id: 'call_1', result: 'rainy, 57°F' }] },
    ])
    expect(chat.outputMessages).toEqual([
      {
        role: 'assistant',
        finishReason: 'stop',
        parts: [
          { type: 'reasoning', text: 'It rains.' },
          { type: 'text', text: 'Rain.' },
        ],
      },
    ])
    expect(chat.toolDefinitions).toEqual([
      { type: 'function', name: 'get_weather', parameters: { type: 'object' } },
    ])
  })

  test('of media in messages: inline, by address, and what is neither', () => {
    const { inputMessages } = facts({
      'gen_ai.operation.name': 'chat',
      'gen_ai.input.messages': json([
        {
          role: 'user',
          parts: [
            { type: 'blob', modality: 'image', mime_type: 'image/png', content: 'aGk=' },
            { type: 'uri', modality: 'image', uri: 'gs://bucket/cat.png' },
            { type: 'file', modality: 'image', file_id: 'file-abc' },
            { type: 'telepathy', content: { level: 9 } },
          ],
        },
      ]),
    })

    expect(inputMessages?.[0]?.parts).toEqual([
      { type: 'media', mediaType: 'image/png', data: 'aGk=' },
      { type: 'media', mediaType: 'image', url: 'gs://bucket/cat.png' },
      { type: 'other', value: { type: 'file', modality: 'image', file_id: 'file-abc' } },
      { type: 'other', value: { type: 'telepathy', content: { level: 9 } } },
    ])
  })

  test('of tools, retrieval, agents and workflows', () => {
    const tool = facts({
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': 'add',
      'gen_ai.tool.call.arguments': json({ a: 1, b: 2 }),
      'gen_ai.tool.call.result': '3',
    })
    const retrieval = facts({
      'gen_ai.operation.name': 'retrieval',
      'gen_ai.retrieval.query.text': 'cats',
      'gen_ai.retrieval.documents': json([{ id: 'd1', score: 0.9 }]),
    })

    expect(tool).toMatchObject({ operation: 'tool', input: { a: 1, b: 2 }, output: '3' })
    expect(retrieval).toMatchObject({
      operation: 'retriever',
      input: 'cats',
      output: [{ id: 'd1', score: 0.9 }],
    })
    expect(facts({ 'gen_ai.operation.name': 'invoke_agent' }).operation).toBe('agent')
    expect(facts({ 'gen_ai.operation.name': 'invoke_workflow' }).operation).toBe('chain')
    expect(facts({ 'gen_ai.operation.name': 'embeddings' }).operation).toBe('embedding')
  })

  test('that are older: an event per message, and gen_ai.system', () => {
    const chat = facts(
      {
        'gen_ai.system': 'anthropic',
        'gen_ai.request.model': 'claude-3-haiku',
        'gen_ai.usage.prompt_tokens': 10,
        'gen_ai.usage.completion_tokens': 5,
      },
      {
        events: [
          { name: 'gen_ai.system.message', attributes: { content: 'Be kind' } },
          { name: 'gen_ai.user.message', attributes: { 'gen_ai.event.content': json({ content: 'Hello' }) } },
          {
            name: 'gen_ai.choice',
            attributes: {
              index: 0,
              finish_reason: 'tool_calls',
              message: json({
                role: 'assistant',
                tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{"x":1}' } }],
              }),
            },
          },
        ],
      },
    )

    expect(chat).toMatchObject({
      operation: 'llm',
      provider: 'anthropic',
      usage: { input: 10, output: 5, total: 15 },
    })
    expect(chat.inputMessages).toEqual([said('system', 'Be kind'), said('user', 'Hello')])
    expect(chat.outputMessages).toEqual([
      {
        role: 'assistant',
        finishReason: 'tool_calls',
        parts: [{ type: 'tool-call', id: 'c1', name: 'f', arguments: { x: 1 } }],
      },
    ])
  })

  test('in the event of the details of an operation', () => {
    const chat = facts(
      { 'gen_ai.operation.name': 'chat' },
      {
        events: [
          {
            name: 'gen_ai.client.inference.operation.details',
            attributes: {
              'gen_ai.input.messages': json([{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }]),
              'gen_ai.output.messages': [{ role: 'assistant', parts: [{ type: 'text', content: 'Ho' }] }],
            },
          },
        ],
      },
    )

    expect(chat.inputMessages).toEqual([said('user', 'Hi')])
    expect(chat.outputMessages).toEqual([said('assistant', 'Ho')])
  })

  test('of an input that Anthropic counts without its cache: totals include their details', () => {
    const { usage } = facts({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': 12,
      'gen_ai.usage.output_tokens': 100,
      'gen_ai.usage.cache_read.input_tokens': 4000,
      'gen_ai.usage.cache_creation.input_tokens': 500,
    })

    expect(usage).toEqual({ input: 4512, output: 100, total: 4612, cacheRead: 4000, cacheWrite: 500 })
  })
})

describe('mapSpan() reads OpenInference', () => {
  test('with messages, calls, parts and tools put back together from flattened keys', () => {
    const llm = facts({
      'openinference.span.kind': 'LLM',
      'llm.model_name': 'gpt-4o',
      'llm.provider': 'openai',
      'llm.invocation_parameters': json({ temperature: 0 }),
      'llm.input_messages.0.message.role': 'user',
      'llm.input_messages.0.message.contents.0.message_content.type': 'text',
      'llm.input_messages.0.message.contents.0.message_content.text': 'What is this?',
      'llm.input_messages.0.message.contents.1.message_content.type': 'image',
      'llm.input_messages.0.message.contents.1.message_content.image.image.url': 'data:image/png;base64,aGk=',
      'llm.input_messages.10.message.role': 'tool',
      'llm.input_messages.10.message.tool_call_id': 'call_9',
      'llm.input_messages.10.message.content': '{"cats":2}',
      'llm.input_messages.2.message.role': 'assistant',
      'llm.input_messages.2.message.tool_calls.0.tool_call.id': 'call_9',
      'llm.input_messages.2.message.tool_calls.0.tool_call.function.name': 'count',
      'llm.input_messages.2.message.tool_calls.0.tool_call.function.arguments': '{"of":"cats"}',
      'llm.output_messages.0.message.role': 'assistant',
      'llm.output_messages.0.message.content': 'Two cats.',
      'llm.tools.0.tool.json_schema': json({ type: 'function', function: { name: 'count' } }),
      'llm.token_count.prompt': 900,
      'llm.token_count.completion': 9,
      'llm.token_count.total': 909,
      'llm.token_count.prompt_details.cache_read': 768,
      'llm.cost.total': 0.004,
      'session.id': 's-1',
      'input.value': json({ messages: [] }),
      'input.mime_type': 'application/json',
    })

    expect(llm).toMatchObject({
      operation: 'llm',
      model: 'gpt-4o',
      provider: 'openai',
      thread: 's-1',
      costUsd: 0.004,
      usage: { input: 900, output: 9, total: 909, cacheRead: 768 },
      parameters: [['temperature', 0]],
      toolDefinitions: [{ type: 'function', function: { name: 'count' } }],
    })
    expect(llm.inputMessages).toEqual([
      {
        role: 'user',
        parts: [
          { type: 'text', text: 'What is this?' },
          { type: 'media', mediaType: 'image/png', data: 'aGk=' },
        ],
      },
      {
        role: 'assistant',
        parts: [{ type: 'tool-call', id: 'call_9', name: 'count', arguments: { of: 'cats' } }],
      },
      { role: 'tool', parts: [{ type: 'tool-result', id: 'call_9', result: { cats: 2 } }] },
    ])
    expect(llm.outputMessages).toEqual([said('assistant', 'Two cats.')])
    expect(llm).not.toHaveProperty('input')
  })

  test('with documents of a retriever, texts of an embedding, and kinds of spans', () => {
    const retriever = facts({
      'openinference.span.kind': 'RETRIEVER',
      'input.value': 'cats',
      'retrieval.documents.0.document.id': 'd0',
      'retrieval.documents.0.document.score': 0.8,
      'retrieval.documents.0.document.metadata': '{"page":3}',
    })
    const embedding = facts({
      'openinference.span.kind': 'EMBEDDING',
      'embedding.model_name': 'e5',
      'embedding.embeddings.0.embedding.text': 'a',
      'embedding.embeddings.1.embedding.text': 'b',
    })

    expect(retriever).toMatchObject({
      operation: 'retriever',
      input: 'cats',
      output: [{ id: 'd0', score: 0.8, metadata: { page: 3 } }],
    })
    expect(embedding).toMatchObject({ operation: 'embedding', model: 'e5', input: ['a', 'b'] })
    expect(facts({ 'openinference.span.kind': 'GUARDRAIL' }).operation).toBe('evaluation')
    expect(facts({ 'openinference.span.kind': 'CHAIN', 'graph.node.id': 'plan' }).operation).toBe('node')
  })

  test('with the time of the first token in an event', () => {
    const llm = facts(
      { 'openinference.span.kind': 'LLM' },
      { events: [{ name: 'First Token Stream Event', timeNs: 1_250_000_000n, attributes: {} }] },
    )

    expect(llm.timeToFirstTokenMs).toBe(250)
  })
})

describe('mapSpan() reads Traceloop', () => {
  test('with flattened prompts, completions and functions', () => {
    const llm = facts({
      'llm.request.type': 'chat',
      'gen_ai.system': 'OpenAI',
      'gen_ai.request.model': 'gpt-4o',
      'gen_ai.prompt.0.role': 'system',
      'gen_ai.prompt.0.content': 'You count',
      'gen_ai.prompt.1.role': 'user',
      'gen_ai.prompt.1.content': json([{ type: 'text', text: 'How many?' }]),
      'gen_ai.completion.0.role': 'assistant',
      'gen_ai.completion.0.finish_reason': 'tool_calls',
      'gen_ai.completion.0.tool_calls.0.id': 'c1',
      'gen_ai.completion.0.tool_calls.0.name': 'count',
      'gen_ai.completion.0.tool_calls.0.arguments': '{"n":1}',
      'llm.request.functions.0.name': 'count',
      'llm.request.functions.0.parameters': '{"type":"object"}',
      'gen_ai.usage.prompt_tokens': 20,
      'gen_ai.usage.completion_tokens': 7,
      'llm.usage.total_tokens': 27,
      'traceloop.association.properties.session_id': 'chat-7',
    })

    expect(llm).toMatchObject({
      operation: 'llm',
      model: 'gpt-4o',
      thread: 'chat-7',
      usage: { input: 20, output: 7, total: 27 },
      toolDefinitions: [{ name: 'count', parameters: { type: 'object' } }],
    })
    expect(llm.inputMessages).toEqual([said('system', 'You count'), said('user', 'How many?')])
    expect(llm.outputMessages).toEqual([
      {
        role: 'assistant',
        finishReason: 'tool_calls',
        parts: [{ type: 'tool-call', id: 'c1', name: 'count', arguments: { n: 1 } }],
      },
    ])
  })

  test('with its own spans for workflows, tasks, tools and nodes of a graph', () => {
    const workflow = facts({
      'traceloop.span.kind': 'workflow',
      'traceloop.entity.name': 'RunnableSequence',
      'traceloop.entity.input': json({ inputs: { question: 'why?' }, kwargs: {} }),
      'traceloop.entity.output': json({ outputs: 'because' }),
    })
    const node = facts({
      'traceloop.span.kind': 'task',
      'traceloop.entity.name': 'plan',
      'traceloop.association.properties.langgraph_node': 'plan',
    })

    expect(workflow).toMatchObject({
      operation: 'chain',
      input: { inputs: { question: 'why?' }, kwargs: {} },
      output: { outputs: 'because' },
    })
    expect(node.operation).toBe('node')
    expect(facts({ 'traceloop.span.kind': 'tool' }).operation).toBe('tool')
  })
})

describe('mapSpan() reads the Vercel AI SDK', () => {
  const SHARED = { 'ai.model.id': 'gpt-4o', 'ai.model.provider': 'openai.chat', 'ai.settings.maxRetries': 2 }

  test('with one call of a model inside of an agent that has the sums', () => {
    const outer = facts({
      ...SHARED,
      'operation.name': 'ai.streamText my-function',
      'ai.operationId': 'ai.streamText',
      'ai.prompt': json({ system: 'Be brief', prompt: 'Weather?' }),
      'ai.response.text': 'Rain.',
      'ai.usage.promptTokens': 30,
      'ai.usage.completionTokens': 4,
    })
    const inner = facts(
      {
        ...SHARED,
        'ai.operationId': 'ai.streamText.doStream',
        'gen_ai.system': 'openai.chat',
        'gen_ai.request.model': 'gpt-4o',
        'gen_ai.usage.input_tokens': 30,
        'gen_ai.usage.output_tokens': 4,
        'ai.usage.cachedInputTokens': 16,
        'ai.prompt.messages': json([
          { role: 'system', content: 'Be brief' },
          { role: 'user', content: [{ type: 'text', text: 'Weather?' }] },
          {
            role: 'assistant',
            content: [{ type: 'tool-call', toolCallId: 't1', toolName: 'weather', input: { at: 'Paris' } }],
          },
          {
            role: 'tool',
            content: [
              {
                type: 'tool-result',
                toolCallId: 't1',
                toolName: 'weather',
                output: { type: 'json', value: { c: 9 } },
              },
            ],
          },
        ]),
        'ai.prompt.tools': [json({ type: 'function', name: 'weather' })],
        'ai.response.text': 'Rain.',
        'ai.response.toolCalls': json([{ toolCallId: 't2', toolName: 'umbrella', args: '{"size":1}' }]),
        'ai.response.finishReason': 'tool-calls',
      },
      { events: [{ name: 'ai.stream.firstChunk', attributes: { 'ai.response.msToFirstChunk': 120.5 } }] },
    )

    expect(outer).toMatchObject({ operation: 'agent', usage: { input: 30, output: 4, total: 34 } })
    expect(outer.inputMessages).toEqual([said('system', 'Be brief'), said('user', 'Weather?')])
    expect(inner).toMatchObject({
      operation: 'llm',
      model: 'gpt-4o',
      usage: { input: 30, output: 4, cacheRead: 16 },
      timeToFirstTokenMs: 120.5,
      toolDefinitions: [{ type: 'function', name: 'weather' }],
    })
    expect(inner.inputMessages?.slice(2)).toEqual([
      {
        role: 'assistant',
        parts: [{ type: 'tool-call', id: 't1', name: 'weather', arguments: { at: 'Paris' } }],
      },
      { role: 'tool', parts: [{ type: 'tool-result', id: 't1', result: { c: 9 } }] },
    ])
    expect(inner.outputMessages).toEqual([
      {
        role: 'assistant',
        finishReason: 'tool-calls',
        parts: [
          { type: 'text', text: 'Rain.' },
          { type: 'tool-call', id: 't2', name: 'umbrella', arguments: { size: 1 } },
        ],
      },
    ])
  })

  test('with tools, embeddings and objects', () => {
    const tool = facts({
      'ai.operationId': 'ai.toolCall',
      'ai.toolCall.name': 'weather',
      'ai.toolCall.args': '{"at":"Paris"}',
      'ai.toolCall.result': '{"c":9}',
    })
    const embedding = facts({
      'ai.operationId': 'ai.embedMany.doEmbed',
      'ai.values': ['"a"', '"b"'],
      'ai.usage.tokens': 8,
    })
    const object = facts({
      'ai.operationId': 'ai.generateObject.doGenerate',
      'ai.response.object': '{"n":1}',
    })

    expect(tool).toMatchObject({ operation: 'tool', input: { at: 'Paris' }, output: { c: 9 } })
    expect(embedding).toMatchObject({
      operation: 'embedding',
      input: ['a', 'b'],
      usage: { input: 8, total: 8 },
    })
    expect(object).toMatchObject({ operation: 'llm', output: { n: 1 } })
  })
})

describe('mapSpan() reads other tools', () => {
  test('MLflow, whose values are JSON texts and whose bodies are those of the API', () => {
    const llm = facts({
      'mlflow.spanType': '"CHAT_MODEL"',
      'mlflow.llm.model': '"gpt-4o"',
      'mlflow.spanInputs': json({
        model: 'gpt-4o',
        messages: [{ role: 'user', content: 'Hi' }],
        temperature: 0,
      }),
      'mlflow.spanOutputs': json({
        id: 'x',
        choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'Ho' } }],
      }),
      'mlflow.chat.tokenUsage': json({ input_tokens: 3, output_tokens: 1, total_tokens: 4 }),
    })
    const chain = facts({
      'mlflow.spanType': 'CHAIN',
      'mlflow.spanInputs': json({ q: 1 }),
      'mlflow.spanOutputs': '2',
    })

    expect(llm).toMatchObject({ operation: 'llm', model: 'gpt-4o', usage: { input: 3, output: 1, total: 4 } })
    expect(llm.inputMessages).toEqual([said('user', 'Hi')])
    expect(llm.outputMessages).toEqual([{ ...said('assistant', 'Ho'), finishReason: 'stop' }])
    expect(chain).toMatchObject({ operation: 'chain', input: { q: 1 }, output: '2' })
  })

  test('Langfuse, whose kinds of tokens do not overlap', () => {
    const generation = facts(
      {
        'langfuse.observation.type': 'generation',
        'langfuse.observation.model.name': 'gpt-4o',
        'langfuse.observation.model.parameters': json({ temperature: 1 }),
        'langfuse.observation.input': json([{ role: 'user', content: 'Hi' }]),
        'langfuse.observation.output': json({ role: 'assistant', content: 'Ho' }),
        'langfuse.observation.usage_details': json({
          input: 20,
          input_cached_tokens: 100,
          output: 5,
          total: 125,
        }),
        'langfuse.observation.cost_details': json({ input: 0.001, output: 0.002 }),
        'langfuse.observation.completion_start_time': json(new Date(1_300).toISOString()),
        'session.id': 's',
      },
      { status: 0 },
    )

    expect(generation).toMatchObject({
      operation: 'llm',
      usage: { input: 120, output: 5, total: 125, cacheRead: 100 },
      costUsd: 0.003,
      timeToFirstTokenMs: 300,
      thread: 's',
      parameters: [['temperature', 1]],
    })
    expect(generation.inputMessages).toEqual([said('user', 'Hi')])
    expect(generation.outputMessages).toEqual([said('assistant', 'Ho')])
    expect(facts({ 'langfuse.observation.level': 'ERROR' }).status).toBe('error')
  })

  test('Weave, the Agent Development Kit, LangSmith, Pydantic AI and plain names', () => {
    const weave = facts({ 'weave.span.kind': 'agent', 'wandb.thread_id': 't', 'wandb.wb_run_step': 7 })
    const adk = facts({
      'gen_ai.operation.name': 'execute_tool',
      'gcp.vertex.agent.tool_call_args': '{"a":1}',
    })
    const langsmith = facts({ 'langsmith.span.kind': 'tool', 'gen_ai.prompt': '{"input":"2+2"}' })
    const pydantic = facts({
      'gen_ai.agent.name': 'a',
      'pydantic_ai.all_messages': json([{ role: 'user', parts: [{ type: 'text', content: 'Hi' }] }]),
      final_result: 'done',
    })

    expect(weave).toMatchObject({ operation: 'agent', thread: 't', step: 7 })
    expect(adk).toMatchObject({ operation: 'tool', input: { a: 1 } })
    expect(langsmith).toMatchObject({ operation: 'tool', input: { input: '2+2' } })
    expect(pydantic).toMatchObject({
      operation: 'agent',
      inputMessages: [said('user', 'Hi')],
      output: 'done',
    })
    expect(facts({ input: 'x', output: '[1]' })).toMatchObject({
      operation: 'other',
      input: 'x',
      output: [1],
    })
  })
})

describe('mapSpan() reads bodies of every API as messages', () => {
  const llm = (input: unknown, output: unknown): SpanFacts =>
    facts({ 'mlflow.spanType': 'LLM', 'mlflow.spanInputs': json(input), 'mlflow.spanOutputs': json(output) })

  test.each([
    [
      'Anthropic',
      { system: 'S', messages: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }] },
      {
        role: 'assistant',
        content: [
          { type: 'thinking', thinking: 'hm' },
          { type: 'tool_use', id: 't', name: 'f', input: { x: 1 } },
        ],
        stop_reason: 'tool_use',
      },
      [said('system', 'S'), said('user', 'Hi')],
      [
        {
          role: 'assistant',
          finishReason: 'tool_use',
          parts: [
            { type: 'reasoning', text: 'hm' },
            { type: 'tool-call', id: 't', name: 'f', arguments: { x: 1 } },
          ],
        },
      ],
    ],
    [
      'Gemini',
      {
        systemInstruction: { parts: [{ text: 'S' }] },
        contents: [{ role: 'user', parts: [{ text: 'Hi' }] }],
      },
      {
        candidates: [
          {
            content: { role: 'model', parts: [{ functionCall: { name: 'f', args: { x: 1 } } }] },
            finishReason: 'STOP',
          },
        ],
      },
      [said('system', 'S'), said('user', 'Hi')],
      [
        {
          role: 'assistant',
          finishReason: 'STOP',
          parts: [{ type: 'tool-call', name: 'f', arguments: { x: 1 } }],
        },
      ],
    ],
    [
      'the responses of OpenAI',
      { instructions: 'S', input: 'Hi' },
      {
        output: [
          { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
          { type: 'function_call', call_id: 'c', name: 'f', arguments: '{"x":1}' },
          { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Ho' }] },
        ],
      },
      [said('system', 'S'), said('user', 'Hi')],
      [
        { role: 'assistant', parts: [{ type: 'reasoning', text: 'hm' }] },
        { role: 'assistant', parts: [{ type: 'tool-call', id: 'c', name: 'f', arguments: { x: 1 } }] },
        said('assistant', 'Ho'),
      ],
    ],
    [
      'LangChain',
      [
        [
          {
            lc: 1,
            type: 'constructor',
            id: ['langchain_core', 'messages', 'SystemMessage'],
            kwargs: { content: 'S' },
          },
          { type: 'human', data: { content: 'Hi' } },
        ],
      ],
      {
        generations: [
          [
            {
              text: '',
              message: {
                lc: 1,
                id: ['langchain_core', 'messages', 'AIMessage'],
                kwargs: { content: 'Ho', tool_calls: [{ id: 'c', name: 'f', args: { x: 1 } }] },
              },
            },
          ],
        ],
      },
      [said('system', 'S'), said('user', 'Hi')],
      [
        {
          role: 'assistant',
          parts: [
            { type: 'text', text: 'Ho' },
            { type: 'tool-call', id: 'c', name: 'f', arguments: { x: 1 } },
          ],
        },
      ],
    ],
    ['plain texts', 'Hi', 'Ho', [said('user', 'Hi')], [said('assistant', 'Ho')]],
  ])('%s', (_name, input, output, inputMessages, outputMessages) => {
    const span = llm(input, output)

    expect(span.inputMessages).toEqual(inputMessages)
    expect(span.outputMessages).toEqual(outputMessages)
  })

  test('but what is no body stays a value', () => {
    expect(llm({ n: 1 }, [1, 2])).toMatchObject({ input: { n: 1 }, output: [1, 2] })
  })
})

describe('mapSpan() tells how a span ended', () => {
  test.each([
    ['open', {}, { endNs: 0n }],
    ['ok', {}, { status: 1 }],
    ['unset', {}, { status: 0 }],
    ['error', {}, { status: 2 }],
    ['cancelled', { 'kymo.outcome': 'cancelled' }, {}],
    ['interrupted', { 'kymo.outcome': 'interrupted' }, { status: 0 }],
  ] as const)('%s', (status, attributes, given) => {
    expect(facts(attributes, given).status).toBe(status)
  })
})

describe('mapSpan() believes nothing', () => {
  const KEYS = [
    'kymo.step',
    'kymo.operation',
    'gen_ai.operation.name',
    'gen_ai.request.model',
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.input.messages',
    'gen_ai.output.messages',
    'gen_ai.system_instructions',
    'gen_ai.prompt',
    'gen_ai.prompt.0.role',
    'gen_ai.prompt.0.content.1',
    'gen_ai.prompt.__proto__.content',
    'gen_ai.tool.definitions',
    'openinference.span.kind',
    'llm.input_messages.0.message',
    'llm.input_messages.0.message.tool_calls.0.tool_call.function',
    'llm.tools.0',
    'retrieval.documents.9.document',
    'llm.invocation_parameters',
    'input.value',
    'traceloop.span.kind',
    'llm.request.functions.0.parameters',
    'ai.operationId',
    'ai.prompt.tools',
    'ai.values',
    'ai.response.toolCalls',
    'mlflow.spanType',
    'mlflow.spanInputs',
    'mlflow.spanOutputs',
    'mlflow.chat.tokenUsage',
    'mlflow.llm.cost',
    'langfuse.observation.type',
    'langfuse.observation.usage_details',
    'langfuse.observation.completion_start_time',
    'toString',
    '__proto__',
    '',
  ]
  const PARTS = [
    'message',
    'role',
    'content',
    'parts',
    'type',
    'text',
    'tool_calls',
    'function',
    'messages',
    'data',
  ]
  const anyJson = fc.letrec((tie) => ({
    node: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom('user', 'ai', 'text', 'tool_call', 'image', '', 'NaN', null, true, -1, 1e308),
      fc.array(tie('node'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom(...PARTS, '__proto__', 'constructor'), tie('node'), { maxKeys: 4 }),
    ),
  })).node
  const anyValue = fc.oneof(
    anyJson,
    anyJson.map((value) => JSON.stringify(value)),
    fc.string(),
    fc.double(),
    fc.bigInt(),
    fc.uint8Array(),
    fc.constantFrom('[', '{"a":', '"', undefined, Number.NaN),
  )
  const anyAttributes = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...KEYS), fc.string()), anyValue), {
    maxLength: 12,
  })

  test('whatever a span holds, it does not throw, and what it makes is JSON', () => {
    fc.assert(
      fc.property(
        anyAttributes,
        fc.array(fc.tuple(fc.constantFrom('gen_ai.choice', 'gen_ai.user.message', 'x'), anyAttributes), {
          maxLength: 3,
        }),
        (attributes, events) => {
          const span = mapSpan({
            ...source(attributes),
            events: events.map(([name, inner]) => ({
              name,
              timeNs: 1n,
              droppedAttributes: 0,
              attributes: inner as SpanSource['attributes'][number][],
            })),
          })

          expect(JSON.parse(JSON.stringify(span))).toEqual(span)
          for (const count of Object.values(span.usage ?? {})) expect(count).toBeGreaterThanOrEqual(0)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  test('a value of a thousand levels is cut, and one of a hundred thousand keys is read', () => {
    let deep: unknown = 'end'
    for (let level = 0; level < 1_000; level++) deep = [deep]
    const wide = Array.from(
      { length: 100_000 },
      (_, index) => [`gen_ai.prompt.${index}.content`, 'x'] as const,
    )

    const cut = facts({ 'mlflow.spanType': 'CHAIN', 'mlflow.spanInputs': deep })
    const read = mapSpan(source([...wide, ['gen_ai.operation.name', 'chat']]))

    expect(JSON.stringify(cut.input)).toHaveLength(32 * 2 + 3)
    expect(read.inputMessages).toHaveLength(100_000)
  })

  test('numbers that cannot be are left out', () => {
    const span = facts({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': -5,
      'gen_ai.usage.output_tokens': Number.NaN,
      'kymo.cost_usd': -1,
      'kymo.step': 1.5,
      'gen_ai.response.time_to_first_chunk': -0.1,
    })

    expect(span).toEqual({ operation: 'llm', status: 'unset' })
  })
})
