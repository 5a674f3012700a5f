import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Child, startChild } from '@kymo/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BACKEND } from './backend.ts'

/** The package of the workspace, or of the folder that the variable names. */
const TFJS = resolveTfjs(process.env['KYMO_TFJS_FROM'])
const CHILD = fileURLToPath(new URL('checkpoint-child.mjs', import.meta.url))
/** Kills that have met a checkpoint on its way to the disk. */
const WANTED_HITS = 5
const MAX_KILLS = 40
const PATIENCE_MS = 30_000

function resolveTfjs(folder: string | undefined): string {
  const { resolve } = createRequire(folder === undefined ? import.meta.url : join(folder, 'package.json'))
  return resolve(BACKEND === 'tensorflow' ? '@tensorflow/tfjs-node' : '@tensorflow/tfjs')
}

interface EpochDigest {
  readonly epoch: number
  readonly digest: string
}

let root = ''
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'kymo-checkpoint-'))))
afterAll(() => rm(root, { recursive: true, force: true }))

describe('a training that is killed while it saves a checkpoint', () => {
  it('has the last complete one, to the bit', async () => {
    let hitCount = 0
    for (let kill = 0; kill < MAX_KILLS && hitCount < WANTED_HITS; kill++) {
      const dir = await mkdtemp(join(root, 'runs-'))
      const { runId, epochs, hasDraft } = await trainAndKill(dir, 2 + (kill % 3))
      if (hasDraft) hitCount += 1

      const restored = await restore(dir, runId)

      expect(restored.digest).toBe(epochs.get(restored.epoch))
      // What had been written when the epoch after it was trained is there; the one in flight may be, or not.
      expect(restored.epoch).toBeGreaterThanOrEqual(Math.max(...epochs.keys()) - 2)
      await rm(dir, { recursive: true, force: true })
    }
    expect(hitCount).toBe(WANTED_HITS)
  })
})

/** Kills a training when a checkpoint after so many epochs lies half written in the folder. */
async function trainAndKill(
  dir: string,
  epochCount: number,
): Promise<{ runId: string; epochs: Map<number, string>; hasDraft: boolean }> {
  const child = startChild(CHILD, { args: ['train', dir, BACKEND, TFJS], cwd: root })
  const [first] = await child.waitForLine(/^\{"run":.*\}$/, PATIENCE_MS)
  await child.waitForLine(new RegExp(`^\\{"epoch":${epochCount},`), PATIENCE_MS)
  const deadline = Date.now() + 2_000
  while (Date.now() < deadline && !(await hasDraftIn(dir))) await delay(1)
  child.process.kill('SIGKILL')
  const { stdout } = await child.exited
  const { run: runId } = JSON.parse(first) as { run: string }
  return { runId, epochs: epochsIn(stdout), hasDraft: await hasDraftIn(dir) }
}

async function hasDraftIn(dir: string): Promise<boolean> {
  const names = await readdir(dir, { recursive: true }).catch(() => [])
  return names.some((name) => name.includes('.draft-'))
}

function epochsIn(output: string): Map<number, string> {
  const lines = output.split('\n').filter((line) => line.startsWith('{"epoch"') && line.endsWith('}'))
  return new Map(
    lines.map((line) => {
      const { epoch, digest } = JSON.parse(line) as EpochDigest
      return [epoch, digest]
    }),
  )
}

async function restore(dir: string, runId: string): Promise<EpochDigest> {
  const child: Child = startChild(CHILD, { args: ['restore', dir, BACKEND, TFJS, runId], cwd: root })
  const { stdout, code, stderr } = await child.exited
  expect(`${code} ${code === 0 ? '' : stderr}`).toBe('0 ')
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as EpochDigest
}
