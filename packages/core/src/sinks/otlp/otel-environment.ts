/** Variables as a process is given them. */
export type Env = Readonly<Record<string, string | undefined>>

type Pairs = readonly (readonly [key: string, value: string])[]

const DEFAULT_ENDPOINT = 'http://localhost:4318'
const TRACES_PATH = 'v1/traces'
export const DEFAULT_TIMEOUT_MS = 10_000
const MAX_TIMEOUT_MS = 600_000

/** What OpenTelemetry's variables say of sending traces. @see https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
export interface OtelEnvironment {
  /** Traces only, as it is; else the base with the path of traces. */
  readonly url: string
  /** True when a variable names it. */
  readonly isGiven: boolean
  readonly headers: Pairs
  readonly compression: 'gzip' | 'none'
  readonly timeoutMs: number
  readonly resource: Pairs
  /** Sentences for the user. */
  readonly warnings: readonly string[]
}

export function readOtelEnvironment(env: Env): OtelEnvironment {
  const ofTraces = textOf(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT')
  const base = textOf(env, 'OTEL_EXPORTER_OTLP_ENDPOINT')
  const headers = mergePairs(
    parsePairs(textOf(env, 'OTEL_EXPORTER_OTLP_HEADERS')),
    parsePairs(textOf(env, 'OTEL_EXPORTER_OTLP_TRACES_HEADERS')),
  )
  const service = textOf(env, 'OTEL_SERVICE_NAME')
  return {
    url: ofTraces ?? addTracesPath(base ?? DEFAULT_ENDPOINT),
    isGiven: ofTraces !== undefined || base !== undefined,
    headers,
    compression: eitherOf(env, 'COMPRESSION') === 'none' ? 'none' : 'gzip',
    timeoutMs: toTimeout(eitherOf(env, 'TIMEOUT')),
    resource: mergePairs(
      parsePairs(textOf(env, 'OTEL_RESOURCE_ATTRIBUTES')),
      service === undefined ? [] : [['service.name', service]],
    ),
    warnings: findUnsupported(env),
  }
}

/** Adds the path of traces to the base address of a receiver. */
export function addTracesPath(base: string): string {
  return `${base.replace(/\/+$/, '')}/${TRACES_PATH}`
}

/** `key=value,key=value`, each percent-encoded. What is no pair is left out. */
export function parsePairs(text: string | undefined): Pairs {
  return (text ?? '').split(',').flatMap((pair): Pairs => {
    const at = pair.indexOf('=')
    const key = decode(pair.slice(0, Math.max(0, at)).trim())
    return at < 0 || key === '' ? [] : [[key, decode(pair.slice(at + 1).trim())]]
  })
}

/** Of two with one name the later counts. */
export function mergePairs(...lists: readonly Pairs[]): Pairs {
  return [...new Map(lists.flat())]
}

export function textOf(env: Env, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = env[name]?.trim()
    if (text !== undefined && text !== '') return text
  }
  return undefined
}

function eitherOf(env: Env, name: string): string | undefined {
  return textOf(env, `OTEL_EXPORTER_OTLP_TRACES_${name}`, `OTEL_EXPORTER_OTLP_${name}`)
}

function toTimeout(text: string | undefined): number {
  const timeoutMs = Number(text ?? DEFAULT_TIMEOUT_MS)
  return timeoutMs >= 1 && timeoutMs <= MAX_TIMEOUT_MS ? Math.round(timeoutMs) : DEFAULT_TIMEOUT_MS
}

function findUnsupported(env: Env): string[] {
  const protocol = eitherOf(env, 'PROTOCOL')
  const warnings: string[] = []
  if (protocol !== undefined && protocol !== 'http/protobuf')
    warnings.push(
      `Spans are sent as http/protobuf: the protocol '${protocol.slice(0, 40)}' of OTEL_EXPORTER_OTLP_PROTOCOL is not one of ours`,
    )
  if (eitherOf(env, 'CERTIFICATE') !== undefined || eitherOf(env, 'CLIENT_CERTIFICATE') !== undefined)
    warnings.push(
      'OTEL_EXPORTER_OTLP_CERTIFICATE and its like are not read: name a certificate in NODE_EXTRA_CA_CERTS',
    )
  return warnings
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
