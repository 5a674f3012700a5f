import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Artifact, init, type Run } from '@kymo/core'
import { createTempDir, seededBytes, waitFor, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runKymo, startKymoServer, type KymoServer } from './lib/kymo.ts'
import { startPacedProxy } from './lib/paced-proxy.ts'
import { comparePoints, fetchPoints, readLogPoints } from './lib/points.ts'

let temp: TempDir
let server: KymoServer
let run: Run | undefined
beforeEach(async () => {
  temp = createTempDir()
  await start()
})
afterEach(async () => {
  await run?.finish({ timeoutMs: 0 })
  run = undefined
  await server.child.kill()
  temp.remove()
})

async function start(port = '0', data = 'data'): Promise<void> {
  server = await startKymoServer(['server', '--data', temp.join(data), '--port', port], { cwd: temp.path })
}

/** Puts another server at the same address; `swap` does something to the data folders in between. */
async function replace(swap: () => void): Promise<void> {
  const { port } = new URL(server.url)
  await server.child.kill()
  swap()
  await start(port)
}

async function train(baseUrl = server.url): Promise<Run> {
  const options = { project: 'p', id: 'r1', dir: temp.join('kymo'), silent: true, console: false } as const
  run = await init({ ...options, systemMetrics: false, mode: 'online', baseUrl })
  return run
}

/** One of everything that travels. */
function logSome(to: Run, name: string): void {
  for (let i = 0; i < 50; i++) to.log({ loss: i, [name]: i })
  writeFileSync(temp.join(`${name}.txt`), name.repeat(100))
  to.save(temp.join(`${name}.txt`), { base: temp.path, policy: 'now' })
  to.logArtifact(new Artifact(name, 'dataset').newFile('labels.txt', `labels of ${name}`))
  to.span(name, () => undefined)
}

