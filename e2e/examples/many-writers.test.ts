import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decodeRecord, LogReader } from '@kymo/protocol'
import { createTempDir, runChild } from '@kymo/testkit'
import { expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/many-writers/main.mjs', import.meta.url))
const LABELS = ['thread-1', 'thread-2', 'thread-3', 'thread-4', 'process-1', 'process-2']

test('six writers log 60,000 rows into one run, each with its label, and none is lost of the one that is killed under way', async () => {
  const dir = createTempDir()
  const exit = await runChild(EXAMPLE, { cwd: dir.path })

  expect(exit).toMatchObject({ code: 0, signal: null })
  for (const label of LABELS) expect(exit.stdout).toContain(`${label}: 10000 rows`)
  expect(exit.stdout).toMatch(/^60000 rows$/m)
  const told = /^process-2 ended by SIGKILL: it had logged (\d+) rows, (\d+) are there$/m.exec(exit.stdout)
  const [accepted, kept] = [Number(told?.[1]), Number(told?.[2])]
  expect(accepted).toBeGreaterThanOrEqual(2_500)
  expect(accepted).toBeLessThan(10_000)
  // The last row may be there though its log() had not returned yet, or had not been counted.
  expect([accepted, accepted + 1]).toContain(kept)

  // Seen from outside: a log of its own for each writer, of one run, and one for who goes on for the killed one.
  const logs = readdirSync(dir.join('kymo'))
    .filter((name) => name.includes('run-'))
    .map((folder) => readLog(dir.join('kymo', folder)))
  const steps = Array.from({ length: 10_000 }, (_, i) => i)
  const rowsOf = (label: string): number[][] =>
    logs.filter(({ writer }) => writer === label).map(({ rows }) => rows)
  expect(new Set(logs.map(({ runId }) => runId)).size).toBe(1)
  expect(new Set(logs.map(({ writer }) => writer))).toEqual(new Set(['main', ...LABELS]))
  for (const label of LABELS.slice(0, -1)) expect(rowsOf(label)).toEqual([steps])
  expect(rowsOf('process-2').toSorted(([a], [b]) => a! - b!)).toEqual([
    steps.slice(0, kept),
    steps.slice(kept),
  ])
  dir.remove()
})

function readLog(folder: string): { runId: string; writer: string; rows: number[] } {
  const reader = new LogReader()
  reader.push(readFileSync(`${folder}/${readdirSync(folder).find((name) => name.endsWith('.wandb'))}`))
  let [runId, writer] = ['', '']
  const rows: number[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const { run, history } = decodeRecord(entry.payload.slice())
    if (run) [runId, writer] = [run.runId ?? '', run.kymoWriter ?? '']
    if (history) rows.push(history.step?.num ?? -1)
  }
  return { runId, writer, rows }
}
