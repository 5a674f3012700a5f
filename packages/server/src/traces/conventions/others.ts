import { operationBy, type Convention } from '../convention.ts'

/** Google's Agent Development Kit, beside OpenTelemetry's names. */
export const GOOGLE_ADK: Convention = {
  name: 'google-adk',
  roots: ['gcp'],
  thread: ['gcp.vertex.agent.session_id'],
  inputValue: ['gcp.vertex.agent.tool_call_args', 'gcp.vertex.agent.llm_request'],
  outputValue: ['gcp.vertex.agent.tool_response', 'gcp.vertex.agent.llm_response'],
}

/** Pydantic AI and Logfire. */
export const PYDANTIC_AI: Convention = {
  name: 'pydantic-ai',
  roots: [
    'pydantic_ai',
    'final_result',
    'tool_arguments',
    'tool_response',
    'all_messages_events',
    'model_name',
  ],
  model: ['model_name'],
  inputValue: ['pydantic_ai.all_messages', 'all_messages_events', 'tool_arguments'],
  outputValue: ['final_result', 'tool_response'],
}

/** LangSmith's exporter. */
export const LANGSMITH: Convention = {
  name: 'langsmith',
  roots: ['langsmith'],
  thread: ['langsmith.trace.session_id', 'langsmith.metadata.thread_id', 'langsmith.metadata.session_id'],
  operation: operationBy(['langsmith.span.kind'], {
    llm: 'llm',
    chain: 'chain',
    tool: 'tool',
    retriever: 'retriever',
    embedding: 'embedding',
    prompt: 'other',
    parser: 'other',
  }),
}

/** Names that anybody may choose. */
export const PLAIN: Convention = {
  name: 'plain',
  roots: ['input', 'inputs', 'output', 'outputs', 'session', 'thread', 'conversation'],
  thread: ['session.id', 'thread.id', 'conversation.id'],
  inputValue: ['input', 'inputs'],
  outputValue: ['output', 'outputs'],
}
