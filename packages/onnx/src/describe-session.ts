import type { InferenceSessionLike, SessionOptionsLike, ValueMetadataLike } from './framework-types.ts'

/** What of a session goes into the run's configuration; parts that cannot be read are left out. */
export interface SessionDescription {
  /** In the order in which they are tried; ONNX Runtime does not tell which one computes. */
  readonly executionProviders?: readonly string[]
  readonly options?: Readonly<Record<string, unknown>>
  readonly inputs?: readonly ValueDescription[]
  readonly outputs?: readonly ValueDescription[]
  readonly onnxruntime?: Readonly<Record<string, string>>
  /** Time that `create` took; known to {@link autolog} only. */
  readonly loadMs?: number
}

/** One input or output of a session or of a model. */
export interface ValueDescription {
  readonly name: string
  readonly type?: string
  /** A text is a dimension that is not fixed. */
  readonly shape?: readonly (number | string)[]
}

/** Values beyond this many are left out: a configuration is read by people. */
export const MAX_LISTED_VALUES = 100

const OPTIONS = [
  'intraOpNumThreads',
  'interOpNumThreads',
  'graphOptimizationLevel',
  'executionMode',
  'enableCpuMemArena',
  'enableMemPattern',
  'enableProfiling',
] as const

export function describeSession(
  session: InferenceSessionLike,
  options: SessionOptionsLike | undefined,
): SessionDescription {
  const chosen = describeOptions(options)
  return {
    executionProviders: describeProviders(options?.executionProviders),
    ...(Object.keys(chosen).length === 0 ? {} : { options: chosen }),
    inputs: describeValues(session.inputNames, session.inputMetadata),
    outputs: describeValues(session.outputNames, session.outputMetadata),
  }
}

/** Node's default when none is asked for. */
const DEFAULT_PROVIDERS: readonly string[] = ['cpu']

function describeProviders(providers: readonly unknown[] | undefined): readonly string[] {
  if (!Array.isArray(providers) || providers.length === 0) return DEFAULT_PROVIDERS
  return providers.slice(0, MAX_LISTED_VALUES).map((provider: unknown) => {
    if (typeof provider === 'string') return provider
    const name = (provider as { readonly name?: unknown } | null)?.name
    return typeof name === 'string' ? name : 'unknown'
  })
}

function describeOptions(options: SessionOptionsLike | undefined): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    OPTIONS.map((name) => [name, options?.[name]] as const).filter(
      ([, value]) => typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean',
    ),
  )
}

function describeValues(
  names: readonly string[],
  metadata: readonly ValueMetadataLike[] | undefined,
): ValueDescription[] {
  const known = new Map((metadata ?? []).map((value) => [value.name, value]))
  return names.slice(0, MAX_LISTED_VALUES).map((name) => {
    const { type, shape } = known.get(name) ?? {}
    return {
      name,
      ...(type === undefined ? {} : { type }),
      ...(shape === undefined ? {} : { shape: [...shape] }),
    }
  })
}
