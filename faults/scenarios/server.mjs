// Faults that meet the server while a client sends.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { succeeded, unharmed } from '../lib/scene.mjs'
import { SmallDisk } from '../lib/small-disk.mjs'
import { failCalls, killAt, killPoints, recording } from '../lib/strace.mjs'
import { verifyServer } from '../lib/verify.mjs'
import { worst } from './sdk.mjs'

const ROWS = 20_000

export const serverFaults = new Map([
  ['SIGKILL', { points: true, play: killed }],
  [
    'full disk',
    {
      needs: 'mount',
      play: async (scene) => {
        const disk = new SmallDisk(join(scene.path, 'data'), { sizeKb: 4_096 })
        scene.onClose(() => disk.remove())
        disk.fill(3_700 * 1024)
        const server = await scene.startServer()
        await unharmed(scene.train({ rows: ROWS }))
        const sync = scene.sync(server.url)
        // The server says what is wrong; the client tries again until there is room.
        await new Promise((resolve) => setTimeout(resolve, 3_000))
        disk.free()
        await sync.exited
        await succeeded(scene.sync(server.url), 'the second kymo sync')
        return check(scene, server)
      },
    },
  ],
  [
    'EIO',
    {
      needs: 'strace',
      play: async (scene) => {
        const server = await scene.startServer({ wrapper: failCalls('fdatasync', 'EIO', [8, 14]) })
        await unharmed(scene.train({ rows: ROWS }))
        await scene.sync(server.url).exited
        await succeeded(scene.sync(server.url), 'the second kymo sync')
        return check(scene, server)
      },
    },
  ],
  [
    'read-only folder',
    {
      needs: 'mount',
      play: async (scene) => {
        const disk = new SmallDisk(join(scene.path, 'data'), { sizeKb: 8_192 })
        scene.onClose(() => disk.remove())
        disk.makeReadOnly()
        const refused = await scene.startServer().then(
          () => 'started',
          (error) => error.message,
        )
        if (!/DATA_DIR|read-only|EROFS|data folder/i.test(refused)) throw new Error(`It said: ${refused}`)
        return { lost: 0, twice: 0, different: 0, accepted: 0, note: 'refuses to start, and says why' }
      },
    },
  ],
  [
    'torn tail',
    {
      quick: true,
      play: async (scene) => {
        const server = await synced(scene)
        await server.kill()
        const log = server.findLog()
        const bytes = readFileSync(log)
        writeFileSync(log, bytes.subarray(0, bytes.length - 1_000))
        await server.start()
        await succeeded(scene.sync(server.url, { args: ['--all'] }), 'the second kymo sync')
        return check(scene, server)
      },
    },
  ],
  [
    'flipped byte',
    {
      play: async (scene) => {
        const server = await synced(scene)
        await server.kill()
        const log = server.findLog()
        const bytes = readFileSync(log)
        bytes[200_000] ^= 0x10
        writeFileSync(log, bytes)
        server.deleteIndex()
        await server.start()
        const { lost, twice, different } = await verifyServer(server.url, { accepted: ROWS })
        await scene.checkCargo(server.url, { isDamaged: true })
        if (lost > 700) throw new Error(`${lost} rows are gone`)
        return {
          lost: 0,
          twice,
          different,
          accepted: ROWS,
          note: `${lost} rows in the damaged block, reported`,
        }
      },
    },
  ],
])

async function synced(scene) {
  const server = await scene.startServer()
  await unharmed(scene.train({ rows: ROWS }))
  await succeeded(scene.sync(server.url), 'kymo sync')
  return server
}

async function check(scene, server) {
  return { ...worst(scene.onDisk(ROWS), await scene.onServer(server.url, ROWS)), accepted: ROWS }
}

/** The server is killed at its n-th system call while it takes a run, and started again. */
async function killed(scene, { point }) {
  const rows = 3_000
  await unharmed(scene.train({ rows }))
  if (point === undefined) {
    const path = join(scene.path, 'calls')
    const server = await scene.startServer({ wrapper: recording(path) })
    await succeeded(scene.sync(server.url), 'kymo sync')
    await verifyServer(server.url, { accepted: rows })
    await server.kill('SIGTERM')
    return killPoints(readFileSync(path, 'utf8'))
  }
  let server
  try {
    server = await scene.startServer({ wrapper: killAt(point) })
  } catch {
    // It was killed while it started.
  }
  const sync = server === undefined ? undefined : scene.sync(server.url)
  const first =
    server === undefined
      ? undefined
      : await Promise.race([server.child.exited, sync.exited.then(() => undefined)])
  await server?.kill()
  const again = await scene.startServer({ wrapper: [] })
  await sync?.kill()
  await succeeded(scene.sync(again.url), 'the second kymo sync')
  const served = await scene.onServer(again.url, rows)
  return {
    ...worst(scene.onDisk(rows), served),
    accepted: rows,
    wasKilled: server === undefined || first !== undefined,
  }
}
