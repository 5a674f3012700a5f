import { GEN_AI, KYMO_SPAN, type SpanAttribute } from '@kymo/protocol'

/** OpenInference's kinds, for spans that OpenTelemetry has no name for. */
const KINDS: ReadonlyMap<unknown, string> = new Map([
  ['agent', 'AGENT'],
  ['chain', 'CHAIN'],
  ['embedding', 'EMBEDDING'],
  ['evaluation', 'EVALUATOR'],
  ['llm', 'LLM'],
  ['node', 'CHAIN'],
  ['retriever', 'RETRIEVER'],
  ['tool', 'TOOL'],
])

/**
 * Says what only Kymo calls by its names in those of OpenInference too, which every backend for LLM spans reads. What is there
 * under such a name already stays.
 */
export function toSharedDialect(attributes: readonly SpanAttribute[]): readonly SpanAttribute[] {
  const given = new Map(attributes)
  const added: SpanAttribute[] = []
  const add = (key: string, value: SpanAttribute[1] | undefined): void => {
    if (value !== undefined && value !== null && !given.has(key)) added.push([key, value])
  }
  for (const [own, shared] of [
    [KYMO_SPAN.input, 'input'],
    [KYMO_SPAN.output, 'output'],
  ] as const) {
    const value = given.get(own)
    if (value === undefined || given.has(`${shared}.value`)) continue
    add(`${shared}.value`, value)
    add(`${shared}.mime_type`, 'application/json')
  }
  add('session.id', given.get(GEN_AI.conversation))
  add('llm.cost.total', given.get(KYMO_SPAN.cost))
  // Where there is an operation, backends read OpenTelemetry's names, and a kind of OpenInference would stop them.
  if (!given.has(GEN_AI.operation)) add('openinference.span.kind', KINDS.get(given.get(KYMO_SPAN.operation)))
  return added.length === 0 ? attributes : [...attributes, ...added]
}
