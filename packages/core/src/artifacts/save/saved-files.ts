import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'
import type { RecordInit } from '@kymo/protocol'
import { KymoError } from '../../errors.ts'
import type { FileStamp, SavedContent } from '../../platform/saved-content.ts'
import { listFiles } from '../../platform/source-files.ts'
import { findPathProblem } from '../entry-path.ts'
import { parseGlob, type Glob } from './glob.ts'

/** When a saved file is sent: once as it is now; once when the run ends; or whenever it changes. */
export type SavePolicy = 'now' | 'end' | 'live'

export interface SaveOptions {
  /** The folder relative to which files keep their paths. Default: the working folder, or of an absolute pattern the folder before its first wildcard. */
  readonly base?: string
  /** Default `live`. */
  readonly policy?: SavePolicy
}

export interface SavedFilesParts {
  /** Absolute; undefined when the run keeps nothing. */
  readonly folderPath: () => string | undefined
  readonly cwd: string
  readonly content: SavedContent
  readonly append: (record: RecordInit) => void
  readonly warn: (key: string, message: string) => void
  /** Calls again and again without keeping the process alive. @returns stops it */
  readonly every: (intervalMs: number, action: () => void) => () => void
}

interface Order {
  readonly base: string
  readonly glob: Glob
  readonly policy: SavePolicy
}

/** A file of the user that is kept, by its path below `files/`. */
interface SavedFile {
  readonly source: string
  readonly policy: SavePolicy
  stamp: FileStamp | undefined
}

interface Room {
  /** So much is copied before the call returns. */
  readonly nowBytes: number
  /** The rest is copied off this thread; else not at all. */
  readonly mayCopyLater: boolean
}

/** `FilesItem.PolicyType` */
const POLICIES: Readonly<Record<SavePolicy, number>> = { now: 0, end: 1, live: 2 }
/** Copied before `save` returns; more is copied off this thread. */
const MAX_COPIED_NOW_BYTES = 4 * 1024 * 1024
/** A process that dies has time for so much. */
const MAX_COPIED_AT_EXIT_BYTES = 64 * 1024 * 1024
const MAX_FILES = 10_000
const MAX_WATCHES = 64
/** Changes are gathered for so long before they are copied. */
const TICK_MS = 500
/** Where the system tells of changes, it is still looked now and then: network file systems tell nothing. */
const TICKS_BETWEEN_LOOKS = 20
const TICKS_WITHOUT_WATCH = 4

/** The files that a run saves: copies of them in its folder, which the log announces and the uploader sends. */
export class SavedFiles {
  readonly #parts: SavedFilesParts
  readonly #orders: Order[] = []
  readonly #files = new Map<string, SavedFile>()
  readonly #copying = new Map<string, Promise<void>>()
  readonly #watches = new Map<string, () => void>()
  #canWatch = true
  #hasChange = false
  /** Since the last `save`, everything that may have changed was looked at and copied. */
  #isSettled = true
  #tickCount = 0
  #stopTicking: (() => void) | undefined

  constructor(parts: SavedFilesParts) {
    this.#parts = parts
  }

  /** Copies that are under way, and one more when `settled` has to look for changes. */
  get pendingCount(): number {
    return this.#copying.size + (this.#isSettled ? 0 : 1)
  }

