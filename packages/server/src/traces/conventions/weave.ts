import { entriesOf, operationBy, type Convention } from '../convention.ts'

/** W&B Weave's own keys beside those of other conventions. */
export const WEAVE: Convention = {
  name: 'weave',
  roots: ['weave', 'wandb'],
  thread: ['wandb.thread_id'],
  step: ['wandb.wb_run_step'],
  operation: operationBy(['weave.span.kind'], {
    llm: 'llm',
    response: 'llm',
    generation: 'llm',
    tool: 'tool',
    function: 'tool',
    agent: 'agent',
    chain: 'chain',
    retriever: 'retriever',
    embedding: 'embedding',
    evaluation: 'evaluation',
    scorer: 'evaluation',
  }),
  parameters: ({ attributes }) => entriesOf(attributes.json('wandb.attributes')),
}
