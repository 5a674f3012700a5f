import fc from 'fast-check'
import type { SpanRecord } from '@kymo/protocol'
import { buildSpan } from '@kymo/testkit'
import { describe, expect, test } from 'vitest'
import { mapSpan } from './map-span.ts'

type Attributes = SpanRecord['attributes']

const bag = (values: Readonly<Record<string, unknown>>): Attributes =>
  Object.entries(values) as unknown as Attributes

describe('mapSpan() tells how a span ended', () => {
  test.each([
    ['open', {}, { endNs: 0n }],
    ['ok', {}, { status: { code: 1, message: '' } }],
    ['unset', {}, { status: { code: 0, message: '' } }],
    ['error', {}, { status: { code: 2, message: 'no' } }],
    ['error', { 'langfuse.observation.level': 'ERROR' }, {}],
    ['cancelled', { 'kymo.outcome': 'cancelled' }, {}],
    ['interrupted', { 'kymo.outcome': 'interrupted' }, { status: { code: 0, message: '' } }],
    ['unset', { 'kymo.outcome': 'vanished' }, {}],
  ] as const)('%s (%o, %o)', (status, attributes, given) => {
    expect(mapSpan(buildSpan({ ...given, attributes: bag(attributes) })).status).toBe(status)
  })
})

describe('mapSpan() finds messages in the state of a graph', () => {
  const state = (messages: unknown): string => JSON.stringify({ messages })
  const spoken = [{ role: 'user', parts: [{ type: 'text', text: 'Where?' }] }]
  const given = state([{ role: 'user', parts: [{ type: 'text', content: 'Where?' }] }])

  test.each(['chain', 'node', 'agent'])('of a span of kind %s', (operation) => {
    const attributes = bag({
      'kymo.operation': operation,
      'kymo.input.value': given,
      'kymo.output.value': given,
    })

    expect(mapSpan(buildSpan({ attributes }))).toMatchObject({
      operation,
      inputMessages: spoken,
      outputMessages: spoken,
    })
  })

  test.each([
    ['more than messages', JSON.stringify({ messages: [{ role: 'user', content: 'a' }], next: 'act' })],
    ['a list', JSON.stringify([{ content: 'a' }])],
    ['messages that are none', state([1])],
  ])('but not in %s', (_, value) => {
    const attributes = bag({ 'kymo.operation': 'chain', 'kymo.input.value': value })

    expect(mapSpan(buildSpan({ attributes }))).toMatchObject({ input: JSON.parse(value) })
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
          const span = mapSpan(
            buildSpan({
              attributes: attributes as unknown as Attributes,
              events: events.map(([name, inner]) => ({
                name,
                timeNs: 1n,
                droppedAttributes: 0,
                attributes: inner as unknown as Attributes,
              })),
            }),
          )

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

    const cut = mapSpan(
      buildSpan({ attributes: bag({ 'mlflow.spanType': 'CHAIN', 'mlflow.spanInputs': deep }) }),
    )
    const read = mapSpan(buildSpan({ attributes: [...wide, ['gen_ai.operation.name', 'chat']] }))

    expect(JSON.stringify(cut.input)).toHaveLength(32 * 2 + 3)
    expect(read.inputMessages).toHaveLength(100_000)
  })

  test('numbers that cannot be are left out', () => {
    const attributes = bag({
      'gen_ai.operation.name': 'chat',
      'gen_ai.usage.input_tokens': -5,
      'gen_ai.usage.output_tokens': Number.NaN,
      'kymo.cost_usd': -1,
      'kymo.step': 1.5,
      'gen_ai.response.time_to_first_chunk': -0.1,
    })

    expect(mapSpan(buildSpan({ attributes }))).toEqual({ operation: 'llm', status: 'unset' })
  })
})
