import { mkdtempSync, readFileSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { init, type Run } from '@kymo/core'
import { decodeTraceRequest, LogReader, type SpanRecord, type SpanValue } from '@kymo/protocol'

/** A real run in a folder of its own, that measures nothing else. */
export function startRun(): Promise<Run> {
  return init({
    project: 'langchain',
    mode: 'offline',
    quiet: true,
    console: false,
    environment: false,
    git: false,
    systemMetrics: false,
    dir: mkdtempSync(join(tmpdir(), 'kymo-langchain-')),
    reinit: 'create_new',
  })
}

export interface TreeSpan {
  readonly name: string
  readonly outcome: string
  readonly attributes: ReadonlyMap<string, SpanValue>
  readonly events: readonly string[]
  readonly children: readonly TreeSpan[]
}

/** All spans of a run folder as trees, by their start. */
export function treesOf(folder: string): TreeSpan[] {
  const spans = readSpans(folder)
  const build = (parent: string, traceId?: string): TreeSpan[] =>
    spans
      .filter((span) => span.parentSpanId === parent && (traceId === undefined || span.traceId === traceId))
      .map((span) => ({
        name: span.name,
        outcome: outcomeOf(span),
        attributes: new Map(span.attributes),
        events: span.events.map(({ name }) => name),
        children: build(span.spanId, span.traceId),
      }))
  return build('')
}

export function readSpans(folder: string): SpanRecord[] {
  const file = readdirSync(folder).find((name) => name.endsWith('.spans'))
  if (file === undefined) return []
  const spans = new Map<string, SpanRecord>()
  const reader = new LogReader()
  reader.push(readFileSync(join(folder, file)))
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    for (const { scopes } of decodeTraceRequest(entry.payload))
      for (const span of scopes.flatMap((scope) => scope.spans)) spans.set(span.spanId, span)
  return [...spans.values()]
}

function outcomeOf({ status, endNs, attributes }: SpanRecord): string {
  const own = attributes.find(([key]) => key === 'kymo.outcome')?.[1]
  if (typeof own === 'string') return own
  if (endNs === 0n) return 'open'
  return ['unset', 'ok', 'error'][status.code] ?? ''
}

/** `a > [b, c > [d]]`, for looking at a whole tree. */
export function outline(spans: readonly TreeSpan[]): string {
  return spans
    .map(({ name, children }) => (children.length === 0 ? name : `${name} > [${outline(children)}]`))
    .join(', ')
}

/** Every span of the trees. */
export function flat(spans: readonly TreeSpan[]): TreeSpan[] {
  return spans.flatMap((span) => [span, ...flat(span.children)])
}
