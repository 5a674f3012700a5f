import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { RecordInit } from '@kymo/protocol'
import { createTempDir, writeRunFolder, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { HttpOutcome } from '../platform/http.ts'
import { nameOf } from '../platform/content-store.ts'
import { ArtifactServer } from './artifact-server.ts'
import { stagedPath } from './content.ts'
import { findVersion, type VersionFinder } from './find-version.ts'
import { parseVersionName, selectVersion } from './version-facts.ts'
import { VersionMemory } from './version-memory.ts'

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

const PLACE = { entity: 'default', project: 'digits' }
const nameFor = (text: string): ReturnType<typeof parseVersionName> => parseVersionName(text, PLACE)

function finderOf(changes: Partial<VersionFinder> = {}): VersionFinder {
  return {
    server: undefined,
    runsDir: dir.path,
    cache: undefined,
    memory: undefined,
    sleep: () => Promise.resolve(),
    ...changes,
  }
}

function logged(text: string, aliases: string[], seconds: number): RecordInit {
  const { md5, sha256, sizeBytes } = nameOf(Buffer.from(text))
  return {
    artifact: {
      name: 'labels',
      type: 'dataset',
      project: 'digits',
      // A digest of its own for every content is all that matters here.
      digest: sha256.slice(0, 32),
      aliases,
      kymoTime: { seconds },
      metadata: '{"n":1}',
      manifest: { contents: [{ path: 'labels.txt', digest: md5, size: sizeBytes, kymoSha256: sha256 }] },
    },
  }
}

function writeRun(id: string, ...texts: { text: string; aliases?: string[]; seconds: number }[]): void {
  const records = texts.map(({ text, aliases = ['latest'], seconds }) => logged(text, aliases, seconds))
  const { path } = writeRunFolder(dir.path, { id, project: 'digits', records })
  for (const { text } of texts) {
    const staged = join(path, stagedPath(nameOf(Buffer.from(text)).sha256))
    mkdirSync(dirname(staged), { recursive: true })
    writeFileSync(staged, text)
  }
}

describe('parseVersionName()', () => {
  it('fills in what is not said', () => {
    expect(nameFor('a')).toEqual({ ...PLACE, name: 'a', selector: 'latest' })
    expect(nameFor('p/a:best')).toEqual({ entity: 'default', project: 'p', name: 'a', selector: 'best' })
    expect(nameFor('e/p/a:v3')).toEqual({ entity: 'e', project: 'p', name: 'a', selector: 'v3' })
  })

  it.each(['', 'a:', ':v1', 'a/b/c/d', 'a:b:c', '/a', 'a:b/c', 7])('refuses %j', (text) => {
    expect(() => nameFor(text as string)).toThrow(/Cannot use/)
  })
})

describe('selectVersion()', () => {
  it('does not take an alias for a version', () => {
    const versions = [
      { version: 0, digest: 'd0', aliases: [] },
      { version: 1, digest: 'd1', aliases: ['best'] },
    ]
    expect(selectVersion(versions, 'best')?.version).toBe(1)
    expect(selectVersion(versions, 'v0')?.digest).toBe('d0')
    expect(selectVersion(versions, 'd0')?.version).toBe(0)
    expect(selectVersion(versions, 'latest')?.version).toBe(1)
    expect(selectVersion(versions, 'undefined')).toBeUndefined()
  })
})

describe('findVersion() offline', () => {
  it('numbers versions over all run folders by the time of logging, equal content once', async () => {
    writeRun('later000', { text: 'two', seconds: 200, aliases: ['best'] }, { text: 'one', seconds: 300 })
    writeRun('sooner00', { text: 'one', seconds: 100, aliases: ['best'] })

    const best = await findVersion(nameFor('labels:best'), finderOf())
    const first = await findVersion(nameFor('labels:v0'), finderOf())
    await best.download(dir.join('to'))

    expect(best).toMatchObject({
      version: 'v1',
      type: 'dataset',
      aliases: expect.arrayContaining(['best']) as string[],
    })
    expect(first.version).toBe('v0')
    expect(first.aliases).not.toContain('best')
    expect(await (await first.file('labels.txt')).text()).toBe('one')
    expect(best.metadata).toEqual({ n: 1 })
  })

  it('says what is not there', async () => {
    writeRun('a1b2c3d4', { text: 'one', seconds: 1 })
    await expect(findVersion(nameFor('labels:v7'), finderOf())).rejects.toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
    })
    await expect(findVersion(nameFor('p/labels'), finderOf())).rejects.toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
    })
  })

  it('a draft takes over the content of another run folder', async () => {
    writeRun('a1b2c3d4', { text: 'one', seconds: 1 })
    const draft = (await findVersion(nameFor('labels'), finderOf())).newDraft()
    expect(draft.items).toMatchObject([
      { path: 'labels.txt', source: { kind: 'stored', path: expect.any(String) as string } },
    ])
  })
})

