import { join } from 'node:path'
import type { MediaFiles } from '../platform/media-files.ts'
import { SPOOL_FOLDER } from './execute-plan.ts'
import {
  filesOf,
  type FilePlan,
  type FileSource,
  type ItemPlan,
  type LayerPlan,
  type MediaPlan,
} from './media-plan.ts'

/** Who spooled a job: tells whether anybody will still finish it. */
export interface SpoolOwner {
  readonly hostName: string
  readonly processId: number
}

/** A plan as it waits on disk: numbers and names as JSON, bytes behind it. */
export interface SpoolJob {
  readonly plan: MediaPlan
  readonly owner: SpoolOwner
}

export const JOB_SUFFIX = '.job'
/** `KSJ1`, bytes of the JSON (uint32, little-endian), bytes behind it (float64), JSON, bytes. */
const MAGIC: Uint8Array = Uint8Array.of(0x4b, 0x53, 0x4a, 0x31)
const HEAD_BYTES = 16
/** What needs no encoding and is larger has a file of its own in the spool, which is not read into memory again. */
const MAX_INLINE_BYTES: number = 512 * 1024

export interface SpoolPlace {
  readonly files: MediaFiles
  /** The run's folder. */
  readonly folder: string
}

/**
 * Puts a plan on disk; it is complete there when this returns, and can be carried out by anybody. The job's own file is written last.
 * @param name without suffix
 * @throws what the disk throws; nothing of the job is left then
 */
export function writeJob(name: string, { plan, owner }: SpoolJob, { files, folder }: SpoolPlace): number {
  const spool = join(folder, SPOOL_FOLDER)
  const parts: Uint8Array[] = []
  const made: string[] = []
  let inlineBytes = 0
  let totalBytes = 0
  const keep = (file: FilePlan): unknown => {
    const { source, encoding } = file
    const isInline =
      source.kind === 'bytes' && (encoding.kind !== 'none' || source.bytes.byteLength <= MAX_INLINE_BYTES)
    if (isInline) {
      const start = inlineBytes
      parts.push(source.bytes)
      inlineBytes += source.bytes.byteLength
      return { ...file, source: { kind: 'inline', start, end: inlineBytes } }
    }
    const spooled = keepApart(source, `${name}-${made.length}.bin`, { files, spool })
    if (spooled.name.startsWith(`${name}-`)) made.push(spooled.name)
    totalBytes += spooled.size
    return { ...file, source: spooled }
  }
  try {
    const json = Buffer.from(JSON.stringify({ plan: mapFiles(plan, keep), owner }))
    const head = Buffer.alloc(HEAD_BYTES)
    head.set(MAGIC)
    head.writeUInt32LE(json.length, 4)
    head.writeDoubleLE(inlineBytes, 8)
    files.write(join(spool, `${name}${JOB_SUFFIX}`), [head, json, ...parts])
    return totalBytes + inlineBytes + json.length
  } catch (error) {
    for (const file of made) files.remove(join(spool, file))
    throw error
  }
}

/** @returns undefined when the job is gone, or was not written to its end */
export function readJob(name: string, { files, folder }: SpoolPlace): SpoolJob | undefined {
  const path = join(folder, SPOOL_FOLDER, `${name}${JOB_SUFFIX}`)
  if (files.sizeOf(path) === undefined) return undefined
  return parseJob(files.read(path), join(folder, SPOOL_FOLDER))
}

/** Forgets a job that has been carried out. Its own file goes first: without it the others are nothing. */
export function removeJob(name: string, { files, folder }: SpoolPlace): void {
  const spool = join(folder, SPOOL_FOLDER)
  files.remove(join(spool, `${name}${JOB_SUFFIX}`))
  for (const file of files.list(spool)) if (file.startsWith(`${name}-`)) files.remove(join(spool, file))
}

/** Names of the jobs in a run's folder, in the order in which they were spooled. */
export function listJobs({ files, folder }: SpoolPlace): string[] {
  return files
    .list(join(folder, SPOOL_FOLDER))
    .filter((file) => file.endsWith(JOB_SUFFIX))
    .map((file) => file.slice(0, -JOB_SUFFIX.length))
}

function keepApart(
  source: FileSource,
  name: string,
  { files, spool }: { readonly files: MediaFiles; readonly spool: string },
): Extract<FileSource, { kind: 'spooled' }> {
  const path = join(spool, name)
  switch (source.kind) {
    case 'bytes':
      files.write(path, [source.bytes])
      return { kind: 'spooled', name, path, size: source.bytes.byteLength }
    case 'file':
      files.copy(source.path, path)
      return { kind: 'spooled', name, path, size: source.size }
    case 'spooled':
      return source
  }
}

function parseJob(bytes: Uint8Array, spool: string): SpoolJob | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.length < HEAD_BYTES || view.compare(MAGIC, 0, 4, 0, 4) !== 0) return undefined
  const dataStart = HEAD_BYTES + view.readUInt32LE(4)
  if (dataStart + view.readDoubleLE(8) !== view.length) return undefined
  try {
    const { plan, owner } = JSON.parse(view.toString('utf8', HEAD_BYTES, dataStart)) as SpoolJob
    return { plan: mapFiles(plan, (file) => withBytes(file, { bytes, dataStart, spool })), owner }
  } catch {
    return undefined
  }
}

function withBytes(file: FilePlan, job: { bytes: Uint8Array; dataStart: number; spool: string }): unknown {
  const source = file.source as unknown as { kind: string; start: number; end: number }
  // The folder may have been moved since.
  if (file.source.kind === 'spooled')
    return { ...file, source: { ...file.source, path: join(job.spool, file.source.name) } }
  if (source.kind !== 'inline') return file
  const { buffer, byteOffset } = job.bytes
  const start = byteOffset + job.dataStart + source.start
  const bytes = new Uint8Array(buffer, start, source.end - source.start)
  return { ...file, source: { kind: 'bytes', bytes } }
}

function mapFiles(plan: MediaPlan, change: (file: FilePlan) => unknown): MediaPlan {
  const changeLayer = ({ layer, file }: LayerPlan): LayerPlan => ({ layer, file: change(file) as FilePlan })
  const changeItem = (item: ItemPlan): ItemPlan => ({
    ...item,
    file: change(item.file) as FilePlan,
    masks: item.masks.map(changeLayer),
    boxes: item.boxes.map(changeLayer),
  })
  const { artifact } = plan
  if (artifact === undefined) return { ...plan, items: plan.items.map(changeItem) }
  const cells = artifact.cells.map((cell) => ({ ...cell, item: changeItem(cell.item) }))
  const changed = { ...artifact, file: change(artifact.file) as FilePlan, cells }
  return { ...plan, items: plan.items.map(changeItem), artifact: changed }
}

/** Bytes that a plan takes on disk while it waits. */
export function spooledBytes(plan: MediaPlan): number {
  return filesOf(plan).reduce(
    (sum, { source }) => sum + (source.kind === 'bytes' ? source.bytes.byteLength : source.size),
    0,
  )
}
