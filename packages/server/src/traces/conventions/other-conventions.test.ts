import type { SpanRecord } from '@kymo/protocol'
import { buildSpan } from '@kymo/testkit'
import { describe, expect, test } from 'vitest'
import { mapSpan } from '../map-span.ts'
import type { SpanFacts } from '../span-facts.ts'

type Bag = Readonly<Record<string, unknown>>
type Attributes = SpanRecord['attributes']

/** What is read of a span with these attributes, and of its events. */
function facts(
  bag: Bag,
  events: readonly { readonly name: string; readonly attributes: Bag }[] = [],
): SpanFacts {
  const attributes = Object.entries(bag) as unknown as Attributes
  const read = events.map((event) => ({
    timeNs: 1_250_000_000n,
    name: event.name,
    attributes: Object.entries(event.attributes) as unknown as Attributes,
    droppedAttributes: 0,
  }))
  return mapSpan(buildSpan({ attributes, events: read }))
}

const json = (value: unknown): string => JSON.stringify(value)
const said = (role: string, text: string) => ({ role, parts: [{ type: 'text', text }] })

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
    expect(chain).toMatchObject({ operation: 'chain', input: { q: 1 }, output: 2 })
  })

  test.each([
    ['2', 2],
    ['true', true],
    ['null', undefined],
    ['"2"', '2'],
    ['plain text', 'plain text'],
    ['{"half"', '{"half"'],
    ['12345678901234567890', '12345678901234567890'],
    ['', undefined],
  ])('MLflow: what %j holds', (text, value) => {
    expect(facts({ 'mlflow.spanType': 'TOOL', 'mlflow.spanOutputs': text }).output).toEqual(value)
  })

  test('Langfuse, whose kinds of tokens do not overlap', () => {
    const generation = facts({
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
    })

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
