import type { EnvironmentInit } from './basic-facts.ts'

/** Members whose JSON name is not the field's in lowerCamelCase: W&B's own. */
const JSON_NAMES: ReadonlyMap<string, string> = new Map([
  ['cpuCount', 'cpu_count'],
  ['cpuCountLogical', 'cpu_count_logical'],
  ['gpuType', 'gpu'],
  ['gpuCount', 'gpu_count'],
  ['gpuNvidia', 'gpu_nvidia'],
  ['gpuAmd', 'gpu_amd'],
  ['remoteUrl', 'remote'],
])
/** 64-bit integers are texts in protobuf's JSON. */
const LARGE = new Set([
  'total',
  'used',
  'memoryTotal',
  'swapTotalBytes',
  'ramTotalBytes',
  'kymoMemoryLimit',
  'kymoPid',
])

/** The environment as W&B's `wandb-metadata.json` has it: protobuf's JSON without default values. */
export function metadataFile(environment: EnvironmentInit): string {
  return `${JSON.stringify(toJson(environment), null, 2)}\n`
}

function toJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toJson)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => !isDefault(member))
      .map(([name, member]) => {
        if (name === 'startedAt') return [name, toIsoText(member as Timestamp)]
        if (LARGE.has(name) && typeof member === 'number') return [name, String(member)]
        return [JSON_NAMES.get(name) ?? name, toJson(member)]
      }),
  )
}

interface Timestamp {
  readonly seconds?: number | null
  readonly nanos?: number | null
}

function toIsoText({ seconds, nanos }: Timestamp): string {
  return new Date((seconds ?? 0) * 1000 + (nanos ?? 0) / 1e6).toISOString()
}

function isDefault(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0 || value === false) return true
  return typeof value === 'object' && Object.keys(value).length === 0
}
