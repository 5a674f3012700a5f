import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { manifestDigest } from '@kymo/protocol'
import { collectDataDir, isServerError } from '@kymo/server'
import type { ArtifactVersion } from '@kymo/server/api'
import { runChild, seededRandom, startChild, waitFor } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { LogBuilder } from './log-builder.ts'
import { getJson, serve, tempDir } from './serve.ts'

const CHILD = fileURLToPath(new URL('collect-child.mjs', import.meta.url))
const DAY_MS = 86_400_000
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Content as it lies in a data folder since days. */
function store(dir: string, text: string): string {
  const hex = sha256(text)
  const folder = join(dir, 'blobs/sha256', hex.slice(0, 2))
  mkdirSync(folder, { recursive: true })
  const path = join(folder, hex)
  writeFileSync(path, text)
  utimesSync(path, new Date(Date.now() - 2 * DAY_MS), new Date(Date.now() - 2 * DAY_MS))
  return path
}

function writeRun(dir: string, texts: readonly string[], { ttlSeconds = 0 } = {}): void {
  const contents = texts.map((text) => ({
    path: text,
    digest: createHash('md5').update(text).digest('base64'),
    size: text.length,
    kymoSha256: sha256(text),
  }))
  const manifest = { contents }
  const artifact = {
    name: 'set',
    type: 'dataset',
    digest: manifestDigest(contents),
    clientId: 'a',
    manifest,
    ttlDurationSeconds: ttlSeconds,
  }
  new LogBuilder()
    .run('abc')
    .record({ artifact })
    .exit(0)
    .writeTo(join(dir, 'runs/team/digits/run-20261123_100000-abc/run-abc.wandb'))
}

test('a collection that is killed again and again removes nothing that is named, and the next one the rest', async () => {
  const dir = tempDir().path
  const random = seededRandom(5)
  const named = Array.from({ length: 300 }, (_, i) => `named ${i}`)
  writeRun(dir, named)
  const namedPaths = named.map((text) => store(dir, text))
  const garbage = Array.from({ length: 3_000 }, (_, i) => store(dir, `garbage ${i}`))
  const left = (): number => garbage.filter((path) => existsSync(path)).length

  let killCount = 0
  for (let before = left(); killCount < 4; before = left()) {
    const child = startChild(CHILD, { args: [dir] })
    const isOver = child.exited.then(() => true)
    await waitFor('the first removal', () => left() < before || child.process.exitCode !== null)
    setTimeout(() => child.process.kill('SIGKILL'), random() * 20)
    await isOver
    if (left() === 0) break
    killCount++
    expect(namedPaths.every((path) => existsSync(path))).toBe(true)
  }
  const last = await runChild(CHILD, { args: [dir] })

  expect(killCount).toBeGreaterThan(0)
  expect(JSON.parse(last.stdout)).toMatchObject({ keptCount: named.length, youngCount: 0 })
  expect(left()).toBe(0)
  expect(namedPaths.every((path) => existsSync(path))).toBe(true)
})

test('a server deletes a version when its time is over, by itself', async () => {
  const dir = tempDir().path
  store(dir, 'content')
  writeRun(dir, ['content'], { ttlSeconds: 3_600 })
  const path = '/api/v1/artifacts/team/digits/set/v0'
  const first = await serve({ dir })
  await first.settle()
  const before = await getJson<ArtifactVersion>(first.url + path)
  await first.close()

  const { url } = await serve({ dir, clock: { nowMs: () => Date.now() + DAY_MS } })

  expect(before).toMatchObject({ state: 'committed', expiresMs: before.createdMs + 3_600_000 })
  expect(await getJson(url + path)).toMatchObject({ state: 'deleted' })
})

test('the folder of a running server is not touched, nor one that is none', async () => {
  const server = await serve()
  const empty = tempDir().path

  await expect(collectDataDir({ dir: server.dir })).rejects.toSatisfy((error) =>
    isServerError(error, 'DATA_DIR_LOCKED'),
  )
  await expect(collectDataDir({ dir: empty })).rejects.toSatisfy((error) =>
    isServerError(error, 'DATA_DIR_UNUSABLE'),
  )
  expect(readdirSync(empty)).toEqual([])
})
