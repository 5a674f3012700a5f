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
