import { isList } from '../attribute-value.ts'
import type { Value } from '../../api/types.ts'
import { parseApiValue } from '../../domain/api-value.ts'
import { operationBy, type Convention } from '../convention.ts'
import { usageOf } from '../usage.ts'
import { numberOf, member } from '../attribute-value.ts'

/** Texts that are longer are shown as they are. */
const MAX_JSON_LENGTH = 16_777_216

/** MLflow tracing: every value is JSON text. @see https://mlflow.org/docs/latest/genai/tracing */
export const MLFLOW: Convention = {
  name: 'mlflow',
  roots: ['mlflow'],
  model: ['mlflow.llm.model'],
  provider: ['mlflow.llm.provider'],
  thread: ['mlflow.trace.session'],
  operation: operationBy(['mlflow.spanType'], {
    llm: 'llm',
    chat_model: 'llm',
    embedding: 'embedding',
    tool: 'tool',
    retriever: 'retriever',
    reranker: 'retriever',
    agent: 'agent',
    chain: 'chain',
    workflow: 'chain',
    task: 'chain',
    evaluator: 'evaluation',
    guardrail: 'evaluation',
    parser: 'other',
    memory: 'other',
    unknown: 'other',
  }),
  usage: ({ attributes }) => usageOf(attributes.json('mlflow.chat.tokenUsage', 'mlflow.trace.tokenUsage')),
  cost: ({ attributes }) => numberOf(member(attributes.json('mlflow.llm.cost'), 'total_cost')),
  input: ({ attributes }) => parseAny(attributes.value('mlflow.spanInputs')),
  output: ({ attributes }) => parseAny(attributes.value('mlflow.spanOutputs')),
  toolDefinitions: ({ attributes }) => {
    const tools = attributes.json('mlflow.chat.tools')
    return isList(tools) && tools.length > 0 ? tools : undefined
  },
}

/** Numbers and the like are JSON texts here too. */
function parseAny(value: Value | undefined): Value | undefined {
  if (value === '') return undefined
  if (typeof value !== 'string' || value.length > MAX_JSON_LENGTH) return value
  const parsed = parseApiValue(value)
  // An id of many digits would lose some.
  const isRounded = Number.isInteger(parsed) && !Number.isSafeInteger(parsed)
  return parsed === undefined || isRounded ? value : parsed
}
