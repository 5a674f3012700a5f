// Faults that meet `kymo sync` and the folder that it reads.
import { mkdirSync, readFileSync, statfsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { succeeded, unharmed } from '../lib/scene.mjs'
import { SmallDisk } from '../lib/small-disk.mjs'
import { failCalls, killAt, killPoints, recording } from '../lib/strace.mjs'
import { verifyServer } from '../lib/verify.mjs'
import { networkFaults } from './network.mjs'
import { worst } from './sdk.mjs'

const preload = (name) => ['--import', fileURLToPath(new URL(`../lib/${name}`, import.meta.url))]
const ROWS = 20_000

/** A run that was trained offline. */
async function trained(scene, rows = ROWS) {
  await unharmed(scene.train({ rows }))
}

async function check(scene, server, rows = ROWS) {
  return { ...worst(scene.onDisk(rows), await scene.onServer(server.url, rows)), accepted: rows }
}

/** Syncs under a fault, then once more without one. */
async function syncedTwice(scene, options) {
  const server = await scene.startServer()
  const first = await scene.sync(server.url, options).exited
  await succeeded(scene.sync(server.url), 'the second kymo sync')
  return {
    ...(await check(scene, server)),
    note: first.code === 0 ? 'went through' : 'a second sync was needed',
  }
}

export const syncFaults = new Map([
  ['SIGKILL', { points: true, play: killed }],
  [
    'full disk',
    {
      needs: 'mount',
      play: async (scene) => {
        // The run lies on a disk without room for a cursor.
        const disk = new SmallDisk(join(scene.path, 'kymo'), { sizeKb: 8_192 })
        scene.onClose(() => disk.remove())
        await trained(scene)
        disk.fill(freeBytes(join(scene.path, 'kymo')))
        return syncedTwice(scene, {})
      },
    },
  ],
  [
    'EIO',
    {
      needs: 'strace',
      play: async (scene) => {
        await trained(scene)
        return syncedTwice(scene, { wrapper: failCalls('fsync,rename', 'EIO', [1, 4]) })
      },
    },
  ],
  [
    'read-only folder',
    {
      needs: 'mount',
      play: async (scene) => {
        const dir = join(scene.path, 'kymo')
        const disk = new SmallDisk(dir, { sizeKb: 8_192 })
        scene.onClose(() => disk.remove())
        await trained(scene)
        disk.makeReadOnly()
        return syncedTwice(scene, {})
      },
    },
  ],
  [
    'torn tail',
    {
      play: async (scene) => {
        await trained(scene)
        const [log] = scene.logs()
        const bytes = readFileSync(log)
        // The exit record and a little more: the rows stay.
        writeFileSync(log, bytes.subarray(0, bytes.length - 5))
        const server = await scene.startServer()
        await succeeded(scene.sync(server.url), 'kymo sync')
        const served = await verifyServer(server.url, { accepted: ROWS })
        await scene.checkCargo(server.url)
        return { ...worst(scene.onDisk(ROWS), served), accepted: ROWS }
      },
    },
  ],
  [
    'flipped byte',
    {
      play: async (scene) => {
        await trained(scene)
        const [log] = scene.logs()
        const bytes = readFileSync(log)
        bytes[200_000] ^= 0x10
        writeFileSync(log, bytes)
        const { lost, damagedBytes } = scene.onDisk(ROWS)
        const server = await scene.startServer()
        await succeeded(scene.sync(server.url), 'kymo sync')
        const served = await verifyServer(server.url, { accepted: ROWS })
        await scene.checkCargo(server.url, { isDamaged: true })
        if (served.lost !== lost) throw new Error(`The server lacks ${served.lost} rows, the folder ${lost}`)
        if (lost > 700 || damagedBytes > 32_768)
          throw new Error(`${lost} rows and ${damagedBytes} bytes are gone`)
        return { ...served, lost: 0, accepted: ROWS, note: `${lost} rows in the damaged block, reported` }
      },
    },
  ],
  ['clock jumps back', { play: (scene) => jumped(scene, -3_600_000) }],
  ['clock jumps forth', { play: (scene) => jumped(scene, 3_600_000) }],
  ...networkFaults(async (scene, { server, proxy, passed }) => {
    await trained(scene)
    const first = await scene.sync(proxy.url).exited
    // A sync whose server does not answer at its start says so and ends; the next one finds it.
    await passed
    if (first.code !== 0) await eventually(() => scene.sync(proxy.url), 'a later kymo sync')
    return {
      ...(await check(scene, server())),
      ...(first.code === 0 ? {} : { note: 'a later sync was needed' }),
    }
  }),
  [
    'two syncs at once',
    {
      quick: true,
      play: async (scene) => {
        await trained(scene)
        const server = await scene.startServer()
        await Promise.all([1, 2].map((n) => succeeded(scene.sync(server.url), `kymo sync ${n}`)))
        return check(scene, server)
      },
    },
  ],
])

async function eventually(start, what) {
  const deadlineMs = performance.now() + 20_000
  for (;;) {
    const { code } = await start().exited
    if (code === 0) return
    if (performance.now() > deadlineMs) throw new Error(`${what} ended with ${code}`)
  }
}

async function jumped(scene, jumpMs) {
  await trained(scene)
  const server = await scene.startServer()
  const options = { env: { FAULT_JUMP_MS: String(jumpMs) }, nodeArgs: preload('clock-jump.mjs') }
  await succeeded(scene.sync(server.url, options), 'kymo sync')
  return check(scene, server)
}

/** `kymo sync` killed at its n-th system call, then run again. */
async function killed(scene, { point, server, turn }) {
  mkdirSync(join(scene.path, 'kymo'))
  const path = join(scene.path, 'calls')
  const id = point === undefined ? 's' : `s-${turn}-${point.call}-${point.n}`
  const rows = 3_000
  await unharmed(scene.train({ rows, id }))
  if (point === undefined) {
    await succeeded(scene.sync(server.url, { wrapper: recording(path) }), 'kymo sync')
    return killPoints(readFileSync(path, 'utf8'))
  }
  const { signal, code } = await scene.sync(server.url, { wrapper: killAt(point) }).exited
  await succeeded(scene.sync(server.url), 'the second kymo sync')
  const served = await scene.onServer(server.url, rows, { run: id })
  return {
    ...worst(scene.onDisk(rows), served),
    accepted: rows,
    wasKilled: signal === 'SIGKILL' || code === 137,
  }
}

function freeBytes(dir) {
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize
}
