import type { SpanAttribute, SpanKindNumber } from '@kymo/protocol'
import type { SpanDetail, SpanInfo } from '../api/trace-types.ts'
import type { Entry } from '../api/types.ts'
import { toAttributeValue } from './attribute-value.ts'
import { mapSpan } from './map-span.ts'
import type { FoundSpanRecord } from './read-span-record.ts'

const KINDS: Readonly<Record<SpanKindNumber, SpanDetail['kind']>> = {
  0: 'internal',
  1: 'internal',
  2: 'server',
  3: 'client',
  4: 'producer',
  5: 'consumer',
}

/** Everything that is known of one span. @param info what the tree shows of it */
export function toSpanDetail(info: SpanInfo, { span, scope, resource }: FoundSpanRecord): SpanDetail {
  const { inputMessages, outputMessages, input, output, toolDefinitions, parameters, thread } = mapSpan(span)
  const { droppedAttributes, droppedEvents, droppedLinks } = span
  const present = Object.fromEntries(
    Object.entries({
      inputMessages,
      outputMessages,
      input,
      output,
      toolDefinitions,
      parameters,
      thread,
    }).filter(([, value]) => value !== undefined),
  )
  return {
    ...info,
    ...present,
    kind: KINDS[span.kind],
    ...(span.status.message === '' ? {} : { statusMessage: span.status.message }),
    ...(scope === '' ? {} : { scope }),
    attributes: toEntries(span.attributes),
    resource: toEntries(resource),
    events: span.events.map(({ name, timeNs, attributes }) => ({
      name,
      timeMs: Number(timeNs) / 1e6,
      attributes: toEntries(attributes),
    })),
    links: span.links.map(({ traceId, spanId }) => ({ traceId, spanId })),
    dropped: droppedAttributes + droppedEvents + droppedLinks,
  }
}

function toEntries(attributes: readonly SpanAttribute[]): Entry[] {
  return attributes.map(([key, value]) => [key, toAttributeValue(value)] as const)
}
