import { inputsOf } from './model-graph.ts'

/** Layers beyond this many are counted but not listed: a configuration is read by people. */
export const MAX_LISTED_LAYERS = 100

/** Losses and metrics beyond this many are left out. */
const MAX_LISTED_FUNCTIONS = 32

/** What of a model goes into the run's configuration. */
export interface ModelDescription {
  readonly name?: string
  readonly className?: string
  readonly parameterCount?: number
  readonly trainableParameterCount?: number
  readonly optimizer?: { readonly className?: string; readonly [hyperparameter: string]: unknown }
  readonly loss?: unknown
  readonly metrics?: unknown
  readonly layerCount?: number
  readonly layers?: readonly LayerDescription[]
}

/** One row of what `model.summary()` prints. */
export interface LayerDescription {
  readonly name?: string
  readonly className?: string
  /** Dimensions, null for the batch; a list of them where a layer has several outputs. */
  readonly outputShape?: unknown
  readonly parameterCount?: number
  /** Names of the layers before it; the input that a `tf.sequential` makes itself is named here only. */
  readonly inputs?: readonly string[]
  /** Only where it is not. */
  readonly trainable?: false
}

/** Model and optimizer of TensorFlow.js as they are found: every part may be missing, wrong or throw. */
interface UncheckedModel {
  readonly name?: unknown
  readonly optimizer?: UncheckedObject
  readonly loss?: unknown
  readonly metrics?: unknown
  readonly layers?: readonly UncheckedObject[]
  readonly trainableWeights?: readonly { readonly shape: readonly number[] }[]
  getClassName?(): string
  countParams?(): number
}

interface UncheckedObject {
  readonly name?: unknown
  readonly outputShape?: unknown
  readonly trainable?: unknown
  getClassName?(): string
  getConfig?(): Readonly<Record<string, unknown>>
  countParams?(): number
}

/** Describes a model; what cannot be read is left out, never thrown. */
export function describeModel(model: unknown): ModelDescription {
  const source = model as UncheckedModel
  return withoutMissing({
    name: attempt(() => asText(source.name)),
    className: attempt(() => source.getClassName?.()),
    parameterCount: attempt(() => source.countParams?.()),
    trainableParameterCount: attempt(() =>
      source.trainableWeights?.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    ),
    optimizer: attempt(() => describeOptimizer(source.optimizer)),
    loss: attempt(() => nameFunctions(source.loss)),
    metrics: attempt(() => nameFunctions(source.metrics)),
    layerCount: attempt(() => source.layers?.length),
    layers: attempt(() => source.layers?.slice(0, MAX_LISTED_LAYERS).map((layer) => describeLayer(layer))),
  })
}

/** The learning rate of the model's optimizer; none of its schedules hide it, since TensorFlow.js has no schedules. */
export function readLearningRate(model: unknown): number | undefined {
  const rate = (model as { optimizer?: { learningRate?: unknown } } | undefined)?.optimizer?.learningRate
  return typeof rate === 'number' ? rate : undefined
}

function describeOptimizer(optimizer: UncheckedObject | undefined): ModelDescription['optimizer'] {
  if (!optimizer) return undefined
  const className = attempt(() => optimizer.getClassName?.())
  return { ...attempt(() => optimizer.getConfig?.()), ...(className === undefined ? {} : { className }) }
}

function describeLayer(layer: UncheckedObject): LayerDescription {
  return withoutMissing({
    name: attempt(() => asText(layer.name)),
    className: attempt(() => layer.getClassName?.()),
    outputShape: attempt(() => layer.outputShape),
    parameterCount: attempt(() => layer.countParams?.()),
    inputs: attempt(() => inputNames(layer)),
    trainable: attempt(() => (layer.trainable === false ? (false as const) : undefined)),
  })
}

function inputNames(layer: UncheckedObject): readonly string[] | undefined {
  const names = inputsOf(layer).slice(0, MAX_LISTED_FUNCTIONS)
  return names.length === 0 ? undefined : names
}

/** Losses and metrics are names, functions, lists of them, or either by output name. */
function nameFunctions(value: unknown): unknown {
  if (typeof value === 'string') return value
  if (typeof value === 'function') return value.name || 'custom'
  if (Array.isArray(value)) return value.slice(0, MAX_LISTED_FUNCTIONS).map((item) => nameFunctions(item))
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.entries(value).slice(0, MAX_LISTED_FUNCTIONS)
  return Object.fromEntries(entries.map(([output, item]) => [output, nameFunctions(item)]))
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1)
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

/** Layers and optimizers are often the user's own classes, unbuilt or half finished: one that throws costs its line only. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function withoutMissing<T extends object>(description: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const present = Object.entries(description).filter(([, value]) => value !== undefined)
  return Object.fromEntries(present) as { [K in keyof T]: Exclude<T[K], undefined> }
}