describe('findVersion() with a server', () => {
  const { md5, sha256 } = nameOf(Buffer.from('one'))
  const detail = {
    version: 3,
    state: 'committed',
    digest: 'ab'.repeat(16),
    type: 'dataset',
    aliases: ['latest'],
    metadata: { n: 2 },
  }
  const entry = { path: 'labels.txt', sizeBytes: 3, digest: md5, sha256, ref: null }

  function serverOf(
    answer: (path: string) => { status: number; json?: unknown } | undefined,
  ): ArtifactServer {
    const send = (request: { readonly url: string }): Promise<HttpOutcome> => {
      const found = answer(new URL(request.url).pathname.replace('/api/v1/artifacts/default/digits/', ''))
      if (found === undefined)
        return Promise.resolve({ kind: 'failed', cause: 'network', reason: 'ECONNREFUSED' })
      const { status, json } = found
      return Promise.resolve({
        kind: 'reply',
        status,
        headers: new Headers(),
        text: JSON.stringify(json ?? {}),
      })
    }
    return new ArtifactServer({ baseUrl: 'http://h', send })
  }

  const good = (path: string): { status: number; json?: unknown } =>
    path.endsWith('/manifest')
      ? { status: 200, json: { entries: [entry], next: null } }
      : { status: 200, json: detail }

  it('reads the version by what does not change', async () => {
    const paths: string[] = []
    const server = serverOf((path) => {
      paths.push(path)
      return good(path)
    })

    const version = await findVersion(nameFor('labels:best'), finderOf({ server }))

    expect(version).toMatchObject({ version: 'v3', digest: 'ab'.repeat(16) })
    expect(paths).toEqual(['labels/best', 'labels/v3/manifest'])
  })

  it('remembers it, and takes a fixed version from memory when the server is away; an alias never', async () => {
    const memory = new VersionMemory(dir.join('cache'))
    await findVersion(nameFor('labels'), finderOf({ server: serverOf(good), memory }))
    const away = finderOf({ server: serverOf(() => undefined), memory })

    expect((await findVersion(nameFor('labels:v3'), away)).digest).toBe('ab'.repeat(16))
    await expect(findVersion(nameFor('labels:latest'), away)).rejects.toMatchObject({
      code: 'ARTIFACT_UNAVAILABLE',
    })
    expect((await findVersion(nameFor('labels:latest'), finderOf({ memory }))).version).toBe('v3')
  })

  it.each([
    ['a path that leaves the folder', { ...entry, path: '../../x' }, 'ARTIFACT_PATH_INVALID'],
    ['a size that is none', { ...entry, sizeBytes: -1 }, 'ARTIFACT_UNAVAILABLE'],
    ['no entry at all', null, 'ARTIFACT_UNAVAILABLE'],
  ])('refuses a manifest with %s', async (_what, hostile, code) => {
    const server = serverOf((path) =>
      path.endsWith('/manifest')
        ? { status: 200, json: { entries: [hostile], next: null } }
        : { status: 200, json: detail },
    )
    await expect(findVersion(nameFor('labels'), finderOf({ server }))).rejects.toMatchObject({ code })
  })

  it('does not page for ever', async () => {
    const server = serverOf((path) =>
      path.endsWith('/manifest')
        ? { status: 200, json: { entries: [], next: 'x' } }
        : { status: 200, json: detail },
    )
    await expect(findVersion(nameFor('labels'), finderOf({ server }))).rejects.toThrow(/repeats itself/)
  })
})
