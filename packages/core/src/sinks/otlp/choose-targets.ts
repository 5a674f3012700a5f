import type { OtlpBackend, OtlpChoice, OtlpSetting, OtlpSettings } from '../../settings/otlp-settings.ts'
import { OTLP_BACKENDS } from '../../settings/otlp-settings.ts'
import { addTracesPath, mergePairs, readOtelEnvironment, type Env } from './otel-environment.ts'
import { PRESETS, type Preset } from './presets.ts'
import { findOtlpProblem, otlpCursorName, type OtlpTarget } from './target.ts'

export interface ChosenTargets {
  readonly targets: readonly OtlpTarget[]
  /** Why one of them cannot be used, and what else the user should know. */
  readonly warnings: readonly string[]
}

/** Makes targets of the setting `otlp`. Never throws: what is missing for one is told, and the others are used. */
export function chooseOtlpTargets(setting: OtlpSetting, env: Env): ChosenTargets {
  const choices = (Array.isArray(setting) ? setting : [setting]) as readonly OtlpChoice[]
  const wanted = choices.filter((choice) => choice !== false).map(toSettings)
  if (wanted.length === 0) return { targets: [], warnings: [] }
  const targets = new Map<string, OtlpTarget>()
  const warnings = new Set(readOtelEnvironment(env).warnings)
  for (const settings of wanted) {
    const target = toTarget(settings, env)
    if (typeof target === 'string') warnings.add(target)
    else targets.set(otlpCursorName(target), target)
  }
  return { targets: [...targets.values()], warnings: [...warnings] }
}

function toSettings(choice: OtlpChoice): OtlpSettings {
  if (typeof choice === 'object') return choice
  if (typeof choice === 'boolean') return { backend: 'collector' }
  return isBackend(choice) ? { backend: choice } : addressOf(choice)
}

/** An address without a path is that of a receiver, one with a path is meant as it is. */
function addressOf(text: string): OtlpSettings {
  return new URL(text).pathname === '/' ? { endpoint: text } : { url: text }
}

function isBackend(text: string): text is OtlpBackend {
  return (OTLP_BACKENDS as readonly string[]).includes(text)
}

/** @returns a sentence when something is missing */
function toTarget(settings: OtlpSettings, env: Env): OtlpTarget | string {
  const { backend = 'collector', endpoint, url, headers = {}, resource = {} } = settings
  const otel = readOtelEnvironment(env)
  const own = url ?? (endpoint === undefined ? undefined : addTracesPath(endpoint))
  const result = PRESETS[backend](env)
  const hasAll = own !== undefined && Object.keys(headers).length > 0
  if (result.kind === 'missing' && !hasAll) return `Cannot send spans to ${backend}: ${result.reason}`
  const preset: Preset =
    result.kind === 'preset'
      ? result.preset
      : { url: '', headers: [], resource: [], resourceCopies: [], dialect: 'shared' }
  const target: OtlpTarget = {
    name: backend,
    url: own ?? preset.url,
    headers: mergePairs(
      preset.headers,
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const),
    ),
    compression: settings.compression ?? preset.compression ?? otel.compression,
    timeoutMs: settings.timeoutMs ?? otel.timeoutMs,
    resource: mergePairs(otel.resource, preset.resource, Object.entries(resource)),
    resourceCopies: preset.resourceCopies,
    dialect: preset.dialect,
  }
  const problem = findOtlpProblem(target)
  return problem === undefined ? target : `Cannot send spans to ${backend}: ${problem}`
}
