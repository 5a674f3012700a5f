/** What TensorFlow.js hands to a save handler and takes from a load handler, as far as it is looked at. */
export interface ModelArtifacts {
  readonly modelTopology?: unknown
  readonly weightSpecs?: readonly unknown[]
  readonly weightData?: ArrayBuffer | readonly ArrayBuffer[]
  readonly [other: string]: unknown
}

/** One file of a saved model. */
export interface ModelFile {
  readonly path: string
  readonly content: string | Uint8Array
}

/** `model.json`, the layout that all of TensorFlow.js reads. */
interface ModelJson {
  readonly modelTopology?: unknown
  readonly weightsManifest?: readonly {
    readonly paths?: readonly string[]
    readonly weights?: readonly unknown[]
  }[]
  readonly [other: string]: unknown
}

export const MODEL_JSON = 'model.json'

/** A buffer of Node 20 holds 4 GiB, and a file is read at once up to 2 GiB. */
const MAX_SHARD_BYTES = 1024 ** 3

/** Everything else of the artifacts that belongs into `model.json`. */
const OTHER_PARTS = [
  'format',
  'generatedBy',
  'convertedBy',
  'trainingConfig',
  'signature',
  'userDefinedMetadata',
  'modelInitializer',
  'initializerSignature',
] as const

/**
 * A model as files: `model.json` and its weights beside it, as `tf.loadLayersModel` reads them from a folder or a web server.
 * Equal models give equal bytes.
 */
export function toModelFiles(
  artifacts: ModelArtifacts,
  maxShardBytes: number = MAX_SHARD_BYTES,
): ModelFile[] {
  const shards = shardsOf(joinBuffers(artifacts.weightData), maxShardBytes)
  const json: Record<string, unknown> = { modelTopology: artifacts.modelTopology }
  for (const part of OTHER_PARTS) if (artifacts[part] !== undefined) json[part] = artifacts[part]
  json['weightsManifest'] = [{ paths: shards.map(({ path }) => path), weights: artifacts.weightSpecs ?? [] }]
  return [{ path: MODEL_JSON, content: JSON.stringify(json) }, ...shards]
}

/**
 * Reads a model back.
 * @param read gives the content of a file; paths are relative to the folder of `model.json`
 * @throws {Error} when `model.json` is not one
 */
export async function readModelFiles(read: (path: string) => Promise<Uint8Array>): Promise<ModelArtifacts> {
  const json = JSON.parse(new TextDecoder().decode(await read(MODEL_JSON))) as ModelJson
  if (typeof json !== 'object' || json === null || json.modelTopology === undefined)
    throw new Error(`${MODEL_JSON} has no topology of a model`)
  const groups = json.weightsManifest ?? []
  const chunks: Uint8Array[] = []
  for (const path of groups.flatMap(({ paths }) => paths ?? [])) {
    // oxlint-disable-next-line no-await-in-loop -- one file at a time: they can be large
    chunks.push(await read(path))
  }
  const artifacts: Record<string, unknown> = { modelTopology: json.modelTopology }
  for (const part of OTHER_PARTS) if (json[part] !== undefined) artifacts[part] = json[part]
  artifacts['weightSpecs'] = groups.flatMap(({ weights }) => weights ?? [])
  artifacts['weightData'] = joinBuffers(chunks)
  return artifacts
}

/** All bytes of the weights in one buffer, in their order. */
export function joinBuffers(
  data: ArrayBuffer | readonly (ArrayBuffer | Uint8Array)[] | undefined,
): ArrayBuffer {
  if (data instanceof ArrayBuffer) return data
  const chunks = (data ?? []).map((chunk) => (chunk instanceof Uint8Array ? chunk : new Uint8Array(chunk)))
  const joined = new Uint8Array(chunks.reduce((sum, { byteLength }) => sum + byteLength, 0))
  let at = 0
  for (const chunk of chunks) {
    joined.set(chunk, at)
    at += chunk.byteLength
  }
  return joined.buffer
}

function shardsOf(weights: ArrayBuffer, maxShardBytes: number): { path: string; content: Uint8Array }[] {
  if (weights.byteLength <= maxShardBytes) return [{ path: 'weights.bin', content: new Uint8Array(weights) }]
  const count = Math.ceil(weights.byteLength / maxShardBytes)
  return Array.from({ length: count }, (_, i) => {
    const at = i * maxShardBytes
    const byteCount = Math.min(maxShardBytes, weights.byteLength - at)
    return { path: `weights-${i + 1}-of-${count}.bin`, content: new Uint8Array(weights, at, byteCount) }
  })
}
