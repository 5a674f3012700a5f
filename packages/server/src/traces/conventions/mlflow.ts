import { isList } from '../attribute-value.ts'
import { operationBy, type Convention } from '../convention.ts'
import { usageOf } from '../usage.ts'
import { numberOf, member } from '../attribute-value.ts'

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
  inputValue: ['mlflow.spanInputs'],
  outputValue: ['mlflow.spanOutputs'],
  toolDefinitions: ({ attributes }) => {
    const tools = attributes.json('mlflow.chat.tools')
    return isList(tools) && tools.length > 0 ? tools : undefined
  },
}
