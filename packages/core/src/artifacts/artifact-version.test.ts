import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ContentCache } from '../platform/content-cache.ts'
import { nameOf } from '../platform/content-store.ts'
import { ArtifactVersion } from './artifact-version.ts'
import type { ContentOrigin, FetchedContent } from './content-source.ts'
import type { StagedEntry } from './content.ts'

let dir: TempDir
let fetched: string[]
beforeEach(() => {
  dir = createTempDir()
  fetched = []
})
afterEach(() => dir.remove())

const TEXTS: Readonly<Record<string, string>> = { 'a.txt': 'aaa', 'b/c.txt': 'ccc', 'b/d/e.txt': 'eee' }

function entryOf(path: string, text: string): StagedEntry {
  const { md5, sha256, sizeBytes } = nameOf(Buffer.from(text))
  return { path, digest: md5, sha256, sizeBytes }
}

async function* bodyOf(...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

/** A server that has the texts; `script` may answer instead. */
function originOf(
  texts: Readonly<Record<string, string>>,
  script: (() => FetchedContent | undefined)[] = [],
): ContentOrigin {
  return {
    localPath: () => undefined,
    fetch: (entry, offset) => {
      fetched.push(`${entry.path}@${offset}`)
      const scripted = script.shift()?.()
      if (scripted !== undefined) return Promise.resolve(scripted)
      const text = texts[entry.path] ?? ''
      return Promise.resolve({ offset, body: bodyOf(text.slice(offset)), cancel: () => {} })
    },
  }
}

function versionOf(
  options: {
    texts?: Readonly<Record<string, string>>
    origin?: ContentOrigin
    maxBytes?: number
    entries?: StagedEntry[]
  } = {},
): ArtifactVersion {
  const { texts = TEXTS, origin = originOf(texts), maxBytes = 0 } = options
  const entries = options.entries ?? Object.entries(texts).map(([path, text]) => entryOf(path, text))
  return new ArtifactVersion({
    facts: {
      entity: 'ada',
      project: 'digits',
      name: 'labels',
      type: 'dataset',
      version: 3,
      digest: '0'.repeat(32),
      aliases: ['latest'],
      description: '',
      metadata: { n: 1 },
      entries,
    },
    origin,
    cache:
      maxBytes > 0
        ? new ContentCache({ root: dir.join('cache'), maxBytes, nowMs: () => Date.now() })
        : undefined,
    sleep: () => Promise.resolve(),
  })
}

const read = (...parts: string[]): string => readFileSync(dir.join(...parts), 'utf8')

describe('ArtifactVersion.download()', () => {
  it('brings all files, and what is right already is left alone', async () => {
    const version = versionOf()
    await version.download(dir.join('to'))
    fetched.length = 0
    writeFileSync(dir.join('to', 'a.txt'), 'xxx')

    await version.download(dir.join('to'))

    expect(read('to', 'a.txt')).toBe('aaa')
    expect(read('to', 'b', 'd', 'e.txt')).toBe('eee')
    expect(fetched).toEqual(['a.txt@0'])
  })

  it('takes only what begins with the prefix', async () => {
    await versionOf().download(dir.join('to'), { pathPrefix: 'b/d' })
    expect(readdirSync(dir.join('to'), { recursive: true }).map(String).toSorted()).toEqual([
      'b',
      'b/d',
      'b/d/e.txt',
    ])
  })

  it('goes on where a connection broke', async () => {
    const broken = (): FetchedContent => ({ offset: 0, body: bodyOf('aa'), cancel: () => {} })
    const version = versionOf({ texts: { 'a.txt': 'aaa' }, origin: originOf({ 'a.txt': 'aaa' }, [broken]) })

    await version.download(dir.join('to'))

    expect(read('to', 'a.txt')).toBe('aaa')
    expect(fetched).toEqual(['a.txt@0', 'a.txt@2'])
  })

  it.each([
    ['other bytes', 'bbb'],
    ['too few', 'aa'],
    ['too many', 'aaaa'],
  ])('leaves nothing of a content that is not what was logged: %s', async (_what, text) => {
    const version = versionOf({ entries: [entryOf('a.txt', 'aaa')], origin: originOf({ 'a.txt': text }) })

    await expect(version.download(dir.join('to'))).rejects.toMatchObject({
      code: expect.stringMatching(/ARTIFACT_(CHANGED|UNAVAILABLE)/) as string,
    })
    expect(readdirSync(dir.join('to'))).toEqual([])
  })

  it.each(['../x', '/etc/x', 'a/../../x', 'C:/x', 'a\\..\\x'])('refuses the path %j of a server', (path) => {
    expect(() => versionOf({ entries: [entryOf(path, 'x')] })).toThrow(/ARTIFACT|Cannot use/)
  })

  it('refuses a manifest in which a path comes twice, or is a file and a folder', () => {
    expect(() => versionOf({ entries: [entryOf('a', 'x'), entryOf('a', 'y')] })).toThrow(/twice/)
    expect(() => versionOf({ entries: [entryOf('a/b', 'x'), entryOf('a', 'y')] })).toThrow(/is a file/)
  })

  it('does not follow a link in the folder to another place', async () => {
    mkdirSync(dir.join('to'))
    mkdirSync(dir.join('elsewhere'))
    symlinkSync(dir.join('elsewhere'), dir.join('to', 'b'))

    await expect(versionOf().download(dir.join('to'))).rejects.toMatchObject({
      code: 'ARTIFACT_PATH_INVALID',
    })
    expect(readdirSync(dir.join('elsewhere'))).toEqual([])
  })

  it('replaces a link in the place of a file, and does not write through it', async () => {
    mkdirSync(dir.join('to'))
    writeFileSync(dir.join('precious'), 'precious')
    symlinkSync(dir.join('precious'), dir.join('to', 'a.txt'))

    await versionOf().download(dir.join('to'))

    expect(read('precious')).toBe('precious')
    expect(read('to', 'a.txt')).toBe('aaa')
  })

  it('refuses a reference that nobody here can fetch, or leaves it out when told to', async () => {
    const entry = { path: 'x', digest: 's3://b/k', sha256: undefined, sizeBytes: 0, ref: 's3://b/k' }
    const version = versionOf({ entries: [entry] })

    await expect(version.download(dir.join('to'))).rejects.toMatchObject({ code: 'ARTIFACT_UNAVAILABLE' })
    await version.download(dir.join('to'), { references: 'skip' })
    expect(readdirSync(dir.join('to'))).toEqual([])
  })

  it('copies the target of a file reference, unless it has changed', async () => {
    writeFileSync(dir.join('f'), 'hello')
    const ref = `file://${dir.join('f')}`
    const { md5 } = nameOf(Buffer.from('hello'))
    const version = versionOf({ entries: [{ path: 'x', digest: md5, sha256: undefined, sizeBytes: 5, ref }] })

    await version.download(dir.join('to'))
    writeFileSync(dir.join('f'), 'other')

    expect(read('to', 'x')).toBe('hello')
    await expect(version.download(dir.join('to2'))).rejects.toMatchObject({ code: 'ARTIFACT_CHANGED' })
  })
})

describe('the cache of contents', () => {
  const cached = (text: string): string => {
    const { sha256 } = nameOf(Buffer.from(text))
    return dir.join('cache', 'sha256', sha256.slice(0, 2), sha256)
  }

  it('spares the second download', async () => {
    await versionOf({ maxBytes: 1e6 }).download(dir.join('one'))
    fetched.length = 0

    await versionOf({ maxBytes: 1e6 }).download(dir.join('two'))

    expect(fetched).toEqual([])
    expect(read('two', 'b', 'c.txt')).toBe('ccc')
  })

  it('is not believed: a damaged content is fetched again', async () => {
    await versionOf({ maxBytes: 1e6 }).download(dir.join('one'))
    writeFileSync(cached('aaa'), 'AAA')

    await versionOf({ maxBytes: 1e6 }).download(dir.join('two'))

    expect(read('two', 'a.txt')).toBe('aaa')
    expect(readFileSync(cached('aaa'), 'utf8')).toBe('aaa')
  })

  it('is not harmed by what is done to downloaded files', async () => {
    await versionOf({ maxBytes: 1e6 }).download(dir.join('one'))
    writeFileSync(dir.join('one', 'a.txt'), 'zzz')

    expect(readFileSync(cached('aaa'), 'utf8')).toBe('aaa')
  })

  it('removes what was not used for longest when it is full', async () => {
    const texts = { old: 'o'.repeat(40), used: 'u'.repeat(40) }
    await versionOf({ texts, maxBytes: 100 }).download(dir.join('one'))
    for (const text of Object.values(texts)) utimesSync(cached(text), 1000, text === texts.old ? 1000 : 2000)
    await versionOf({ texts: { fresh: 'f'.repeat(40) }, maxBytes: 100 }).download(dir.join('two'))

    expect(existsSync(cached(texts.old))).toBe(false)
    expect(existsSync(cached(texts.used))).toBe(true)
  })

  it('lets a content pass by that is larger than it may be', async () => {
    await versionOf({ texts: { big: 'x'.repeat(200) }, maxBytes: 100 }).download(dir.join('one'))

    expect(read('one', 'big')).toHaveLength(200)
    expect(existsSync(dir.join('cache'))).toBe(false)
  })

  it('is done without when it cannot be written', async () => {
    writeFileSync(dir.join('cache'), 'a file')
    await versionOf({ maxBytes: 1e6 }).download(dir.join('one'))
    expect(read('one', 'a.txt')).toBe('aaa')
  })

  it('serves many at once that want the same', async () => {
    const versions = Array.from({ length: 6 }, () => versionOf({ maxBytes: 1e6 }))
    await Promise.all(versions.map((version, i) => version.download(dir.join(`to${i}`))))
    expect(read('to5', 'b', 'd', 'e.txt')).toBe('eee')
    expect(
      readdirSync(dir.join('cache', 'sha256'), { recursive: true }).some((name) =>
        String(name).includes('.tmp'),
      ),
    ).toBe(false)
  })
})

describe('ArtifactVersion', () => {
  it('verify() names what is missing, changed or too many', async () => {
    const version = versionOf()
    await version.download(dir.join('to'))
    await version.verify(dir.join('to'))
    writeFileSync(dir.join('to', 'a.txt'), 'axa')
    rmSync(dir.join('to', 'b', 'c.txt'))
    writeFileSync(dir.join('to', 'more.txt'), '')

    await expect(version.verify(dir.join('to'))).rejects.toMatchObject({
      code: 'ARTIFACT_CHANGED',
      details: { missing: ['b/c.txt'], changed: ['a.txt'], extra: ['more.txt'] },
    })
  })

  it('checkout() makes a folder exactly the version, and deletes no target of a link', async () => {
    mkdirSync(dir.join('to', 'old'), { recursive: true })
    mkdirSync(dir.join('precious'))
    writeFileSync(dir.join('precious', 'file'), '')
    writeFileSync(dir.join('to', 'old', 'x'), '')
    symlinkSync(dir.join('precious'), dir.join('to', 'link'))
    const version = versionOf()

    await version.checkout(dir.join('to'))

    await version.verify(dir.join('to'))
    expect(existsSync(dir.join('precious', 'file'))).toBe(true)
    expect(existsSync(dir.join('to', 'link'))).toBe(false)
  })

  it('checkout() refuses folders that nobody can mean', async () => {
    await expect(versionOf().checkout('/')).rejects.toThrow(RangeError)
    await expect(versionOf().checkout('.')).rejects.toThrow(RangeError)
  })

  it('file() reads one file', async () => {
    const file = await versionOf().file('b/c.txt')
    expect(await file.text()).toBe('ccc')
    expect(statSync(await file.download(dir.join('x', 'y.txt'))).size).toBe(3)
    expect(fetched).toEqual(['b/c.txt@0', 'b/c.txt@0'])
    await expect(versionOf().file('nope')).rejects.toMatchObject({ code: 'ARTIFACT_NOT_FOUND' })
  })

  it('newDraft() begins with the same files, and can be changed', () => {
    const draft = versionOf().newDraft()
    draft.remove('b')
    draft.newFile('new.txt', 'n')
    expect(draft.paths).toEqual(['a.txt', 'new.txt'])
    expect(draft.metadata).toEqual({ n: 1 })
  })
})
