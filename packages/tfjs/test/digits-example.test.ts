import { spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HistoryDecoder, LogReader } from '@kymo/protocol'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const TRAIN = fileURLToPath(new URL('../../../examples/digits/train.mjs', import.meta.url))
const EPOCH_COUNT = 20
/** 80 % of 1,797 digits train, nine tenths of them without the validation, in batches of 16. */
const STEPS_PER_EPOCH = Math.ceil(Math.floor(1438 * 0.9) / 16)

let dir = ''

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'kymo-digits-'))
})

afterAll(() => rm(dir, { recursive: true, force: true }))

describe('examples/digits', () => {
  it('learns, exits by itself and leaves every batch and epoch in its log once', async () => {
    const { code, output } = await train()
    const result = JSON.parse(output) as { runDir: string; testAccuracy: number }
    const steps = await readSteps(result.runDir)

    expect(code).toBe(0)
    expect(result.testAccuracy).toBeGreaterThanOrEqual(0.95)
    expect(steps.get('batch/loss')).toEqual(
      Array.from({ length: EPOCH_COUNT * STEPS_PER_EPOCH }, (_, step) => step),
    )
    expect(steps.get('epoch/val_loss')).toEqual(
      Array.from({ length: EPOCH_COUNT }, (_, epoch) => (epoch + 1) * STEPS_PER_EPOCH - 1),
    )
  })
})

async function train(): Promise<{ code: number | null; output: string }> {
  const env = { ...process.env, KYMO_DIR: dir, KYMO_MODE: 'offline', KYMO_QUIET: 'true' }
  const child = spawn(process.execPath, [TRAIN, '--json'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', resolve)
  })
  return { code, output }
}

/** The steps of every metric, in the order of the log. */
async function readSteps(runDir: string): Promise<Map<string, (number | undefined)[]>> {
  const logName = (await readdir(runDir)).find((name) => name.endsWith('.wandb'))
  const reader = new LogReader()
  reader.push(await readFile(join(runDir, String(logName))))
  const decoder = new HistoryDecoder()
  const steps = new Map<string, (number | undefined)[]>()
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const row = decoder.decode(entry.payload)
    for (const name of row?.names.slice(0, row.count) ?? []) {
      const found = steps.get(name) ?? []
      steps.set(name, found)
      found.push(row?.step)
    }
  }
  return steps
}
