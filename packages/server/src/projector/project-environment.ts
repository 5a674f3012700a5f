import type { LogRecord } from '@kymo/protocol'
import type { Entry, Value } from '../api/types.ts'
import { toRecord } from '../domain/api-value.ts'
import { timeOf } from './record-time.ts'

/** Names that the JSON form of the record does not write in camel case. */
const JSON_NAMES = new Map([
  ['cpuCount', 'cpu_count'],
  ['cpuCountLogical', 'cpu_count_logical'],
  ['gpuType', 'gpu'],
  ['gpuCount', 'gpu_count'],
  ['gpuNvidia', 'gpu_nvidia'],
  ['gpuAmd', 'gpu_amd'],
])
const MAX_DEPTH = 8

/** What is set in the record, as wandb-metadata.json has it. */
export function environmentJson(environment: NonNullable<LogRecord['environment']>): Entry[] {
  const entries: [string, Value][] = []
  for (const [name, value] of Object.entries(environment)) {
    const json = name === 'startedAt' ? isoTime(environment.startedAt) : toJson(value, 0)
    if (json !== undefined && name !== 'info' && name !== '_info')
      entries.push([JSON_NAMES.get(name) ?? name, json])
  }
  return entries
}

function isoTime(timestamp: Parameters<typeof timeOf>[0]): Value | undefined {
  const ms = timeOf(timestamp)
  return ms === undefined || Math.abs(ms) > 8.64e15 ? undefined : new Date(ms).toISOString()
}

/** Without what is not set. */
function toJson(value: unknown, depth: number): Value | undefined {
  if (value === null || value === undefined || value === '' || depth > MAX_DEPTH) return undefined
  if (typeof value === 'string' || typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value)
  if (Array.isArray(value)) {
    return value.length === 0 ? undefined : value.map((inner) => toJson(inner, depth + 1) ?? null)
  }
  if (typeof value !== 'object') return undefined
  const entries = Object.entries(value).flatMap(([name, inner]): [string, Value][] => {
    const json = toJson(inner, depth + 1)
    return json === undefined ? [] : [[name, json]]
  })
  return entries.length === 0 ? undefined : toRecord(entries)
}
