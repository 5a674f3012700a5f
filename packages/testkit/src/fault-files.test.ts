import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FaultFiles } from './fault-files.ts'
import { createTempDir, type TempDir } from './temp-dir.ts'

type Files = Pick<FaultFiles, 'makeFolder' | 'openNew' | 'write' | 'sync' | 'close' | 'read'>

const realFiles: Files = {
  makeFolder: (path) => {
    mkdirSync(dirname(path), { recursive: true })
    mkdirSync(path)
  },
  openNew: (path) => openSync(path, 'ax'),
  write: (fd, { bytes, start, end }) => writeSync(fd, bytes, start, end - start),
  sync: (fd) => fsyncSync(fd),
  close: (fd) => closeSync(fd),
  read: (path) => new Uint8Array(readFileSync(path)),
}

/** All bytes of a text; the first and the last of the buffer are not part of it. */
function range(text: string): { bytes: Uint8Array; start: number; end: number } {
  const bytes = Buffer.from(`<${text}>`)
  return { bytes, start: 1, end: bytes.length - 1 }
}

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

describe.each([
  ['the real disk', () => realFiles],
  ['FaultFiles', () => new FaultFiles()],
])('%s', (_, create) => {
  it('appends what is written', () => {
    const files = create()
    files.makeFolder(dir.join('a', 'b'))
    const fd = files.openNew(dir.join('a', 'b', 'log'))
    expect(files.write(fd, range('hello'))).toBe(5)
    expect(files.write(fd, range(' you'))).toBe(4)
    files.sync(fd)
    files.close(fd)

    expect(Buffer.from(files.read(dir.join('a', 'b', 'log'))).toString()).toBe('hello you')
  })

  it('throws the codes of Node', () => {
    const files = create()
    files.makeFolder(dir.join('a'))
    const fd = files.openNew(dir.join('a', 'log'))
    files.close(fd)

    expect(() => files.makeFolder(dir.join('a'))).toThrow(expect.objectContaining({ code: 'EEXIST' }))
    expect(() => files.openNew(dir.join('a', 'log'))).toThrow(expect.objectContaining({ code: 'EEXIST' }))
    expect(() => files.read(dir.join('a', 'absent'))).toThrow(expect.objectContaining({ code: 'ENOENT' }))
    expect(() => files.write(fd, range('x'))).toThrow(expect.objectContaining({ code: 'EBADF' }))
  })
})

describe('FaultFiles', () => {
  it('fails the calls that were asked for, and no others', () => {
    const files = new FaultFiles()
    const fd = files.openNew('/log')
    files.fail('write', { code: 'EIO', skipCount: 1, count: 2 })
    const attempt = (): string => {
      try {
        return String(files.write(fd, range('x')))
      } catch (error) {
        return (error as NodeJS.ErrnoException).code ?? ''
      }
    }

    expect([attempt(), attempt(), attempt(), attempt()]).toEqual(['1', 'EIO', 'EIO', '1'])
  })

  it('stores what fits on a full disk, then throws ENOSPC', () => {
    const files = new FaultFiles()
    const fd = files.openNew('/log')
    files.limitCapacity(5)

    expect(files.write(fd, range('abc'))).toBe(3)
    expect(files.write(fd, range('defg'))).toBe(2)
    expect(() => files.write(fd, range('h'))).toThrow(expect.objectContaining({ code: 'ENOSPC' }))
  })

  it('loses after a power loss what was not synced', () => {
    const files = new FaultFiles()
    const fd = files.openNew('/log')
    files.write(fd, range('kept'))
    files.sync(fd)
    files.write(fd, range('lost'))
    files.loseUnsynced()

    expect(Buffer.from(files.read('/log')).toString()).toBe('kept')
  })
})
