import { Artifact } from '@kymo/core'
import { describeArtifacts } from '../checkpoint/capture-model.ts'
import { type ModelArtifacts, readModelFiles, toModelFiles } from '../checkpoint/model-files.ts'
import type { RunLike, TensorFlowWithIo } from '../framework-types.ts'
import { type ArtifactUrl, isArtifactUrl, parseArtifactUrl } from './artifact-url.ts'

/** Options of {@link artifactRouter}. */
export interface ArtifactRouterOptions {
  /** The run that the models are kept by and looked for with, as `init()` of `@kymo/core` returned it. */
  readonly run: RunLike
}

type Handler = { readonly save: SaveHandler } | { readonly load: () => Promise<ModelArtifacts> }
type SaveHandler = (artifacts: ModelArtifacts) => Promise<{ readonly modelArtifactsInfo: object }>

/** The run that stands behind `artifact://`, per copy of TensorFlow.js. Its routers cannot be taken back: they ask here. */
const runs = new WeakMap<object, { current: RunLike | undefined }>()

/**
 * Makes `artifact://name:alias` an address of models: `model.save('artifact://digits')` logs a version of the artifact, and
 * `tf.loadLayersModel('artifact://digits:best')` reads one, from the server or offline from the run folders. It stands for
 * `[[entity/]project/]name[:alias]`, `:v3` and `:<digest>` included, where loading also takes a folder within the artifact:
 * `artifact://pair:latest/encoder`.
 *
 * Saving resolves when the model is safe in the run's folder, and rejects when it is not. Until the run is finished, or until what is
 * returned here is called; a second call takes the place of the first. Works for `tf.loadGraphModel` as well.
 * @param tf the program's own TensorFlow.js
 * @returns takes it back
 * @throws {TypeError} when an argument is not what it should be
 * @example
 * ```js
 * import * as tf from '@tensorflow/tfjs'
 * import { init } from '@kymo/core'
 * import { artifactRouter } from '@kymo/tfjs'
 *
 * const run = await init({ project: 'regression' })
 * artifactRouter(tf, { run })
 * const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [4] })] })
 * await model.save('artifact://line:first')
 * const again = await tf.loadLayersModel('artifact://line:first')
 * again.summary()
 * await run.finish()
 * ```
 */
export function artifactRouter(tf: TensorFlowWithIo, options: ArtifactRouterOptions): () => void {
  const { io } = tf ?? {}
  if (typeof io?.registerSaveRouter !== 'function' || typeof io.registerLoadRouter !== 'function')
    throw new TypeError(
      'Cannot route models: tf must be the namespace of TensorFlow.js, as in `import * as tf`',
    )
  const run = options?.run
  if (typeof run?.logArtifact !== 'function' || typeof run.useArtifact !== 'function')
    throw new TypeError('Cannot route models: run must be what `await init()` returned')
  const slot = slotOf(tf)
  slot.current = run
  const undo = (): void => {
    if (slot.current === run) slot.current = undefined
  }
  run.onFinish?.(undo)
  return undo
}

/** Registers with this copy of TensorFlow.js, once: the registry is behind functions that all of its packages share. */
function slotOf({ io }: TensorFlowWithIo): { current: RunLike | undefined } {
  // A namespace object is another one in every module system; this function is the same.
  const key = Reflect.get(io, 'registerSaveRouter') as object
  const known = runs.get(key)
  if (known !== undefined) return known
  const slot: { current: RunLike | undefined } = { current: undefined }
  const route =
    (make: (run: RunLike, url: ArtifactUrl) => Handler) =>
    (url: unknown): Handler | null => {
      const run = slot.current
      // Another scheme, or none of ours any more: TensorFlow.js says that nobody knows the address.
      if (!isArtifactUrl(url) || run === undefined || run.isFinished === true) return null
      return make(run, parseArtifactUrl(url))
    }
  io.registerSaveRouter(route((run, url) => ({ save: saveTo(run, url) })) as never)
  io.registerLoadRouter(route((run, url) => ({ load: () => loadFrom(run, url) })) as never)
  runs.set(key, slot)
  return slot
}

function saveTo(run: RunLike, { name, selector, folder }: ArtifactUrl): SaveHandler {
  if (name.includes('/') || folder !== '')
    throw new TypeError(
      `Cannot save a model as artifact://${name}: it goes into the run's own project, as artifact://name[:alias]`,
    )
  return async (artifacts) => {
    const artifact = new Artifact(name, 'model', { metadata: { format: 'tfjs-layers' } })
    for (const { path, content } of toModelFiles(artifacts)) artifact.newFile(path, content)
    // `latest` is the newest version anyway.
    const aliases = selector === undefined || selector === 'latest' ? [] : [selector]
    await run.logArtifact?.(artifact, { aliases }).staged()
    return { modelArtifactsInfo: describeArtifacts(artifacts) }
  }
}

async function loadFrom(run: RunLike, { name, selector, folder }: ArtifactUrl): Promise<ModelArtifacts> {
  const version = await run.useArtifact?.(selector === undefined ? name : `${name}:${selector}`)
  if (version === undefined) throw new Error('Cannot load a model: the run finds no artifacts')
  return readModelFiles(async (path) => {
    const file = await version.file(`${folder}${path}`)
    return file.bytes()
  })
}
