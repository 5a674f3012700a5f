import type { Convention } from '../convention.ts'
import { operationBy } from '../convention.ts'

/** What Kymo adds to OpenTelemetry's names. */
export const KYMO: Convention = {
  name: 'kymo',
  roots: ['kymo'],
  step: ['kymo.step'],
  writer: ['kymo.writer'],
  costUsd: ['kymo.cost_usd'],
  operation: operationBy(['kymo.operation'], {
    llm: 'llm',
    embedding: 'embedding',
    tool: 'tool',
    retriever: 'retriever',
    agent: 'agent',
    chain: 'chain',
    node: 'node',
    evaluation: 'evaluation',
    other: 'other',
  }),
  inputValue: ['kymo.input.value'],
  outputValue: ['kymo.output.value'],
}
