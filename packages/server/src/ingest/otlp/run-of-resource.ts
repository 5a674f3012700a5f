import { createHash } from 'node:crypto'
import { isRunId, KYMO_SPAN, type SpanAttribute } from '@kymo/protocol'
import type { RunRef } from '../../api/types.ts'

/** What an exporter may say in headers instead of resource attributes. */
export const RUN_HEADERS = { entity: 'kymo-entity', project: 'kymo-project', run: 'kymo-run' } as const

/** Where nothing is said: as for a run of which nothing is said. */
const DEFAULT_ENTITY = 'default'
const DEFAULT_NAME = 'otlp'
const MAX_NAME_LENGTH = 128
/** What OpenTelemetry calls a program that has no name. */
const UNKNOWN_SERVICE = /^unknown_service(?::|$)/
const HASH_LENGTH = 8

interface Headers {
  get(name: string): string | null
}

export type RunPlace =
  | { readonly kind: 'run'; readonly ref: RunRef }
  | { readonly kind: 'invalid'; readonly reason: string }

/**
 * The run that spans of a resource belong to. For each part of its name the first that is there counts: the attribute of ours,
 * the header, what other tools say, and for a run and a project the name of the service.
 */
export function runOfResource(resource: readonly SpanAttribute[], headers: Headers): RunPlace {
  const attributes = new Map(resource)
  const read = (...keys: readonly string[]): string | undefined => {
    for (const key of keys) {
      const value = attributes.get(key)
      if (typeof value === 'string' && value.trim() !== '') return value.trim()
    }
    return undefined
  }
  const service = serviceName(read('service.name'))
  const given =
    read(KYMO_SPAN.run) ?? header(headers, RUN_HEADERS.run) ?? read('wandb.run_id', 'wandb.wb_run_id')
  if (given !== undefined && !isRunId(given)) return invalidRun(given)
  return {
    kind: 'run',
    ref: {
      entity: toName(
        read(KYMO_SPAN.entity) ??
          header(headers, RUN_HEADERS.entity) ??
          read('wandb.entity') ??
          DEFAULT_ENTITY,
      ),
      project: toName(
        read(KYMO_SPAN.project) ??
          header(headers, RUN_HEADERS.project) ??
          read('wandb.project', 'openinference.project.name') ??
          service,
      ),
      run: given ?? toRunId(service),
    },
  }
}

function invalidRun(given: string): RunPlace {
  return {
    kind: 'invalid',
    reason: `'${given.slice(0, 40)}' is no id of a run: it must be 1 to 64 of A-Z, a-z, 0-9, '.', '_' and '-'`,
  }
}

function serviceName(name: string | undefined): string {
  return name === undefined || UNKNOWN_SERVICE.test(name) ? DEFAULT_NAME : name
}

function header(headers: Headers, name: string): string | undefined {
  const value = headers.get(name)?.trim()
  return value === undefined || value === '' ? undefined : decode(value)
}

/** OTEL_EXPORTER_OTLP_HEADERS is percent-encoded; exporters differ in whether they undo it. */
function decode(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}

/** Any text as an entity or a project; different long texts stay different. */
function toName(name: string): string {
  const clean = name.replaceAll(/[\p{Cc}\p{Cs}]/gu, ' ').trim()
  if (clean.length <= MAX_NAME_LENGTH) return clean === '' ? DEFAULT_NAME : clean
  return `${clean.slice(0, MAX_NAME_LENGTH - HASH_LENGTH - 1).replace(/\p{Cs}$/u, '')}-${hash(name)}`
}

/** Any text as the id of a run; different texts have different ids. */
function toRunId(name: string): string {
  if (isRunId(name)) return name
  const clean = name
    .replaceAll(/[^A-Za-z0-9_-]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 64 - HASH_LENGTH - 1)
  return `${clean === '' ? DEFAULT_NAME : clean}-${hash(name)}`
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, HASH_LENGTH)
}
