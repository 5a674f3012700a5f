import { describeModel, type ModelDescription } from './describe-model.ts'
import type { FitParams } from './framework-types.ts'

/** What of a fit goes into the run's configuration; parts that cannot be read are left out. */
export interface FitDescription {
  readonly version?: string
  readonly backend?: string
  /** Whether tfjs-node computes on a GPU; not there on other back-ends. */
  readonly gpu?: boolean
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
  const gpu = readDevice(tf)?.isUsingGpu
  return {
    ...(version === undefined ? {} : { version }),
    backend: tf.getBackend(),
    ...(gpu === undefined ? {} : { gpu }),
    ...(params ? { fit: pickFitParams(params) } : {}),
    ...(model ? { model: describeModel(model) } : {}),
  }
}

/** What tfjs-node computes on. */
export interface TfjsNodeDevice {
  readonly isUsingGpu: boolean
  /** Whether it is the package tfjs-node-gpu, which should. */
  readonly isGpuPackage: boolean
}

/** @returns undefined for other back-ends */
export function readDevice(tf: object): TfjsNodeDevice | undefined {
  try {
    const { engine } = tf as {
      engine?: () => { backend?: { isUsingGpuDevice?: unknown; isGPUPackage?: unknown } }
    }
    const { isUsingGpuDevice, isGPUPackage } = engine?.().backend ?? {}
    if (typeof isUsingGpuDevice !== 'boolean') return undefined
    return { isUsingGpu: isUsingGpuDevice, isGpuPackage: isGPUPackage === true }
  } catch {
    return undefined
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