const filesBelow = (dir: string, ending: string): string[] =>
  existsSync(dir)
    ? readdirSync(dir, { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith(ending))
        .map((name) => join(dir, name))
    : []

const bytesOf = (paths: readonly string[]): Buffer[] => paths.map((path) => readFileSync(path))

/** Size and digest, which show a difference better than bytes. */
const namesOf = (paths: readonly string[]): string[] =>
  bytesOf(paths).map((bytes) => `${bytes.length} ${createHash('sha256').update(bytes).digest('hex')}`)

/** The server has all of the local run: both logs byte for byte, files, artifacts; and every point once. */
async function expectAll(names: readonly string[]): Promise<void> {
  const runs = temp.join('data', 'runs')
  for (const ending of ['.wandb', '.spans']) {
    const local = filesBelow(temp.join('kymo'), ending)
    expect(local).toHaveLength(1)
    expect(namesOf(filesBelow(runs, ending))).toEqual(namesOf(local))
  }
  for (const name of names) {
    expect(bytesOf(filesBelow(runs, `files/${name}.txt`)).map(String)).toEqual([name.repeat(100)])
    const url = `${server.url}/api/v1/artifacts/default/p/${name}/v0/files/labels.txt`
    await waitFor(`the artifact ${name}`, async () => (await fetch(url)).ok)
    expect(await (await fetch(url)).text()).toBe(`labels of ${name}`)
  }
  const address = { baseUrl: server.url, entity: 'default', project: 'p', run: 'r1' }
  const served = await fetchPoints(address)
  const expected = readLogPoints(...filesBelow(temp.join('kymo'), '.wandb'))
  expect(comparePoints(expected, served.points)).toMatchObject({ missing: 0, invented: 0, different: 0 })
  expect(served.duplicateCount).toBe(0)
}

async function sync(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await runKymo(['sync', 'kymo', '--base-url', server.url, ...args], {
    cwd: temp.path,
  })
  expect([code, stderr]).toEqual([0, expect.any(String)])
  return stdout
}

const contentCursor = (): Record<string, unknown> => {
  const [path] = filesBelow(temp.join('kymo'), 'kymo-content.json')
  return path === undefined ? {} : (JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>)
}

/** Everything that was logged up to now is with the server. */
async function awaitArrival(names: readonly string[]): Promise<void> {
  const runs = temp.join('data', 'runs')
  await waitFor(
    'everything on the server',
    async () => {
      const files = names.every((name) => filesBelow(runs, `files/${name}.txt`).length === 1)
      const spans = [temp.join('kymo'), runs].map((dir) => bytesOf(filesBelow(dir, '.spans'))[0]?.length)
      const artifacts = await Promise.all(
        names.map((name) =>
          fetch(`${server.url}/api/v1/artifacts/default/p/${name}/v0/files/labels.txt`).then(({ ok }) => ok),
        ),
      )
      const isSaved = Number(contentCursor()['announcedBefore'] ?? 0) > 0
      return files && isSaved && spans[0] === spans[1] && artifacts.every(Boolean)
    },
    { deadlineMs: 30_000 },
  )
}

describe('a server that is replaced during a training gets all of the run', () => {
  test('by an empty one: log, spans, files and artifacts', async () => {
    const training = await train()
    logSome(training, 'before')
    await awaitArrival(['before'])

    await replace(() => rmSync(temp.join('data'), { recursive: true }))
    training.log({ loss: 0.5 })
    const report = await training.finish()

    expect(report.sinks.map(({ complete }) => complete)).toEqual([true])
    await expectAll(['before'])
    expect(await sync()).toContain('Nothing to send')
  }, 60_000)

  test('by an empty one, when nothing is logged any more but the end', async () => {
    const training = await train()
    logSome(training, 'before')
    await awaitArrival(['before'])

    await replace(() => renameSync(temp.join('data'), temp.join('old')))
    await training.finish()

    await expectAll(['before'])
  }, 60_000)

  test('and the first one again is sent only what it lacks', async () => {
    const training = await train()
    logSome(training, 'before')
    await awaitArrival(['before'])
    await replace(() => renameSync(temp.join('data'), temp.join('old')))
    logSome(training, 'during')
    await awaitArrival(['before', 'during'])
    await replace(() => {
      renameSync(temp.join('data'), temp.join('other'))
      renameSync(temp.join('old'), temp.join('data'))
    })
    logSome(training, 'after')
    const report = await training.finish()

    expect(report.sinks.map(({ complete }) => complete)).toEqual([true])
    await expectAll(['before', 'during', 'after'])
  }, 90_000)

  test('by its own backup from before, whose data have the same name', async () => {
    const training = await train()
    logSome(training, 'before')
    await awaitArrival(['before'])
    await replace(() => cpSync(temp.join('data'), temp.join('backup'), { recursive: true }))
    logSome(training, 'lost')
    await awaitArrival(['before', 'lost'])
    await replace(() => {
      rmSync(temp.join('data'), { recursive: true })
      renameSync(temp.join('backup'), temp.join('data'))
    })
    training.log({ loss: 0.5 })
    const report = await training.finish()

    expect(report.sinks.map(({ complete }) => complete)).toEqual([true])
    await expectAll(['before', 'lost'])
  }, 90_000)

  test('after its log was sent whole, while a large artifact is on its way', async () => {
    const proxy = await startPacedProxy(server.url, { partDelayMs: 400 })
    try {
      const training = await train(proxy.url)
      logSome(training, 'small')
      await awaitArrival(['small'])
      writeFileSync(temp.join('model.bin'), seededBytes(1, 64 * 1024 * 1024))
      training.logArtifact(new Artifact('model', 'model').addFile(temp.join('model.bin')))
      const finishing = training.finish()
      await waitFor('the log to be whole on the server', () => {
        const [local, copy] = [temp.join('kymo'), temp.join('data')].map(
          (dir) => bytesOf(filesBelow(dir, '.wandb'))[0]?.length ?? 0,
        )
        return proxy.partCount > 0 && training.isFinished && local === copy
      })
      await replace(() => rmSync(temp.join('data'), { recursive: true }))
      const report = await finishing

      expect(report.sinks.map(({ complete }) => complete)).toEqual([true])
      await expectAll(['small'])
      const url = `${server.url}/api/v1/artifacts/default/p/model/v0/files/model.bin`
      expect((await (await fetch(url)).arrayBuffer()).byteLength).toBe(64 * 1024 * 1024)
    } finally {
      await proxy.close()
    }
  }, 120_000)
})

/** As a version wrote them that did not know of names of data. */
function forgetNames(): void {
  for (const path of filesBelow(temp.join('kymo'), '.json').filter((name) => name.includes('/cursors/'))) {
    const { dataId: _, state, ...rest } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    const { dataId: __, ...kept } = (state ?? {}) as Record<string, unknown>
    writeFileSync(path, JSON.stringify({ ...rest, ...(state === undefined ? {} : { state: kept }) }))
  }
}

describe('kymo sync believes cursors only of the data that they are about', () => {
  beforeEach(async () => {
    logSome(await train(), 'before')
    await run?.finish()
  })

  test('those without a name of data ask the server once, and have it then', async () => {
    forgetNames()

    expect(await sync('--json')).toContain('"status": "unchanged"')
    expect(contentCursor()['dataId']).toMatch(/^[0-9a-f]{32}$/)
    expect(await sync('--json')).not.toContain('"status"')
  }, 60_000)

  test('those without a name of data do not hide that a server was replaced', async () => {
    forgetNames()
    await replace(() => rmSync(temp.join('data'), { recursive: true }))

    expect(await sync()).toContain('✓ r1')
    await expectAll(['before'])
  }, 60_000)

  test('a sync that was cut off after the log sends contents and spans to the new server', async () => {
    await replace(() => rmSync(temp.join('data'), { recursive: true }))
    await sync()
    // As if only the log had come through: its cursor knows the new data, the others those of before.
    for (const name of ['kymo-content.json', 'kymo-spans.json']) {
      const [path] = filesBelow(temp.join('kymo'), name)
      const old = readFileSync(path ?? '', 'utf8').replaceAll(/[0-9a-f]{32}/g, '0'.repeat(32))
      writeFileSync(path ?? '', old)
    }
    for (const path of filesBelow(temp.join('data', 'runs'), '.spans')) rmSync(path)
    for (const path of filesBelow(temp.join('data', 'runs'), 'files/before.txt')) rmSync(path)

    await sync()
    await expectAll(['before'])
  }, 60_000)

  test('a deleted index changes nothing, and a copy of the data is the same data', async () => {
    await replace(() => {
      for (const path of filesBelow(temp.join('data'), 'index.sqlite')) rmSync(path)
    })
    expect(await sync('--json')).not.toContain('"status"')

    await replace(() => {
      cpSync(temp.join('data'), temp.join('copy'), { recursive: true })
      rmSync(temp.join('data'), { recursive: true })
      renameSync(temp.join('copy'), temp.join('data'))
    })
    expect(await sync('--json')).not.toContain('"status"')
    await expectAll(['before'])
  }, 60_000)

  test('of several servers each has all, and nothing twice', async () => {
    const first = server
    await start('0', 'second')
    try {
      expect(await sync()).toContain('✓ r1')
      expect(await sync('--json')).not.toContain('"status"')
    } finally {
      await server.child.kill()
      server = first
    }

    expect(await sync('--json')).toContain('"unchanged": 1')
    await expectAll(['before'])
  }, 60_000)
})

describe('kymo sync asks the server about runs that it has sent before', () => {
  const change = async (method: string, path: string): Promise<void> => {
    const { status } = await fetch(`${server.url}/api/v1/${path}`, {
      method,
      headers: { 'kymo-request': '1' },
    })
    expect(status).toBe(200)
  }

  beforeEach(async () => {
    logSome(await train(), 'before')
    await run?.finish()
    await waitFor('the run to have ended', async () => {
      const answer = await fetch(`${server.url}/api/v1/runs/default/p/r1`)
      return answer.ok && ((await answer.json()) as { state: string }).state === 'finished'
    })
  })

  test('one that was deleted there does not come back unasked, and says so', async () => {
    await change('DELETE', 'runs/default/p/r1')
    expect(await sync()).toContain('r1  is in the trash of the server')
    await change('DELETE', 'trash/default/p/r1?force=1')

    const asked = [await sync(), await sync()]
    const { port } = new URL(server.url)
    await server.child.kill()
    await start(port)
    asked.push(await sync())

    for (const text of asked)
      expect(text).toContain('r1  was deleted on the server; to send it again, add --all')
    expect(filesBelow(temp.join('data', 'runs'), '.wandb')).toEqual([])
    expect(await sync('--all')).toContain('✓ r1')
    await expectAll(['before'])
    expect(await sync()).toMatch(/^Nothing to send: the run is on .* already/)
  }, 60_000)

  test('one that is missing there, because a backup was restored, is sent again', async () => {
    await replace(() => {
      for (const name of readdirSync(temp.join('data', 'runs', 'default', 'p')))
        rmSync(temp.join('data', 'runs', 'default', 'p', name), { recursive: true })
    })

    expect(await sync()).toContain('✓ r1')
    await expectAll(['before'])
  }, 60_000)

  test('a server that is away is not said to have it', async () => {
    await server.child.kill()

    expect(await sync()).toMatch(
      /^Nothing to send: the run was sent to .* before; to ask it again, add --all/,
    )
  }, 60_000)
})
