import { pathToFileURL } from 'node:url'
import { Artifact } from '@kymo/core'
import type { RunLike } from '../framework-types.ts'
import type { ModelArtifactSetting } from '../watch-options.ts'
import { hashBytes, hashFiles } from './hash-content.ts'
import type { ModelFacts } from './model-facts.ts'
import { findModelFiles, type ModelFile, type ModelSource, readModelSource } from './model-source.ts'

/** What of a model goes into the run's configuration and the artifact's metadata. */
export interface ModelDescription extends Omit<ModelFacts, 'externalFiles'> {
  readonly file?: string
  readonly sizeBytes: number
  readonly sha256: string
  /** Files with its weights. */
  readonly externalFiles?: readonly {
    readonly name: string
    readonly sizeBytes: number
    readonly sha256: string
  }[]
  /** Files that it names and that are not there, or not in its folder. */
  readonly missingFiles?: readonly string[]
}

export interface WatchModelOptions {
  readonly run: RunLike
  readonly source: ModelSource
  /** Of the artifact. */
  readonly name: string
  readonly artifact: ModelArtifactSetting
  readonly warn: (message: string) => void
}

/** Up to here `'auto'` copies. */
const MAX_COPIED_BYTES = 100_000_000

/** Reads the model and keeps it with the run. @returns what it is */
export async function watchModel(options: WatchModelOptions): Promise<ModelDescription> {
  const { source } = options
  const facts = await readModelSource(source)
  return source.kind === 'file'
    ? watchFile(options, source.path, facts)
    : watchBytes(options, source.bytes, facts)
}

async function watchFile(
  options: WatchModelOptions,
  path: string,
  facts: ModelFacts,
): Promise<ModelDescription> {
  const { files, missing } = await findModelFiles(path, facts.externalFiles)
  const digests = await hashFiles(files)
  const { externalFiles: _, ...rest } = facts
  const external = files
    .slice(1)
    .map(({ name, sizeBytes }, i) => ({ name, sizeBytes, sha256: digests[i + 1] ?? '' }))
  const description = {
    file: files[0]?.name ?? '',
    sizeBytes: files[0]?.sizeBytes ?? 0,
    sha256: digests[0] ?? '',
    ...rest,
    ...(external.length === 0 ? {} : { externalFiles: external }),
    ...(missing.length === 0 ? {} : { missingFiles: missing }),
  }
  logFiles(options, description, files)
  return description
}

async function watchBytes(
  options: WatchModelOptions,
  bytes: Uint8Array,
  facts: ModelFacts,
): Promise<ModelDescription> {
  const sizeBytes = bytes.length
  const sha256 = await hashBytes(bytes)
  const { externalFiles, ...rest } = facts
  const description = {
    sizeBytes,
    sha256,
    ...rest,
    ...(externalFiles.length === 0 ? {} : { missingFiles: externalFiles }),
  }
  const { artifact, name, warn } = options
  if (artifact === false) return description
  if (artifact === 'reference' || (artifact === 'auto' && sizeBytes > MAX_COPIED_BYTES)) {
    const reason =
      artifact === 'reference' ? 'bytes have no address' : `${sizeBytes} bytes exceed ${MAX_COPIED_BYTES}`
    warn(`The model of session ${name} is not kept, only described: ${reason}. Pass its path instead`)
    return description
  }
  logArtifact(options, () => newArtifact(options, description).newFile('model.onnx', bytes))
  return description
}

function logFiles(
  options: WatchModelOptions,
  description: ModelDescription,
  files: readonly ModelFile[],
): void {
  if (options.artifact === false) return
  const sumBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const isCopied =
    options.artifact === 'copy' || (options.artifact === 'auto' && sumBytes <= MAX_COPIED_BYTES)
  logArtifact(options, () => {
    const artifact = newArtifact(options, description)
    for (const { name, path } of files) {
      if (isCopied) artifact.addFile(path, { name })
      else artifact.addReference(pathToFileURL(path).href, { name })
    }
    return artifact
  })
}

/** What cannot be kept is described all the same. */
function logArtifact({ run, name, warn }: WatchModelOptions, make: () => Artifact): void {
  try {
    run.logArtifact?.(make() as never)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    warn(`The model of session ${name} is not kept, only described: ${reason}`)
  }
}

function newArtifact({ name }: WatchModelOptions, description: ModelDescription): Artifact {
  return new Artifact(name, 'model', { metadata: { ...description } })
}