  /** Takes what has changed last, and waits for all copies. */
  async settled(): Promise<void> {
    this.#look({ nowBytes: MAX_COPIED_NOW_BYTES, mayCopyLater: true })
    this.#isSettled = true
    while (this.#copying.size > 0) await Promise.all(this.#copying.values())
  }

  /**
   * @returns the paths below `files/`, sorted
   * @throws {TypeError | RangeError} for arguments that cannot be meant
   * @throws {KymoError} ARTIFACT_PATH_INVALID when a match lies outside of the base, ARTIFACT_FILE_UNREADABLE
   */
  save(pattern: string, options: SaveOptions = {}): string[] {
    const order = this.#toOrder(pattern, options)
    const matches = this.#matchesOf(order)
    if (this.#parts.folderPath() === undefined) return matches
    this.#orders.push(order)
    if (order.policy !== 'now') this.#isSettled = false
    this.#take(order, matches, { nowBytes: MAX_COPIED_NOW_BYTES, mayCopyLater: true })
    if (order.policy === 'live') this.#follow(order)
    return matches
  }

  /** The run ends: what was saved for the end, or has changed since, is copied now, as far as there is time. */
  close(): void {
    this.#look({ nowBytes: MAX_COPIED_AT_EXIT_BYTES, mayCopyLater: false })
    this.#stopTicking?.()
    for (const stop of this.#watches.values()) stop()
    this.#watches.clear()
    this.#orders.length = 0
  }

  #toOrder(pattern: unknown, options: SaveOptions): Order {
    if (typeof pattern !== 'string' || pattern === '')
      throw new TypeError('Cannot save files: expected a path or a pattern')
    const { policy = 'live' } = options ?? {}
    if (!Object.hasOwn(POLICIES, policy))
      throw new RangeError(`Cannot save files: the policy must be now, end or live, not '${policy}'`)
    const { cwd } = this.#parts
    const slashed = sep === '\\' ? pattern.replaceAll('\\', '/') : pattern
    const base = resolve(cwd, options?.base ?? (isAbsolute(pattern) ? fixedFolderOf(slashed) : '.'))
    const inside = isAbsolute(pattern) ? relative(base, slashed) : slashed.replace(/^(\.\/)+/, '')
    const path = sep === '\\' ? inside.replaceAll('\\', '/') : inside
    if (path === '' || path.split('/').includes('..') || isAbsolute(path))
      throw outside(pattern, `it leads out of ${base}`)
    return { base, glob: parseGlob(path), policy }
  }

  #matchesOf({ base, glob }: Order): string[] {
    const { content } = this.#parts
    const root = join(base, glob.root)
    const isOne = content.stamp(root) !== undefined
    const found = isOne ? [glob.root] : this.#listBelow(root, glob)
    const matches = found.filter((path) => glob.matches(path)).toSorted()
    if (matches.length > MAX_FILES)
      throw new RangeError(`Cannot save files: ${matches.length} matches exceed the limit of ${MAX_FILES}`)
    if (matches.length > 0) this.#checkPlaces(base, matches)
    return matches
  }

  #listBelow(root: string, glob: Glob): string[] {
    try {
      return listFiles(root).map((path) => (glob.root === '' ? path : `${glob.root}/${path}`))
    } catch {
      // Nothing there yet: a live pattern may match later.
      return []
    }
  }

