import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writePrivateFile } from './private-file.ts'
import { processIdentity, type ProcessIdentity } from './process-identity.ts'

/** In a run folder: which process writes it. Only a hint for those who want to go on with the run. */
const OWNER_FILE = 'owner.json'

/** Never throws: without the file, only the age of the log tells whether its process lives. */
export function writeOwner(folderPath: string): void {
  try {
    writeFileSync(join(folderPath, OWNER_FILE), JSON.stringify(processIdentity()), { flag: 'wx' })
  } catch {
    // A full or read-only disk.
  }
}

/** @returns undefined when nothing tells */
export function readOwner(folderPath: string): ProcessIdentity | undefined {
  const value = readJson(join(folderPath, OWNER_FILE))
  return isIdentity(value) ? value : undefined
}

/** What `resume: 'auto'` remembers of a folder of runs. */
export interface ResumeNote {
  readonly entity: string
  readonly project: string
  readonly run: string
  /** The process that writes the run. */
  readonly owner: ProcessIdentity
}

/** In the folder of runs. Gone when the run has ended well. */
const RESUME_FILE = 'kymo-resume.json'

/** @returns undefined when there is none that can be used */
export function readResumeNote(dir: string): ResumeNote | undefined {
  const value = readJson(join(dir, RESUME_FILE)) as Partial<ResumeNote> | undefined
  if (typeof value !== 'object' || value === null || !isIdentity(value.owner)) return undefined
  const { entity, project, run, owner } = value
  if (typeof entity !== 'string' || typeof project !== 'string' || typeof run !== 'string') return undefined
  return { entity, project, run, owner }
}

/** @throws Node's errors */
export function writeResumeNote(dir: string, place: Omit<ResumeNote, 'owner'>): void {
  writePrivateFile(join(dir, RESUME_FILE), JSON.stringify({ ...place, owner: processIdentity() }))
}

/** Only if it is still about this run and this process. Never throws. */
export function removeResumeNote(dir: string, run: string): void {
  try {
    const note = readResumeNote(dir)
    if (note?.run === run && note.owner.processId === process.pid)
      rmSync(join(dir, RESUME_FILE), { force: true })
  } catch {
    // The next 'auto' goes on with a run that has ended; that is said then.
  }
}

function isIdentity(value: unknown): value is ProcessIdentity {
  const { hostName, processId } = (value ?? {}) as {
    readonly hostName?: unknown
    readonly processId?: unknown
  }
  return typeof hostName === 'string' && Number.isSafeInteger(processId)
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}
