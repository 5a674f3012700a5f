import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HistoryDecoder, LogReader } from '@kymo/protocol'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runKymo } from '../lib/kymo.ts'

const EXAMPLE = fileURLToPath(new URL('../../examples/reading-back/main.mjs', import.meta.url))

let dir: TempDir
let exit: ChildExit
beforeAll(async () => {
  dir = createTempDir()
  exit = await runChild(EXAMPLE, { cwd: dir.path, env: { KYMO_CACHE_DIR: dir.join('cache') } })
})
afterAll(() => dir.remove())

test('the example reads back what it logged', () => {
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout.trimEnd().split('\n')).toEqual([
    'training is over',
    'project digits: 2 runs',
    'found train lr 0.01 accuracy 0.999',
    expect.stringMatching(/^1000 rows, 1 NaN; steps of a small chart: 0 \d+ \d+ \d+ 999$/),
    'stdout: training is over',
    'notes: it went well',
    'used default/digits/digits:v0, logged by prepare',
    'model model: 1 version, logged by train',
    'digits were used by train',
    'followed steps 0 1 2 3',
  ])
})

test('kymo export writes the rows that an own look into the log finds', async () => {
  const { stdout, code } = await runKymo(['export', 'train', '--format', 'jsonl'], { cwd: dir.path })
  const exported = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>)

  expect(code).toBe(0)
  expect(exported.map((row) => [row['_step'], row['loss'], row['accuracy']])).toEqual(rowsInLog())
})

/** The rows of the longest log, by the format's own reader alone. */
function rowsInLog(): unknown[] {
  const logs = readdirSync(dir.join('kymo'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.name.endsWith('.wandb'),
  )
  const rows = logs.map(({ parentPath, name }) => {
    const reader = new LogReader()
    reader.push(readFileSync(join(parentPath, name)))
    const decoder = new HistoryDecoder()
    const found: unknown[] = []
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      const row = decoder.decode(entry.payload)
      if (row === undefined) continue
      const at = (metric: string): unknown => row.values[row.names.indexOf(metric)]
      const loss = at('loss')
      found.push([row.step, Number.isNaN(loss) ? 'NaN' : loss, at('accuracy')])
    }
    return found
  })
  return rows.toSorted((a, b) => b.length - a.length)[0] ?? []
}
