import { createHash, randomBytes, type Hash } from 'node:crypto'
import {
  closeSync,
  constants,
  copyFileSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'

/** What names a content. */
export interface ContentName {
  /** Base64. */
  readonly md5: string
  /** 64 lower-case hex digits. */
  readonly sha256: string
  readonly sizeBytes: number
}

export interface ContentStoreOptions {
  /** `<run folder>/artifacts`. The folder above must exist. */
  readonly root: string
  /** Wait until the disk has it. Without, a crash of the machine may lose the newest contents, a crash of the process does not. */
  readonly isDurable: boolean
}

/** The file changed while it was being read, again and again. */
export class SourceChangedError extends Error {
  override readonly name: string = 'SourceChangedError'
}

const CHUNK_BYTES = 1024 * 1024
const MAX_READS = 3
const DRAFT_PREFIX = '.draft-'

/**
 * Contents by their SHA-256, in files that nobody writes into once they have their name. Everything is synchronous: it runs in a
 * thread of its own, or for a few small contents. A draft has another name until it is whole and, if wanted, on disk.
 */
export class ContentStore {
  readonly #root: string
  readonly #isDurable: boolean
  readonly #buffer: { bytes?: Buffer } = {}
  /** Folders in which something was renamed since the last `sync`. */
  readonly #touched = new Set<string>()
  #canClone = true

  constructor(options: ContentStoreOptions) {
    this.#root = options.root
    this.#isDurable = options.isDurable
    makeFolder(this.#root)
  }

  /** @throws Node's errors */
  putBytes(bytes: Uint8Array): ContentName {
    const name = nameOf(bytes)
    if (this.#has(name)) return name
    this.#withDraft((draft) => {
      const fd = openSync(draft, 'wx')
      try {
        writeAll(fd, bytes)
        if (this.#isDurable) fdatasyncSync(fd)
      } finally {
        closeSync(fd)
      }
      this.#commit(draft, name)
    })
    return name
  }

  /**
   * Copies a file of the user and names the copy.
   * @throws {SourceChangedError} when it is being written
   * @throws Node's errors
   */
  putFile(path: string, policy: 'mutable' | 'immutable'): ContentName {
    const { size } = statSync(path)
    if (size <= CHUNK_BYTES) return this.#putSmall(path)
    for (let attempt = 0; attempt < MAX_READS; attempt++) {
      const name = this.#withDraft((draft) => this.#copy(path, draft, policy))
      if (name !== undefined) return name
    }
    throw new SourceChangedError(`it was written ${MAX_READS} times while it was read`)
  }

  /** Links content of another store, which is as immutable as ours; copies it where that is impossible. @throws Node's errors */
  adopt(path: string, sha256: string): void {
    if (statSync(this.#pathOf(sha256), { throwIfNoEntry: false }) !== undefined) return
    this.#withDraft((draft) => {
      linkOrCopy(path, draft)
      this.#commit(draft, { sha256 })
    })
  }

  /** Whether this content is here. */
  has(name: Pick<ContentName, 'sha256' | 'sizeBytes'>): boolean {
    return this.#has(name)
  }

  /** Names a file without keeping it. @throws Node's errors */
  nameOf(path: string): ContentName {
    return this.#nameOfFile(path)
  }

  /** Makes the names durable. */
  sync(): void {
    if (!this.#isDurable) return
    for (const folder of [...this.#touched, this.#root, dirname(this.#root)]) syncFolder(folder)
    this.#touched.clear()
  }

  /** Removes what processes left behind that ended in the middle. Call before anything else: no folder has two writers. */
  tidy(): void {
    for (const name of readdirSync(this.#root))
      if (name.startsWith(DRAFT_PREFIX)) rmSync(join(this.#root, name), { force: true })
  }

  #putSmall(path: string): ContentName {
    const bytes = this.#read(path)
    return this.putBytes(bytes)
  }

  /** Small enough for one read; what is read at once is not torn by a writer that replaces the file. */
  #read(path: string): Uint8Array {
    const fd = openSync(path, 'r')
    try {
      const buffer = this.#chunk()
      let filled = 0
      for (;;) {
        const count = readSync(fd, buffer, filled, buffer.length - filled, null)
        filled += count
        if (count === 0) return buffer.subarray(0, filled)
        if (filled === buffer.length) throw new SourceChangedError('it grew while it was read')
      }
    } finally {
      closeSync(fd)
    }
  }

  #copy(path: string, draft: string, policy: 'mutable' | 'immutable'): ContentName | undefined {
    const source = openSync(path, 'r')
    try {
      const before = fstatSync(source)
      const isThere = policy === 'immutable' ? tryLink(path, draft) : this.#tryClone(path, draft)
      const name = isThere ? this.#nameOfFile(draft) : this.#copyAndName(source, draft)
      const after = fstatSync(source)
      const isSame = before.size === after.size && before.mtimeMs === after.mtimeMs
      if (!isSame || name.sizeBytes !== after.size) return undefined
      if (!this.#has(name)) this.#commit(draft, name)
      return name
    } finally {
      closeSync(source)
    }
  }

  #copyAndName(source: number, draft: string): ContentName {
    const target = openSync(draft, 'wx')
    try {
      const namer = new Namer()
      const buffer = this.#chunk()
      let at = 0
      for (;;) {
        const count = readSync(source, buffer, 0, buffer.length, at)
        if (count === 0) break
        const bytes = buffer.subarray(0, count)
        namer.update(bytes)
        writeAll(target, bytes)
        at += count
      }
      if (this.#isDurable) fdatasyncSync(target)
      return namer.finish()
    } finally {
      closeSync(target)
    }
  }

  #nameOfFile(path: string): ContentName {
    const fd = openSync(path, 'r')
    try {
      const namer = new Namer()
      const buffer = this.#chunk()
      for (let at = 0; ;) {
        const count = readSync(fd, buffer, 0, buffer.length, at)
        if (count === 0) break
        namer.update(buffer.subarray(0, count))
        at += count
      }
      if (this.#isDurable) fdatasyncSync(fd)
      return namer.finish()
    } finally {
      closeSync(fd)
    }
  }

  /** A clone shares its blocks until one of the two is written. Where the file system has none, that is known after the first try. */
  #tryClone(path: string, draft: string): boolean {
    if (!this.#canClone) return false
    try {
      copyFileSync(path, draft, constants.COPYFILE_FICLONE_FORCE | constants.COPYFILE_EXCL)
      return true
    } catch {
      this.#canClone = false
      rmSync(draft, { force: true })
      return false
    }
  }

  #has(name: Pick<ContentName, 'sha256' | 'sizeBytes'>): boolean {
    const status = statSync(this.#pathOf(name.sha256), { throwIfNoEntry: false })
    return status?.size === name.sizeBytes
  }

  #commit(draft: string, { sha256 }: { readonly sha256: string }): void {
    const path = this.#pathOf(sha256)
    const folder = dirname(path)
    if (!this.#touched.has(folder)) makeFolder(folder)
    renameSync(draft, path)
    this.#touched.add(folder)
  }

  #withDraft<T>(action: (draft: string) => T): T {
    const draft = join(this.#root, `${DRAFT_PREFIX}${randomBytes(9).toString('hex')}`)
    try {
      return action(draft)
    } finally {
      // Renamed, it is no longer there.
      rmSync(draft, { force: true })
    }
  }

  #pathOf(sha256: string): string {
    return join(this.#root, sha256.slice(0, 2), sha256)
  }

  #chunk(): Buffer {
    // One byte more than a small file may have, so that a read which fills it shows that the file grew.
    this.#buffer.bytes ??= Buffer.allocUnsafeSlow(CHUNK_BYTES + 1)
    return this.#buffer.bytes
  }
}

/** MD5 for W&B, SHA-256 for us, in one pass. */
class Namer {
  readonly #md5: Hash = createHash('md5')
  readonly #sha256: Hash = createHash('sha256')
  #sizeBytes = 0

  update(bytes: Uint8Array): void {
    this.#md5.update(bytes)
    this.#sha256.update(bytes)
    this.#sizeBytes += bytes.byteLength
  }

  finish(): ContentName {
    return {
      md5: this.#md5.digest('base64'),
      sha256: this.#sha256.digest('hex'),
      sizeBytes: this.#sizeBytes,
    }
  }
}

export function nameOf(bytes: Uint8Array): ContentName {
  const namer = new Namer()
  namer.update(bytes)
  return namer.finish()
}

function writeAll(fd: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.byteLength;) {
    const count = writeSync(fd, bytes, at, bytes.byteLength - at)
    if (count === 0) throw Object.assign(new Error('nothing was written'), { code: 'ENOSPC' })
    at += count
  }
}

function tryLink(path: string, draft: string): boolean {
  try {
    linkSync(path, draft)
    return true
  } catch {
    return false
  }
}

function linkOrCopy(path: string, draft: string): void {
  if (!tryLink(path, draft)) copyFileSync(path, draft, constants.COPYFILE_FICLONE | constants.COPYFILE_EXCL)
}

/** Only the last folder of the path: a run folder that somebody removed shall not come back. */
function makeFolder(path: string): void {
  try {
    mkdirSync(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Windows cannot, and does not need to. */
function syncFolder(path: string): void {
  try {
    const fd = openSync(path, 'r')
    try {
      fsyncSync(fd)
    } finally {
      closeSync(fd)
    }
  } catch {
    // The contents themselves are on disk; a file system that cannot sync a folder keeps its names in its own way.
  }
}
