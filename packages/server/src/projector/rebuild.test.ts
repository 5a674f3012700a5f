import { appendFileSync, mkdirSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createTempDir, type TempDir } from '@kymo/testkit'
import fc from 'fast-check'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder, STARTED_MS } from '../../test/log-builder.ts'
import type { RunRef } from '../api/types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

/** The index is a projection: whatever way it came about, it answers as one that is made anew from the logs. */

const ref: RunRef = { entity: 'team', project: 'digits', run: 'abc' }
let dir: TempDir

beforeEach(() => {
  dir = createTempDir()
})

afterEach(() => dir.remove())

interface Stretch {
  readonly start: number
  readonly stride: number
  readonly count: number
  readonly timeMs: number
}

/** Stretches of ascending steps that may overlap, go back, and repeat. */
const stretches = fc.array(
  fc.record({
    start: fc.integer({ min: 0, max: 6_000 }),
    stride: fc.integer({ min: 1, max: 5 }),
    count: fc.integer({ min: 1, max: 4_500 }),
    timeMs: fc.integer({ min: 0, max: 10_000_000 }),
  }),
  { minLength: 1, maxLength: 4 },
)

function buildLog(parts: readonly Stretch[]): Uint8Array {
  const log = new LogBuilder().run('abc', { config: { update: [{ key: 'lr', valueJson: '0.1' }] } })
  for (const [part, { start, stride, count, timeMs }] of parts.entries()) {
    for (let i = 0; i < count; i++) {
      const step = start + i * stride
      const metrics = {
        loss: i % 97 === 0 ? Number.NaN : Math.sin(step) * (part + 1),
        ...(i % 3 === 0 ? { 'eval/acc': i, note: i % 2 === 0 ? `text ${i}` : i } : {}),
      }
      log.row(metrics, { step, timestampMs: STARTED_MS + timeMs + i * 7 })
    }
    log.record({ summary: { update: [{ key: `part${part}`, valueJson: String(part) }] } })
  }
  return log.bytes()
}

function open(runsDir: string, indexPath: string): DataPlane {
  return openDataPlane({ runsDir, indexPath, layout: 'plain' })
}

async function answers(plane: DataPlane): Promise<unknown> {
  const { revision: _, ...run } = plane.getRun(ref)!
  const metrics = plane.listMetrics(ref)!
  const names = metrics.map(({ name }) => name)
  const points = names.map((name) => plane.queryPoints(ref, name, { limit: 100_000 }))
  const chart = { runs: [ref], metrics: names, width: 64 }
  return {
    run,
    metrics,
    points,
    charts: [
      await plane.queryChart({ ...chart, x: 'step' }),
      await plane.queryChart({ ...chart, x: 'step', range: [1_000, 9_000] }),
      await plane.queryChart({ ...chart, x: 'relative' }),
      await plane.queryChart({ ...chart, x: 'time', width: 1_000 }),
    ],
  }
}

test('any growth of a log and any restarts give the answers of an index that is made anew', async () => {
  await fc.assert(
    fc.asyncProperty(
      stretches,
      fc.array(fc.tuple(fc.integer({ min: 0, max: 1_000_000 }), fc.boolean()), { maxLength: 12 }),
      async (parts, cuts) => {
        const runs = createTempDir()
        const path = runs.join('run-20261123_100000-abc', 'run-abc.wandb')
        mkdirSync(dirname(path))
        const bytes = buildLog(parts)
        const edges = cuts
          .map(([at, isRestart]) => ({ offset: at % bytes.length, isRestart }))
          .toSorted((a, b) => a.offset - b.offset)
        const indexPath = runs.join('.index', 'kymo.sqlite')
        let plane = open(runs.path, indexPath)
        writeFileSync(path, '')
        let from = 0
        for (const { offset, isRestart } of [...edges, { offset: bytes.length, isRestart: true }]) {
          appendFileSync(path, bytes.subarray(from, offset))
          from = offset
          await plane.settle()
          if (!isRestart) continue
          await plane.close()
          plane = open(runs.path, indexPath)
        }
        // State and torn bytes come from the file itself: the same for both.
        utimesSync(path, 1_700_000_000, 1_700_000_000)
        await plane.settle()
        const grown = await answers(plane)
        await plane.close()
        const anew = open(runs.path, ':memory:')
        await anew.settle()

        expect(grown).toEqual(await answers(anew))

        await anew.close()
        runs.remove()
      },
    ),
    { numRuns: 12 },
  )
}, 120_000)

test('damage anywhere in the log is read the same way, however the log grew', async () => {
  const clean = buildLog([{ start: 0, stride: 1, count: 3_000, timeMs: 0 }])
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 7, max: clean.length - 1 }), { minLength: 1, maxLength: 3 }),
      fc.array(fc.integer({ min: 0, max: clean.length }), { maxLength: 6 }),
      async (flips, cuts) => {
        const runs = createTempDir()
        const path = runs.join('run-20261123_100000-abc', 'run-abc.wandb')
        mkdirSync(dirname(path))
        const bytes = Uint8Array.from(clean)
        for (const at of flips) bytes[at] ^= 0x5a
        const indexPath = runs.join('.index', 'kymo.sqlite')
        let plane = open(runs.path, indexPath)
        writeFileSync(path, '')
        let from = 0
        for (const offset of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
          appendFileSync(path, bytes.subarray(from, offset))
          from = offset
          await plane.settle()
          await plane.close()
          plane = open(runs.path, indexPath)
        }
        await plane.settle()
        const [project] = plane.listProjects()
        const list = (of: DataPlane): unknown =>
          of.listRuns(project.entity, project.project, { limit: 10, offset: 0 })!.runs.map((run) => ({
            run: { ...run, revision: 0 },
            folders: of.getRun(run)!.folders,
            metrics: of.listMetrics(run),
          }))
        const grown = list(plane)
        await plane.close()
        const anew = open(runs.path, ':memory:')
        await anew.settle()

        expect(grown).toEqual(list(anew))

        await anew.close()
        runs.remove()
      },
    ),
    { numRuns: 15 },
  )
}, 120_000)
