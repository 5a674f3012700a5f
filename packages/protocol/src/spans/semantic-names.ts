/**
 * Names of attributes that Kymo writes and reads. The `gen_ai` names are those of the OpenTelemetry semantic conventions of the
 * version below; they are still in development there, so this is the only place that spells them.
 */

/** @see https://opentelemetry.io/docs/specs/semconv/gen-ai/ */
export const GEN_AI_CONVENTIONS_VERSION = '1.41.0'

/** Written as the schema of our spans. */
export const SPAN_SCHEMA_URL: string = `https://opentelemetry.io/schemas/${GEN_AI_CONVENTIONS_VERSION}`

export const GEN_AI = {
  operation: 'gen_ai.operation.name',
  provider: 'gen_ai.provider.name',
  conversation: 'gen_ai.conversation.id',
  outputType: 'gen_ai.output.type',
  requestModel: 'gen_ai.request.model',
  requestMaxTokens: 'gen_ai.request.max_tokens',
  requestChoiceCount: 'gen_ai.request.choice.count',
  requestTemperature: 'gen_ai.request.temperature',
  requestTopP: 'gen_ai.request.top_p',
  requestTopK: 'gen_ai.request.top_k',
  requestStopSequences: 'gen_ai.request.stop_sequences',
  requestFrequencyPenalty: 'gen_ai.request.frequency_penalty',
  requestPresencePenalty: 'gen_ai.request.presence_penalty',
  requestSeed: 'gen_ai.request.seed',
  requestStream: 'gen_ai.request.stream',
  responseId: 'gen_ai.response.id',
  responseModel: 'gen_ai.response.model',
  responseFinishReasons: 'gen_ai.response.finish_reasons',
  /** Seconds. */
  responseTimeToFirstChunk: 'gen_ai.response.time_to_first_chunk',
  usageInputTokens: 'gen_ai.usage.input_tokens',
  usageOutputTokens: 'gen_ai.usage.output_tokens',
  usageCacheReadTokens: 'gen_ai.usage.cache_read.input_tokens',
  usageCacheWriteTokens: 'gen_ai.usage.cache_creation.input_tokens',
  usageReasoningTokens: 'gen_ai.usage.reasoning.output_tokens',
  systemInstructions: 'gen_ai.system_instructions',
  inputMessages: 'gen_ai.input.messages',
  outputMessages: 'gen_ai.output.messages',
  toolDefinitions: 'gen_ai.tool.definitions',
  toolName: 'gen_ai.tool.name',
  toolType: 'gen_ai.tool.type',
  toolDescription: 'gen_ai.tool.description',
  toolCallId: 'gen_ai.tool.call.id',
  toolCallArguments: 'gen_ai.tool.call.arguments',
  toolCallResult: 'gen_ai.tool.call.result',
  agentId: 'gen_ai.agent.id',
  agentName: 'gen_ai.agent.name',
  agentDescription: 'gen_ai.agent.description',
  workflowName: 'gen_ai.workflow.name',
  dataSource: 'gen_ai.data_source.id',
  retrievalQuery: 'gen_ai.retrieval.query.text',
  retrievalDocuments: 'gen_ai.retrieval.documents',
  embeddingsDimensionCount: 'gen_ai.embeddings.dimension.count',
} as const

/** Ours, where the conventions have no name. */
export const KYMO_SPAN = {
  /** Step of the run that the span belongs to. */
  step: 'kymo.step',
  /** `cancelled` or `interrupted`: it ended, and that was no error. */
  outcome: 'kymo.outcome',
  /** `chain`, `node`, `evaluation` and the like, where the conventions have no name for an operation. */
  operation: 'kymo.operation',
  /** JSON text of what went in and came out. */
  input: 'kymo.input.value',
  output: 'kymo.output.value',
  /** US dollars. */
  cost: 'kymo.cost_usd',
  /** Of the resource: where the spans belong. */
  entity: 'kymo.entity',
  project: 'kymo.project',
  run: 'kymo.run',
  writer: 'kymo.writer',
} as const
