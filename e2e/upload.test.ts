import { appendFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { syncRunFolder } from '@kymo/core/sync'
import { startServer, type RunningServer } from '@kymo/server'
import { createTempDir, waitFor, writeRunFolder, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

let dir: TempDir
let server: RunningServer
beforeEach(async () => {
  dir = createTempDir()
  server = await startServer({ mode: 'server', dir: dir.join('data'), port: 0 })
})
afterEach(async () => {
  await server.close()
  dir.remove()
})

/** The server's copy of the only log that it holds. */
function copy(): Buffer {
  const names = readdirSync(dir.join('data', 'runs'), { recursive: true, encoding: 'utf8' })
  const logs = names.filter((name) => name.endsWith('.wandb'))
  return logs.length === 1 ? readFileSync(join(dir.join('data', 'runs'), logs[0] ?? '')) : Buffer.alloc(0)
}

describe('syncRunFolder() against a Kymo server', () => {
  it('makes a copy that is equal byte for byte, and does not send it again', async () => {
    const { path, bytes } = writeRunFolder(dir.path, { rowCount: 20_000, exitCode: 0 })

    const first = await syncRunFolder(path, { baseUrl: server.url })
    const second = await syncRunFolder(path, { baseUrl: server.url })

    expect(first).toMatchObject({ complete: true, sentBytes: bytes.length, resumedFrom: 0 })
    expect(second).toMatchObject({ complete: true, sentBytes: 0, resumedFrom: bytes.length })
    expect(copy().equals(bytes)).toBe(true)
    await server.settle()
    expect(first.url).toBe(`${server.url}/default/uncategorized/runs/a1b2c3d4`)
    const run = await fetch(`${server.url}/api/v1/runs/default/uncategorized/a1b2c3d4`)
    expect(await run.json()).toMatchObject({ run: 'a1b2c3d4', state: 'finished', pointCount: 40_000 })
  })

  it('does no harm three at once, one of them without knowing where the others are', async () => {
    const { path, bytes } = writeRunFolder(dir.path, { rowCount: 100_000, exitCode: 0 })

    const syncs = await Promise.all([1, 2, 3].map(() => syncRunFolder(path, { baseUrl: server.url })))

    expect(syncs.map(({ complete }) => complete)).toEqual([true, true, true])
    expect(copy().equals(bytes)).toBe(true)
  })

  it('gets over a restart of the server', async () => {
    const { path, bytes } = writeRunFolder(dir.path, { rowCount: 200_000, exitCode: 0 })
    const { port } = server
    const syncing = syncRunFolder(path, { baseUrl: server.url })
    await waitFor('the first bytes', () => copy().length > 0)
    const heldAtClose = copy().length
    await server.close()
    server = await startServer({ mode: 'server', dir: dir.join('data'), port })

    expect(await syncing).toMatchObject({ complete: true, acknowledgedBytes: bytes.length })
    expect(heldAtClose).toBeLessThan(bytes.length)
    expect(copy().equals(bytes)).toBe(true)
  })

  it('follows a run that is being written until its exit record', async () => {
    const { path, logPath, bytes } = writeRunFolder(dir.path, { rowCount: 2000, exitCode: 0 })
    writeFileSync(logPath, bytes.subarray(0, 5000))
    const syncing = syncRunFolder(path, { baseUrl: server.url, follow: true })
    for (let at = 5000; at < bytes.length; at += 20_000) {
      await waitFor('the server to be up to date', () => copy().length >= at)
      appendFileSync(logPath, bytes.subarray(at, at + 20_000))
    }

    expect(await syncing).toMatchObject({ complete: true, totalBytes: bytes.length })
    expect(copy().equals(bytes)).toBe(true)
  })

  it('says in the words of the server why a run cannot be taken', async () => {
    const { path, logPath } = writeRunFolder(dir.path)
    writeFileSync(logPath, 'this is no log')

    await expect(syncRunFolder(path, { baseUrl: server.url })).rejects.toMatchObject({
      code: 'UPLOAD_REFUSED',
      message: expect.stringContaining('not the header of a run log') as string,
    })
  })
})
