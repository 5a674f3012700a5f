import { statSync } from 'node:fs'
import { open, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { WatchSessionOptions } from '../watch-options.ts'
import type { ModelFacts } from './model-facts.ts'
import { readModel } from './read-model.ts'

/** What a session was made of. */
export type ModelSource =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }

/** A file that belongs to a model, by its path in the artifact. */
export interface ModelFile {
  readonly name: string
  readonly path: string
  readonly sizeBytes: number
}

/** @returns undefined for what is neither a path nor bytes */
export function toModelSource(model: WatchSessionOptions['model']): ModelSource | undefined {
  if (typeof model === 'string') return { kind: 'file', path: resolve(model) }
  if (model instanceof URL)
    return model.protocol === 'file:' ? { kind: 'file', path: fileURLToPath(model) } : undefined
  if (model instanceof Uint8Array) return { kind: 'bytes', bytes: model }
  if (model instanceof ArrayBuffer || model instanceof SharedArrayBuffer)
    return { kind: 'bytes', bytes: new Uint8Array(model) }
  return undefined
}

/** For a warning at once, and not from a promise that nobody waits for. @returns why it cannot be read */
export function findSourceProblem(source: ModelSource): string | undefined {
  if (source.kind === 'bytes') return undefined
  try {
    return statSync(source.path).isFile() ? undefined : `${basename(source.path)} is no file`
  } catch (error) {
    return `${basename(source.path)}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`
  }
}

/** Reads the structure of a model in small pieces: the event loop turns in between. */
export async function readModelSource(source: ModelSource): Promise<ModelFacts> {
  return source.kind === 'file' ? readFile(source.path) : readBytes(source.bytes)
}

/**
 * The model's file and those with its weights. A model may name any path: only files in or below its own folder are taken.
 * @param externalFiles as the model names them
 */
export async function findModelFiles(
  path: string,
  externalFiles: readonly string[],
): Promise<{ readonly files: ModelFile[]; readonly missing: readonly string[] }> {
  const folder = dirname(path)
  const files: ModelFile[] = [{ name: basename(path), path, sizeBytes: (await stat(path)).size }]
  const missing: string[] = []
  for (const location of externalFiles) {
    // oxlint-disable-next-line no-await-in-loop -- a handful of files
    const file = await findInside(folder, location)
    if (file === undefined) missing.push(location)
    else if (!files.some(({ name }) => name === file.name)) files.push(file)
  }
  return { files, missing }
}

async function findInside(folder: string, location: string): Promise<ModelFile | undefined> {
  try {
    if (location.includes('\0') || isAbsolute(location)) return undefined
    const path = join(folder, location)
    const name = relative(folder, path)
    // A link must not lead out of the folder either, but the folder itself may be reached by one.

    const [real, root] = await Promise.all([realpath(path), realpath(folder)])
    if (isOutside(name) || isOutside(relative(root, real))) return undefined
    const facts = await stat(real)
    return facts.isFile() ? { name: name.split(sep).join('/'), path: real, sizeBytes: facts.size } : undefined
  } catch {
    return undefined
  }
}

function isOutside(path: string): boolean {
  return path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path)
}

async function readFile(path: string): Promise<ModelFacts> {
  const handle = await open(path, 'r')
  try {
    const reading = readModel((await handle.stat()).size)
    let step = reading.next()
    while (step.done !== true) {
      const { offset, length } = step.value
      const bytes = new Uint8Array(length)
      // oxlint-disable-next-line no-await-in-loop -- one part after the other
      const { bytesRead } = await handle.read(bytes, 0, length, offset)
      step = reading.next(bytes.subarray(0, bytesRead))
    }
    return step.value
  } finally {
    await handle.close()
  }
}

async function readBytes(bytes: Uint8Array): Promise<ModelFacts> {
  const reading = readModel(bytes.length)
  let step = reading.next()
  while (step.done !== true) {
    const { offset, length } = step.value
    // oxlint-disable-next-line no-await-in-loop -- one part after the other
    await nextTurn()
    step = reading.next(bytes.subarray(offset, offset + length))
  }
  return step.value
}