  /** A link may lead anywhere; what lies outside of the base was not meant. */
  #checkPlaces(base: string, paths: readonly string[]): void {
    const { content } = this.#parts
    const realBase = content.realPath(base)
    for (const path of paths) {
      const problem = findPathProblem(path)
      if (problem !== undefined) throw outside(path, problem)
      const inside = relative(realBase, content.realPath(join(base, path)))
      if (inside.startsWith('..') || isAbsolute(inside)) throw outside(path, `it is a link out of ${base}`)
    }
  }

  #take({ base, policy }: Order, paths: readonly string[], { nowBytes, mayCopyLater }: Room): void {
    let leftBytes = nowBytes
    for (const path of paths) {
      const source = join(base, path)
      const known = this.#files.get(path)
      const stamp = this.#parts.content.stamp(source)
      if (stamp === undefined || this.#copying.has(path)) continue
      if (known !== undefined && known.source === source && isSame(known.stamp, stamp)) continue
      const file = { source, policy, stamp }
      const isHere = stamp.sizeBytes <= leftBytes
      if (!isHere && policy !== 'end' && !mayCopyLater) continue
      this.#files.set(path, file)
      if (policy === 'end') this.#linkNow(path, file, known === undefined)
      else if (isHere) this.#copyNow(path, file)
      else this.#copyLater(path, file)
      if (isHere) leftBytes -= stamp.sizeBytes
    }
  }

  #linkNow(path: string, { source, policy }: SavedFile, isNew: boolean): void {
    const target = this.#targetOf(path)
    if (target === undefined) return
    this.#try(path, () => this.#parts.content.linkNow(source, target))
    if (isNew) this.#announce(path, policy)
  }

  #copyNow(path: string, { source, policy }: SavedFile): void {
    const target = this.#targetOf(path)
    if (target === undefined) return
    if (this.#try(path, () => this.#parts.content.copyNow(source, target))) this.#announce(path, policy)
  }

  #copyLater(path: string, { source, policy }: SavedFile): void {
    const target = this.#targetOf(path)
    if (target === undefined) return
    const copying = this.#parts.content
      .copy(source, target)
      .then(
        () => this.#announce(path, policy),
        (error: unknown) => this.#warn(path, error),
      )
      .finally(() => this.#copying.delete(path))
    this.#copying.set(path, copying)
  }

  #try(path: string, action: () => void): boolean {
    try {
      action()
      return true
    } catch (error) {
      this.#warn(path, error)
      return false
    }
  }

  #warn(path: string, error: unknown): void {
    // It is tried again when it changes, or at the end.
    this.#files.delete(path)
    const reason = (error as NodeJS.ErrnoException).code ?? (error instanceof Error ? error.message : '')
    this.#parts.warn(`save ${path}`, `Cannot save ${path}: ${reason}`)
  }

  #announce(path: string, policy: SavePolicy): void {
    this.#parts.append({ files: { files: [{ path, policy: POLICIES[policy], type: 0 }] } })
  }

  #targetOf(path: string): string | undefined {
    const folderPath = this.#parts.folderPath()
    return folderPath === undefined ? undefined : join(folderPath, 'files', path)
  }

  #follow(order: Order): void {
    this.#stopTicking ??= this.#parts.every(TICK_MS, () => this.#tick())
    const folders = [
      join(order.base, order.glob.root),
      ...[...this.#files.values()].map(({ source }) => dirname(source)),
    ]
    for (const folder of new Set(folders)) this.#watch(folder)
  }

  #watch(folder: string): void {
    if (this.#watches.has(folder) || this.#watches.size >= MAX_WATCHES) return
    const stop = this.#parts.content.watch(folder, () => (this.#hasChange = true))
    if (stop === undefined) this.#canWatch = false
    else this.#watches.set(folder, stop)
  }

  #tick(): void {
    this.#tickCount += 1
    const ticks = this.#canWatch ? TICKS_BETWEEN_LOOKS : TICKS_WITHOUT_WATCH
    if (!this.#hasChange && this.#tickCount % ticks !== 0) return
    this.#hasChange = false
    this.#look({ nowBytes: MAX_COPIED_NOW_BYTES, mayCopyLater: true }, 'live')
  }

  /** Never throws: it runs where nobody called it. */
  #look(room: Room, only?: SavePolicy): void {
    for (const order of this.#orders) {
      if (order.policy === 'now' || (only !== undefined && order.policy !== only)) continue
      try {
        this.#take(order, this.#matchesOf(order), room)
        if (order.policy === 'live' && only === 'live') this.#follow(order)
      } catch (error) {
        this.#parts.warn('save', error instanceof Error ? error.message : String(error))
      }
    }
  }
}

/** Of an absolute pattern: the folder before its first wildcard, or that of the file. */
function fixedFolderOf(pattern: string): string {
  const at = pattern.search(/[*?[{]/)
  return dirname(at < 0 ? pattern : `${pattern.slice(0, at)}x`)
}

function isSame(a: FileStamp | undefined, b: FileStamp): boolean {
  return a?.sizeBytes === b.sizeBytes && a.modifiedMs === b.modifiedMs && a.inode === b.inode
}

function outside(path: string, reason: string): KymoError {
  return new KymoError('ARTIFACT_PATH_INVALID', `Cannot save '${path}': ${reason}`, {
    details: { path, reason },
  })
}
