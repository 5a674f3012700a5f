import { describeModel, type ModelDescription } from './describe-model.ts'
import type { FitParams } from './framework-types.ts'

/** What of a fit goes into the run's configuration; parts that cannot be read are left out. */
export interface FitDescription {
  readonly version?: string
  readonly backend?: string
  readonly fit?: FitParams
  readonly model?: ModelDescription
}

/** @param tf the namespace; only its version and back-end are read */
export function describeFit(
  tf: { getBackend(): string },
  params: FitParams | undefined,
  model: unknown,
): FitDescription {
  const version = readVersion(tf)
  return {
    ...(version === undefined ? {} : { version }),
    backend: tf.getBackend(),
    ...(params ? { fit: pickFitParams(params) } : {}),
    ...(model ? { model: describeModel(model) } : {}),
  }
}

/** `tf.version` is an object of versions by package; the packages on their own have a string. */
function readVersion(tf: object): string | undefined {
  const version: unknown = 'version' in tf ? tf.version : undefined
  if (typeof version === 'string') return version
  if (typeof version !== 'object' || version === null) return undefined
  const versions = new Map<string, unknown>(Object.entries(version))
  const found = versions.get('tfjs') ?? versions.get('tfjs-core')
  return typeof found === 'string' ? found : undefined
}

const FIT_PARAMS = ['epochs', 'initialEpoch', 'batchSize', 'samples', 'steps', 'doValidation'] as const

function pickFitParams(params: FitParams): FitParams {
  return Object.fromEntries(
    FIT_PARAMS.map((name) => [name, params[name]] as const).filter(
      ([, value]) => value !== null && value !== undefined,
    ),
  )
}
