import { createHash } from 'node:crypto'
import type { ModelArtifacts, ModelFile } from './model-files.ts'
import { toModelFiles } from './model-files.ts'

/** A `tf.LayersModel`, as far as it is saved. */
export interface SavableModel {
  readonly name: string
  save(handler: object, config?: { readonly includeOptimizer?: boolean }): Promise<unknown>
}

/** A model at one moment: nothing of it belongs to TensorFlow.js any more. */
export interface CapturedModel {
  readonly files: readonly ModelFile[]
  /** Of all files, in their order. */
  readonly sha256: string
}

interface NamedTensor {
  readonly tensor: { readonly assign?: unknown; dispose(): void }
}

interface Optimizer {
  getWeights?: () => Promise<readonly NamedTensor[]>
}

/** Takes the bytes of a model. @throws what `model.save` throws */
export async function captureModel(model: SavableModel, includeOptimizer: boolean): Promise<CapturedModel> {
  let files: ModelFile[] = []
  const save = async (artifacts: ModelArtifacts): Promise<object> => {
    files = toModelFiles(artifacts)
    return { modelArtifactsInfo: describeArtifacts(artifacts) }
  }
  await withoutLeak(model, () => model.save({ save }, { includeOptimizer }))
  const hash = createHash('sha256')
  for (const { content } of files) hash.update(content)
  return { files, sha256: hash.digest('hex') }
}

/** What `save` of a handler answers. */
export function describeArtifacts(artifacts: ModelArtifacts): object {
  const { weightData, weightSpecs, modelTopology } = artifacts
  const buffers = weightData instanceof ArrayBuffer ? [weightData] : (weightData ?? [])
  return {
    dateSaved: new Date(),
    modelTopologyType: 'JSON',
    modelTopologyBytes: byteLengthOf(modelTopology),
    weightSpecsBytes: byteLengthOf(weightSpecs),
    weightDataBytes: buffers.reduce((sum, { byteLength }) => sum + byteLength, 0),
  }
}

/**
 * Disposes of what `getWeights()` of an optimizer makes: the number of iterations as a new tensor, which TensorFlow.js forgets at
 * every save. The others are variables of the optimizer.
 */
async function withoutLeak(model: SavableModel, save: () => Promise<unknown>): Promise<void> {
  const optimizer = (model as { readonly optimizer?: Optimizer }).optimizer
  const original = optimizer?.getWeights
  if (optimizer === undefined || original === undefined || Object.hasOwn(optimizer, 'getWeights'))
    return void (await save())
  const made: NamedTensor[] = []
  optimizer.getWeights = async () => {
    const weights = await Reflect.apply(original, optimizer, [])
    made.push(...weights.filter(({ tensor }) => typeof tensor.assign !== 'function'))
    return weights
  }
  try {
    await save()
  } finally {
    delete optimizer.getWeights
    for (const { tensor } of made) tensor.dispose()
  }
}

function byteLengthOf(value: unknown): number {
  return value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value))
}
