import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Api, Artifact, init, type ApiArtifact, type Run } from '@kymo/core'
import { syncRunFolder } from '@kymo/core/sync'
import { startServer, type RunningServer } from '@kymo/server'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

let dir: TempDir
let server: RunningServer
let ids: { maker: string; trainer: string }

const start = (options: Record<string, unknown> = {}): Promise<Run> =>
  init({
    project: 'digits',
    dir: dir.join('runs'),
    cacheDir: dir.join('cache'),
    mode: 'offline',
    silent: true,
    console: false,
    systemMetrics: false,
    environment: false,
    git: false,
    ...options,
  })

const data = (text: string): Artifact =>
  new Artifact('digits', 'dataset', { metadata: { rows: 2, __proto__x: 1 }, description: 'ten digits' })
    .newFile('train/a.csv', text)
    .newFile('README.md', '# digits')

/** A data set in three versions (the third has the content of the first), and a model made from the first. */
beforeAll(async () => {
  dir = createTempDir()
  server = await startServer({ mode: 'server', dir: dir.join('data'), port: 0 })
  const maker = await start()
  await maker.logArtifact(data('1,2'), { aliases: ['raw'], tags: ['small'] }).wait()
  await maker.logArtifact(data('3,4'), { aliases: ['clean'] }).wait()
  await maker.finish()
  const trainer = await start()
  await trainer.useArtifact('digits:raw')
  await trainer.logArtifact(new Artifact('model', 'model').newFile('weights.bin', 'w')).wait()
  await trainer.logArtifact(data('1,2')).wait()
  await trainer.finish()
  ids = { maker: maker.id, trainer: trainer.id }
  // A server numbers versions in the order in which they are complete.
  for (const run of [maker, trainer]) {
    await syncRunFolder(run.dir ?? '', { baseUrl: server.url })
    await server.settle()
  }
})
afterAll(async () => {
  await server.close()
  dir.remove()
})

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = []
  for await (const item of items) found.push(item)
  return found
}
const names = (versions: readonly ApiArtifact[]): string[] =>
  versions.map(({ name, version }) => `${name}:${version}`)

// One behaviour, two places: what holds of a server holds of a folder.
describe.each(['folder', 'server'] as const)('artifacts of a %s', (kind) => {
  const open = (): Api =>
    kind === 'folder' ? new Api({ dir: dir.join('runs') }) : new Api({ baseUrl: server.url })

  test('collections are listed by type, with their versions, newest first', async () => {
    const collections = await all(open().artifacts('digits'))
    const [dataSet] = collections
    const models = await all(open().artifacts('default/digits', { type: 'model' }))

    expect(collections.map(({ type, name, versionCount }) => [type, name, versionCount])).toEqual([
      ['dataset', 'digits', 3],
      ['model', 'model', 1],
    ])
    expect(models.map(({ name }) => name)).toEqual(['model'])
    const versions = dataSet === undefined ? [] : await all(dataSet.versions())
    expect(versions.map(({ version, aliases }) => [version, aliases])).toEqual([
      ['v2', ['latest']],
      ['v1', ['clean']],
      ['v0', ['raw']],
    ])
  })

  test('a version is found by alias, number, digest, or as the newest', async () => {
    const api = open()
    const raw = await api.artifact('default/digits/digits:raw')

    expect(raw).toMatchObject({
      version: 'v0',
      type: 'dataset',
      state: 'committed',
      tags: ['small'],
      description: 'ten digits',
      metadata: { rows: 2 },
      fileCount: 2,
      sizeBytes: 11,
      qualifiedName: 'default/digits/digits:v0',
    })
    expect((await api.artifact('digits/digits:v1')).aliases).toEqual(['clean'])
    expect((await api.artifact('digits/digits')).version).toBe('v2')
    expect((await api.artifact(`digits/digits:${raw.digest}`)).digest).toBe(raw.digest)
    expect(raw.createdAt.getTime()).toBeGreaterThan(Date.now() - 600_000)
    await expect(api.artifact('digits/digits:v9')).rejects.toMatchObject({ code: 'ARTIFACT_NOT_FOUND' })
    await expect(api.artifact('digits/none')).rejects.toMatchObject({ code: 'ARTIFACT_NOT_FOUND' })
  })

  test('files are listed, read, downloaded and verified', async () => {
    const clean = await open().artifact('digits/digits:clean')
    const to = dir.join(`to-${kind}`)
    mkdirSync(to)

    expect((await all(clean.files())).map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ['README.md', 8],
      ['train/a.csv', 3],
    ])
    expect(await (await clean.file('train/a.csv')).text()).toBe('3,4')
    expect(await clean.download(to)).toBe(to)
    expect(readFileSync(join(to, 'train', 'a.csv'), 'utf8')).toBe('3,4')
    await clean.verify(to)
    writeFileSync(join(to, 'train', 'a.csv'), 'x')
    await expect(clean.verify(to)).rejects.toMatchObject({ code: 'ARTIFACT_CHANGED' })
  })

  test('lineage goes both ways, from versions and from runs', async () => {
    const api = open()
    const raw = await api.artifact('digits/digits:v0')
    const [maker, trainer] = [await api.run(`digits/${ids.maker}`), await api.run(`digits/${ids.trainer}`)]

    expect((await raw.loggedBy())?.id).toBe(ids.maker)
    expect((await raw.usedBy()).map(({ id }) => id)).toEqual([ids.trainer])
    expect(await (await api.artifact('digits/model')).usedBy()).toEqual([])
    expect(names(await all(maker.loggedArtifacts()))).toEqual(['digits:v0', 'digits:v1'])
    expect(await all(maker.usedArtifacts())).toEqual([])
    expect(names(await all(trainer.usedArtifacts()))).toEqual(['digits:v0'])
    expect(names(await all(trainer.loggedArtifacts()))).toEqual(['model:v0', 'digits:v2'])
  })
})
