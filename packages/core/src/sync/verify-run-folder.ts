import { createReadStream } from 'node:fs'
import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import {
  ARTIFACT_RECORD,
  CRASHED_AFTER_MS,
  decodeRecord,
  EXIT_RECORD,
  FILES_RECORD,
  HistoryDecoder,
  LogReader,
  readArtifactContents,
  recordMemberOf,
  type LogDamage,
} from '@kymo/protocol'
import { findPathProblem } from '../artifacts/entry-path.ts'
import { stagedPath } from '../artifacts/content.ts'
import { openLogFile, type LogFile } from '../platform/log-file.ts'
import { locateLog, unreadable } from './locate-log.ts'
import { verifySpanLog, type VerifiedSpans } from './verify-span-log.ts'
import { readRunHeader } from './read-run-header.ts'

/** A file or content of a run folder that is not what the log says. */
export interface ContentProblem {
  /** Within the run folder, with `/`. */
  readonly path: string
  readonly problem: 'missing' | 'wrong-size' | 'wrong-digest' | 'unreadable'
  /** What names it: a key, or artifact and path. */
  readonly label: string
}

/** A file whose bytes agree with what the log says of them, or of which it says nothing more. */
export interface VerifiedContent {
  readonly kind: 'file' | 'artifact'
  /** Of a file its path below `files/`; of an artifact's content its path below the run folder. */
  readonly path: string
  readonly sha256: string
  readonly sizeBytes: number
}

/** What {@link verifyRunFolder} finds. */
export interface VerifyReport {
  /** Absolute. */
  readonly path: string
  readonly id: string
  readonly entity: string
  readonly project: string
  readonly logName: string
  readonly logBytes: number
  readonly recordCount: number
  /** Damaged stretches of the log, at most 100 of them. */
  readonly damages: readonly LogDamage[]
  readonly damagedBytes: number
  /** Bytes of an unfinished record at the end: normal after a kill, and no damage. */
  readonly tornBytes: number
  /** Records that passed their checksum and could not be understood. */
  readonly undecodableCount: number
  readonly hasEnded: boolean
  /** Files and contents that were read. */
  readonly contents: readonly VerifiedContent[]
  readonly contentBytes: number
  readonly problems: readonly ContentProblem[]
  /** Contents of artifacts that are somewhere else: a server or another run has them. */
  readonly elsewhereCount: number
  /** Absent when the run has no spans. */
  readonly spans?: VerifiedSpans
  /** True when nothing is damaged, missing or changed. */
  readonly intact: boolean
}

const CHUNK_BYTES = 1024 * 1024
const MAX_DAMAGES = 100
/** `FilesItem.PolicyType` */
const POLICY_END = 1

/**
 * Reads a run folder whole: every record of the log with its checksum, every file that the log announces, and every staged content
 * of its artifacts with its SHA-256. Memory is that of the list of files.
 *
 * @param path a run folder, or the log in it
 * @throws {KymoError} RUN_FOLDER_INVALID, RUN_FOLDER_UNREADABLE
 * @example
 * ```js
 * import { findRunFolders, verifyRunFolder } from '@kymo/core/sync'
 *
 * for (const path of await findRunFolders('.')) {
 *   const { id, intact, problems } = await verifyRunFolder(path)
 *   console.log(id, intact, problems)
 * }
 * ```
 */
export async function verifyRunFolder(path: string): Promise<VerifyReport> {
  const log = await locateLog(path)
  const { id, entity, project } = await readRunHeader(log)
  try {
    const file = await openLogFile(log.logPath)
    try {
      const scan = await scanLog(file)
      const spans = await verifySpanLog(log.logPath)
      const { sizeBytes, modifiedMs } = await file.status()
      const isOver = scan.hasEnded || Date.now() - modifiedMs > CRASHED_AFTER_MS
      const found = await checkContents(log.folderPath, scan, isOver)
      const { damages, damagedBytes, tornBytes, undecodableCount, hasEnded, recordCount } = scan
      return {
        path: log.folderPath,
        id,
        entity,
        project,
        logName: log.fileName,
        logBytes: sizeBytes,
        recordCount,
        damages,
        damagedBytes,
        tornBytes,
        undecodableCount,
        hasEnded,
        ...found,
        ...(spans === undefined ? {} : { spans }),
        intact:
          damagedBytes + (spans?.damagedBytes ?? 0) === 0 &&
          undecodableCount + (spans?.undecodableCount ?? 0) === 0 &&
          found.problems.length === 0,
      }
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(log, error)
  }
}

interface Expected {
  readonly sha256?: string
  readonly sizeBytes?: number
  readonly label: string
  /** Of artifacts: its writer put it into this folder. */
  readonly isStaged?: boolean
}

/** What a log says. */
class LogClaims {
  recordCount = 0
  undecodableCount = 0
  damagedBytes = 0
  tornBytes = 0
  hasEnded = false
  readonly damages: LogDamage[] = []
  /** By path below `files/`. */
  readonly files = new Map<string, Expected>()
  /** Files that are kept when the run ends. */
  readonly filesAtEnd = new Set<string>()
  /** By SHA-256. */
  readonly blobs = new Map<string, Expected>()
}

async function scanLog(file: LogFile): Promise<LogClaims> {
  const claims = new LogClaims()
  const decoder = new HistoryDecoder()
  const reader = new LogReader({
    onDamage: (damage) => {
      claims.damagedBytes += damage.byteCount
      if (claims.damages.length < MAX_DAMAGES) claims.damages.push(damage)
    },
  })
  for (let at = 0; ;) {
    const bytes = await file.read(at, CHUNK_BYTES)
    if (bytes.byteLength === 0) break
    at += bytes.byteLength
    reader.push(bytes)
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      claims.recordCount++
      readClaims(entry.payload, decoder, claims)
    }
  }
  const tail = reader.end()
  claims.tornBytes = tail.kind === 'torn' ? tail.byteCount : 0
  return claims
}

