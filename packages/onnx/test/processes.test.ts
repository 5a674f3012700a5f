import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { HistoryDecoder, LogReader } from '@kymo/protocol'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ORT_PATH } from './load-ort.ts'

let dir: TempDir
beforeEach(() => void (dir = createTempDir()))
afterEach(() => dir.remove())

const runScript = (name: string): Promise<ChildExit> =>
  runChild(fileURLToPath(new URL(name, import.meta.url)), { args: [ORT_PATH, dir.path], cwd: dir.path })

describe('@kymo/onnx', () => {
  it('watches sessions of four threads, each for its own run', async () => {
    const exit = await runScript('four-threads.mjs')

    expect(exit).toMatchObject({ code: 0, signal: null, stderr: '' })
    const results = JSON.parse(exit.stdout) as { id: string; sum: number; runs: number }[]
    expect(results.map(({ sum, runs }) => [sum, runs])).toEqual(Array.from({ length: 4 }, () => [800, 200]))
    expect(new Set(results.map(({ id }) => id)).size).toBe(4)
    expect(readdirSync(dir.path).filter((name) => name.includes('run-'))).toHaveLength(4)
  })

  it('does not keep a program alive, and logs the last window of one that never finishes its run', async () => {
    const exit = await runScript('never-finished.mjs')

    expect(exit).toMatchObject({ code: 0, signal: null })
    expect(loggedValues('onnx/session/runs')).toEqual([10])
  })
})

function loggedValues(metric: string): unknown[] {
  const folder = dir.join(readdirSync(dir.path).find((name) => name.includes('run-')) ?? '')
  const reader = new LogReader()
  reader.push(readFileSync(`${folder}/${readdirSync(folder).find((name) => name.endsWith('.wandb'))}`))
  const decoder = new HistoryDecoder()
  const values: unknown[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const row = decoder.decode(entry.payload)
    const at = row?.names.slice(0, row.count).indexOf(metric) ?? -1
    if (row !== undefined && at >= 0) values.push(row.values[at])
  }
  return values
}
