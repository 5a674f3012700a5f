import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openDataPlane, type DataPlane } from '@kymo/server'
import { createTempDir, seededRandom, startChild } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { LogBuilder } from './log-builder.ts'

const CHILD = fileURLToPath(new URL('projector-child.mjs', import.meta.url))
const KILLS = 12
/** Some rounds end before their kill, more of them on a fast machine. */
const MAX_ROUNDS = 60
const MAX_DELAY_MS = 40
const ref = { entity: 'team', project: 'digits', run: 'abc' }

/** Long enough for several commits; steps of one metric go back, so that chunks are rewritten too. */
function buildLog(path: string): void {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i < 60_000; i++) {
    const step = i < 50_000 ? i : i - 45_000
    log.row({ a: Math.sin(i), b: i % 11 === 0 ? Number.NaN : i, c: i / 3, d: -i }, { step })
  }
  log.exit(0, 60).writeTo(path)
}

async function answers(plane: DataPlane): Promise<unknown> {
  await plane.settle()
  const { revision: _, ...run } = plane.getRun(ref)!
  const metrics = plane.listMetrics(ref)!
  const names = metrics.map(({ name }) => name)
  return {
    run,
    metrics,
    points: names.map((name) => plane.queryPoints(ref, name, { limit: 100_000 })),
    chart: await plane.queryChart({ runs: [ref], metrics: names, x: 'time', width: 500 }),
  }
}

test('a projector that is killed at random moments leaves an index that answers as one made anew', async () => {
  const dir = createTempDir()
  const runsDir = dir.join('runs')
  const indexPath = dir.join('index', 'kymo.sqlite')
  buildLog(dir.join('runs', 'run-20261123_100000-abc', 'run-abc.wandb'))
  const random = seededRandom(20261123)
  let killCount = 0
  for (let round = 0; killCount < KILLS && round < MAX_ROUNDS; round++) {
    const child = startChild(CHILD, { args: [runsDir, indexPath] })
    await child.waitForLine(/begins/)
    const timer = setTimeout(() => void child.kill('SIGKILL'), random() * MAX_DELAY_MS)
    const { signal, stderr } = await child.exited
    clearTimeout(timer)
    if (signal === 'SIGKILL') killCount++
    else {
      // It was faster: there must be work for the next one.
      expect(stderr).toBe('')
      rmSync(dir.join('index'), { recursive: true })
    }
  }

  const survivor = openDataPlane({ runsDir, indexPath, layout: 'plain' })
  const anew = openDataPlane({ runsDir, indexPath: ':memory:', layout: 'plain' })

  expect(killCount).toBe(KILLS)
  expect(await answers(survivor)).toEqual(await answers(anew))

  await survivor.close()
  await anew.close()
  dir.remove()
})
