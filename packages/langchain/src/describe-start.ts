import { GEN_AI, type SpanAttributes, type SpanKind } from '@kymo/core'
import { listOf, loose, numberOf, textOf, type Loose } from './framework-types.ts'

/** How a run of LangChain is written down as a span; the names are those of the GenAI conventions, which core carries. */
export interface StartFacts {
  readonly kind: 'llm' | 'tool' | 'retriever' | 'node' | 'chain'
  /** Of the span. */
  readonly spanName: string
  /** As statistics name it. */
  readonly name: string
  readonly spanKind: SpanKind
  readonly attributes: SpanAttributes
  readonly isAgent: boolean
}

/** What LangChain says at the start of any run. */
export interface StartEvent {
  readonly serialized: unknown
  readonly runName: unknown
  readonly metadata: unknown
  readonly tags: unknown
  readonly hasParent: boolean
}

/** Of a chat model or a model of texts. */
export function describeModelStart(
  event: StartEvent,
  extraParams: unknown,
  operation: 'chat' | 'text_completion',
): StartFacts {
  const metadata = loose(event.metadata)
  const params = loose(loose(extraParams)['invocation_params'])
  const model =
    textOf(params['model']) ??
    textOf(params['model_name']) ??
    textOf(metadata['ls_model_name']) ??
    nameOf(event, 'model')
  const stop = params['stop'] ?? params['stop_sequences'] ?? metadata['ls_stop']
  return {
    kind: 'llm',
    name: model,
    spanName: `${operation} ${model}`,
    spanKind: 'client',
    isAgent: false,
    attributes: present({
      [GEN_AI.operation]: operation,
      [GEN_AI.provider]: textOf(metadata['ls_provider']),
      [GEN_AI.requestModel]: model,
      [GEN_AI.requestTemperature]: numberOf(params['temperature']) ?? numberOf(metadata['ls_temperature']),
      [GEN_AI.requestMaxTokens]: numberOf(params['max_tokens']) ?? numberOf(metadata['ls_max_tokens']),
      [GEN_AI.requestTopP]: numberOf(params['top_p']),
      [GEN_AI.requestTopK]: numberOf(params['top_k']),
      [GEN_AI.requestSeed]: numberOf(params['seed']),
      [GEN_AI.requestFrequencyPenalty]: numberOf(params['frequency_penalty']),
      [GEN_AI.requestPresencePenalty]: numberOf(params['presence_penalty']),
      [GEN_AI.requestStopSequences]: Array.isArray(stop) && stop.length > 0 ? stop : undefined,
      [GEN_AI.requestStream]: params['stream'] === true ? true : undefined,
      ...commonAttributes(event),
    }),
  }
}

export function describeToolStart(event: StartEvent, toolCallId: unknown): StartFacts {
  const name = nameOf(event, 'tool')
  return {
    kind: 'tool',
    name,
    spanName: `execute_tool ${name}`,
    spanKind: 'internal',
    isAgent: false,
    attributes: present({
      [GEN_AI.operation]: 'execute_tool',
      [GEN_AI.toolName]: name,
      [GEN_AI.toolType]: 'function',
      [GEN_AI.toolCallId]: textOf(toolCallId),
      ...commonAttributes(event),
    }),
  }
}

export function describeRetrieverStart(event: StartEvent): StartFacts {
  const name = nameOf(event, 'retriever')
  return {
    kind: 'retriever',
    name,
    spanName: `retrieval ${name}`,
    spanKind: 'client',
    isAgent: false,
    attributes: present({
      [GEN_AI.operation]: 'retrieval',
      [GEN_AI.dataSource]: name,
      ...commonAttributes(event),
    }),
  }
}

/** An agent, a node of a graph, a whole workflow, or a step of a chain. */
export function describeChainStart(event: StartEvent, runType: unknown): StartFacts {
  const metadata = loose(event.metadata)
  const name = nameOf(event, 'chain')
  const common = commonAttributes(event)
  const agentName = textOf(metadata['lc_agent_name'])
  const isNode = textOf(metadata['langgraph_node']) === name
  const isAgentRoot = !event.hasParent && metadata['ls_integration'] === 'langchain_create_agent'
  if (!isNode && (isAgentRoot || (agentName !== undefined && agentName === name)))
    return {
      kind: 'chain',
      name,
      spanName: `invoke_agent ${agentName ?? name}`,
      spanKind: 'internal',
      isAgent: true,
      attributes: present({
        [GEN_AI.operation]: 'invoke_agent',
        [GEN_AI.agentName]: agentName ?? name,
        ...common,
      }),
    }
  if (isNode)
    return {
      kind: 'node',
      name,
      spanName: name,
      spanKind: 'internal',
      isAgent: false,
      attributes: { 'kymo.operation': 'node', ...common },
    }
  const workflow = event.hasParent
    ? { 'kymo.operation': 'chain', 'langchain.run_type': textOf(runType) }
    : { [GEN_AI.operation]: 'invoke_workflow', [GEN_AI.workflowName]: name }
  return {
    kind: 'chain',
    name,
    spanName: name,
    spanKind: 'internal',
    isAgent: false,
    attributes: present({ ...workflow, ...common }),
  }
}

/** True for runs that LangChain itself hides, such as the start of a graph. */
export function isHidden(tags: unknown): boolean {
  return listOf(tags).includes('langsmith:hidden')
}

function commonAttributes({ metadata, tags }: StartEvent): SpanAttributes {
  const values = loose(metadata)
  const own = listOf(tags).filter((tag) => typeof tag === 'string' && !/^(seq|graph|map|branch):/.test(tag))
  return present({
    [GEN_AI.conversation]: textOf(values['thread_id']) ?? textOf(values['session_id']),
    'langgraph.node': textOf(values['langgraph_node']),
    'langgraph.step': numberOf(values['langgraph_step']),
    'langgraph.checkpoint_ns': textOf(values['langgraph_checkpoint_ns']),
    'langchain.tags': own.length > 0 ? own : undefined,
  })
}

function nameOf({ runName, metadata, serialized }: StartEvent, fallback: string): string {
  const fields = loose(serialized)
  return (
    textOf(runName) ??
    textOf(fields['name']) ??
    (fallback === 'model' ? textOf(loose(metadata)['ls_model_name']) : undefined) ??
    textOf(listOf(fields['id']).at(-1)) ??
    fallback
  )
}

function present(attributes: Loose): SpanAttributes {
  return Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined))
}