function readClaims(payload: Uint8Array, decoder: HistoryDecoder, claims: LogClaims): void {
  try {
    const row = decoder.decode(payload)
    if (row !== undefined) {
      for (const { name, json } of row.others) if (json.includes('"sha256"')) claimMedia(name, json, claims)
      return
    }
    const member = recordMemberOf(payload)
    if (member === EXIT_RECORD) claims.hasEnded = true
    if (member === ARTIFACT_RECORD) claimArtifact(payload, claims)
    // A manifest may have 100,000 entries: it is walked, not decoded.
    else if (member === FILES_RECORD) claimFiles(payload, claims)
    else decodeRecord(payload)
  } catch {
    claims.undecodableCount++
  }
}

function claimFiles(payload: Uint8Array, { files, filesAtEnd }: LogClaims): void {
  for (const { path, policy } of decodeRecord(payload).files?.files ?? []) {
    if (!path || /[*?[\]]/.test(path) || findPathProblem(path) !== undefined) continue
    if (Number(policy) === POLICY_END) filesAtEnd.add(path)
    if (!files.has(path)) files.set(path, { label: path })
  }
}

function claimArtifact(payload: Uint8Array, claims: LogClaims): void {
  const artifact = readArtifactContents(payload)
  if (artifact === undefined) return
  for (const { sha256, path, sizeBytes, isStaged = false } of artifact.contents) {
    const wasStaged = claims.blobs.get(sha256)?.isStaged === true
    const label = `${artifact.name}/${path}`
    claims.blobs.set(sha256, { sha256, sizeBytes, label, isStaged: isStaged || wasStaged })
  }
}

/** Every object with a path, a size and a SHA-256 within a value: media, and the masks of images. */
function claimMedia(key: string, json: string, { files }: LogClaims): void {
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if (Array.isArray(value)) return value.forEach(walk)
    const { path, sha256, size } = value as Record<string, unknown>
    const isFile = typeof path === 'string' && typeof sha256 === 'string' && typeof size === 'number'
    if (isFile && /^[0-9a-f]{64}$/.test(sha256) && findPathProblem(path) === undefined)
      files.set(path, { sha256, sizeBytes: size, label: key })
    Object.values(value).forEach(walk)
  }
  try {
    walk(JSON.parse(json))
  } catch {
    // A text that only looks like one.
  }
}

async function checkContents(
  folderPath: string,
  claims: LogClaims,
  isOver: boolean,
): Promise<Pick<VerifyReport, 'contents' | 'contentBytes' | 'problems' | 'elsewhereCount'>> {
  const contents: VerifiedContent[] = []
  const problems: ContentProblem[] = []
  let elsewhereCount = 0
  for (const [path, expected] of claims.files) {
    const found = await checkFile(join(folderPath, 'files', ...path.split('/')), expected)
    // What is being written, or is only kept at the end, may be missing yet.
    const isDue = isOver && !(claims.filesAtEnd.has(path) && !claims.hasEnded)
    if (typeof found !== 'string') contents.push({ kind: 'file', path, ...found })
    else if (found !== 'missing' || isDue)
      problems.push({ path: `files/${path}`, problem: found, label: expected.label })
  }
  for (const [sha256, expected] of claims.blobs) {
    const path = stagedPath(sha256)
    const found = await checkFile(join(folderPath, path), expected)
    if (typeof found !== 'string') contents.push({ kind: 'artifact', path, ...found })
    else if (found === 'missing' && !expected.isStaged) elsewhereCount++
    else problems.push({ path, problem: found, label: expected.label })
  }
  return {
    contents,
    problems,
    elsewhereCount,
    contentBytes: contents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
  }
}

async function checkFile(
  path: string,
  { sha256, sizeBytes }: Expected,
): Promise<{ readonly sha256: string; readonly sizeBytes: number } | ContentProblem['problem']> {
  try {
    const status = await stat(path)
    if (!status.isFile()) return 'unreadable'
    if (sizeBytes !== undefined && status.size !== sizeBytes) return 'wrong-size'
    const hash = createHash('sha256')
    let readBytes = 0
    for await (const chunk of createReadStream(path, {
      highWaterMark: CHUNK_BYTES,
    }) as AsyncIterable<Buffer>) {
      hash.update(chunk)
      readBytes += chunk.byteLength
    }
    const actual = hash.digest('hex')
    return sha256 !== undefined && actual !== sha256
      ? 'wrong-digest'
      : { sha256: actual, sizeBytes: readBytes }
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'missing' : 'unreadable'
  }
}
