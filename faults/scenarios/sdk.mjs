// Faults that meet the training program and the SDK in it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { succeeded, unharmed } from '../lib/scene.mjs'
import { SmallDisk } from '../lib/small-disk.mjs'
import { failCalls, killAt, killPoints, recording } from '../lib/strace.mjs'
import { verifyServer } from '../lib/verify.mjs'
import { networkFaults } from './network.mjs'

const preload = (name) => ['--import', fileURLToPath(new URL(`../lib/${name}`, import.meta.url))]
const ROWS = 2_000
const SMALL = 120

/** Nothing of the network: the run is on disk, and a later sync brings all of it. */
async function offlineThenSync(scene, training) {
  const facts = await unharmed(training)
  const disk = scene.onDisk(training.accepted())
  const server = await scene.startServer()
  await succeeded(scene.sync(server.url), 'kymo sync')
  const served = await scene.onServer(server.url, training.accepted())
  return { ...worst(disk, served), accepted: training.accepted(), ...facts }
}

export const sdkFaults = new Map([
  ['SIGKILL', { points: true, play: killed }],
  [
    'full disk',
    {
      needs: 'mount',
      play: async (scene) => {
        const disk = new SmallDisk(join(scene.path, 'kymo'), { sizeKb: 4_096 })
        scene.onClose(() => disk.remove())
        disk.fill(3_900 * 1024)
        const training = scene.train({ rows: 20_000, env: { FAULT_PAUSE_MS: '1' } })
        await training.waitFor(/half/)
        disk.free()
        return offlineThenSync(scene, training)
      },
    },
  ],
  [
    'EIO',
    {
      needs: 'strace',
      play: (scene) => {
        const env = {
          FAULT_WRITE_CODE: 'EIO',
          FAULT_WRITE_FROM: '200',
          FAULT_WRITE_MS: '700',
          FAULT_PAUSE_MS: '10',
        }
        // The worker's calls fail too, from the first on.
        const wrapper = failCalls('fdatasync', 'EIO', [1, 5])
        return offlineThenSync(
          scene,
          scene.train({ rows: ROWS, env, nodeArgs: preload('failing-writes.mjs'), wrapper }),
        )
      },
    },
  ],
  [
    'read-only folder',
    {
      needs: 'mount',
      play: async (scene) => {
        const dir = join(scene.path, 'kymo')
        const disk = new SmallDisk(dir, { sizeKb: 64 })
        scene.onClose(() => disk.remove())
        disk.makeReadOnly()
        const temp = join(scene.path, 'tmp')
        mkdirSync(temp)
        const training = scene.train({ rows: ROWS, env: { TMPDIR: temp } })
        const facts = await unharmed(training)
        const moved = join(temp, 'kymo')
        const server = await scene.startServer()
        await succeeded(scene.sync(server.url, { dir: moved }), 'kymo sync')
        const accepted = training.accepted()
        const served = await scene.onServer(server.url, accepted, { dir: moved })
        return { ...worst(scene.onDisk(accepted, moved), served), accepted, ...facts }
      },
    },
  ],
  [
    'torn tail',
    {
      quick: true,
      play: async (scene) => {
        const training = scene.train({ rows: ROWS, env: { FAULT_PAUSE_MS: '1' } })
        await training.waitFor(/half/)
        await training.kill()
        const [log] = scene.logs()
        // As a power loss leaves it: half of a record that nobody was told to be safe.
        writeFileSync(log, Buffer.concat([readFileSync(log), Buffer.from(readFileSync(log).subarray(7, 30))]))
        const server = await scene.startServer()
        await succeeded(scene.sync(server.url), 'kymo sync')
        const accepted = training.accepted()
        const served = await verifyServer(server.url, { accepted })
        await scene.checkCargo(server.url, { isKilled: true })
        return { ...worst(scene.onDisk(accepted), served), accepted }
      },
    },
  ],
  [
    'flipped byte',
    {
      quick: true,
      play: async (scene) => {
        const training = scene.train({ rows: ROWS })
        await unharmed(training)
        const [log] = scene.logs()
        const bytes = readFileSync(log)
        bytes[40_000] ^= 0x10
        writeFileSync(log, bytes)
        const { lost, kept, damagedBytes, twice, different } = scene.onDisk(ROWS)
        // What the disk destroyed is gone: a block at most, and readers say how much it was.
        if (damagedBytes === 0 || damagedBytes > 32_768)
          throw new Error(`${damagedBytes} bytes were reported as damaged`)
        if (lost > 700 || kept + lost !== ROWS) throw new Error(`${lost} rows of ${ROWS} are gone`)
        const server = await scene.startServer()
        await succeeded(scene.sync(server.url), 'kymo sync')
        await scene.checkCargo(server.url, { isDamaged: true })
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
  ['clock jumps back', { quick: true, play: (scene) => jumped(scene, -3_600_000) }],
  ['clock jumps forth', { play: (scene) => jumped(scene, 3_600_000) }],
  ...networkFaults(async (scene, { server, proxy, isFinal, passed }) => {
    const training = scene.train({
      rows: ROWS,
      env: { KYMO_BASE_URL: proxy.url, FAULT_PAUSE_MS: '4', FAULT_FINISH_MS: isFinal ? '2000' : '60000' },
    })
    await training.waitFor(/half/)
    const facts = await unharmed(training)
    await passed
    if (!facts.report.sinks.every(({ complete }) => complete))
      await succeeded(scene.sync(server().url), 'kymo sync')
    const accepted = training.accepted()
    return {
      ...worst(scene.onDisk(accepted), await scene.onServer(server().url, accepted)),
      accepted,
      ...facts,
    }
  }),
])

async function jumped(scene, jumpMs) {
  const env = { FAULT_JUMP_MS: String(jumpMs), FAULT_PAUSE_MS: '1' }
  return offlineThenSync(scene, scene.train({ rows: ROWS, env, nodeArgs: preload('clock-jump.mjs') }))
}

/** A program that is killed at its n-th system call, looked at on disk, then synced by another process. */
async function killed(scene, { point, server, turn }) {
  const path = join(scene.path, 'calls')
  if (point === undefined) {
    await unharmed(scene.train({ rows: SMALL, wrapper: recording(path), env: { FAULT_PAUSE_MS: '1' } }))
    return killPoints(readFileSync(path, 'utf8'))
  }
  const id = `k-${turn}-${point.call}-${point.n}`
  const training = scene.train({ rows: SMALL, id, wrapper: killAt(point), env: { FAULT_PAUSE_MS: '1' } })
  const { signal, code } = await training.exited
  const accepted = training.accepted()
  const disk = scene.onDisk(accepted)
  const wasKilled = signal === 'SIGKILL' || code === 137
  if (scene.logs().length === 0) return { ...disk, accepted, wasKilled }
  const sync = await scene.sync(server.url).exited
  // A log that was cut before its first record has nothing to send; saying so is right.
  if (disk.kept === 0 && sync.code !== 0) return { ...disk, accepted, wasKilled }
  if (sync.code !== 0) throw new Error(`kymo sync ended with ${sync.code}:\n${sync.stdout}${sync.stderr}`)
  if (disk.kept === 0) return { ...disk, accepted, wasKilled }
  const served = await verifyServer(server.url, { run: id, accepted })
  await scene.checkCargo(server.url, { isKilled: wasKilled })
  return { ...worst(disk, served), accepted, wasKilled }
}

/** @returns the larger of each figure */
export function worst(...parts) {
  const max = (name) => Math.max(...parts.map((part) => part[name] ?? 0))
  return { lost: max('lost'), twice: max('twice'), different: max('different') }
}
