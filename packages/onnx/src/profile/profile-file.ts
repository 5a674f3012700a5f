import { createReadStream } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { type ProfileFacts, ProfileParser } from './parse-profile.ts'

/** What exceeds it is not read: a profile that nobody has ended for hours. */
const MAX_READ_BYTES = 512 * 1024 * 1024

/** Of ONNX Runtime, when no prefix is given. */
const DEFAULT_PREFIX = 'onnxruntime_profile_'

/** File systems round their times. */
const CLOCK_SLACK_MS = 1000

/** A longer line is no event. */
const MAX_LINE_CHARS = 1024 * 1024

/** Where a session writes its profile, and since when. */
export interface ProfilePlace {
  /** Absolute, without what ONNX Runtime adds: `_`, the time and `.json`. */
  readonly prefix: string
  /** Unix milliseconds; what was written before is not of this session. */
  readonly sinceMs: number
}

/** @param prefix as in the session's options; relative to the folder that the program is in now */
export function profilePlace(prefix: string | undefined, nowMs: number): ProfilePlace {
  return { prefix: resolve(prefix ?? DEFAULT_PREFIX), sinceMs: nowMs }
}

/** Profiles that were found for some session already: two may have the same prefix. */
const takenPaths = new Set<string>()

/**
 * Finds the profile that a session has just written: ONNX Runtime does not tell its name.
 * @returns the newest that was not found before; undefined when there is none
 */
export async function takeProfile({ prefix, sinceMs }: ProfilePlace): Promise<string | undefined> {
  const folder = dirname(prefix)
  const start = basename(prefix)
  const paths = (await readdir(folder))
    .filter((name) => isProfile(name, start))
    .map((name) => join(folder, name))
    .filter((path) => !takenPaths.has(path))
  const files = await Promise.all(paths.map(async (path) => ({ path, facts: await stat(path) })))
  const [newest] = files
    .filter(({ facts }) => facts.isFile() && facts.size > 0 && facts.mtimeMs >= sinceMs - CLOCK_SLACK_MS)
    .toSorted((a, b) => b.facts.mtimeMs - a.facts.mtimeMs)
  if (newest !== undefined) takenPaths.add(newest.path)
  return newest?.path
}

/** @returns what is summed up, and whether only the beginning was read */
export async function readProfile(path: string): Promise<ProfileFacts & { readonly isCut: boolean }> {
  const { size } = await stat(path)
  const parser = new ProfileParser()
  let rest = ''
  const stream = createReadStream(path, { end: MAX_READ_BYTES - 1, encoding: 'utf8' })
  for await (const part of stream as AsyncIterable<string>) {
    const lines = `${rest}${part}`.split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) parser.push(line)
    // Its beginning is no event, so it is counted as one that cannot be read.
    if (rest.length > MAX_LINE_CHARS) rest = '{'
  }
  parser.push(rest)
  return { ...parser.finish(), isCut: size > MAX_READ_BYTES }
}

/** The rest must be a time, so that the prefix `a` does not find what the prefix `a_b` has written. */
function isProfile(name: string, start: string): boolean {
  return name.startsWith(start) && /^_?[\d_-]+\.json$/.test(name.slice(start.length))
}
