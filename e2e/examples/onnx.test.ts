import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decodeRecord, LogReader, type LogRecord } from '@kymo/protocol'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/onnx/main.mjs', import.meta.url))

let dir: TempDir
let exit: ChildExit
let records: LogRecord[]
beforeAll(async () => {
  dir = createTempDir()
  exit = await runChild(EXAMPLE, { cwd: dir.path })
  const folder = dir.join('kymo', readdirSync(dir.join('kymo')).find((name) => name.includes('run-')) ?? '')
  const reader = new LogReader()
  reader.push(readFileSync(`${folder}/${readdirSync(folder).find((name) => name.endsWith('.wandb'))}`))
  records = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    records.push(decodeRecord(entry.payload.slice()))
})
afterAll(() => dir.remove())

/** Values of a metric, in the order of the log. */
function valuesOf(name: string): unknown[] {
  return records.flatMap(({ history }) =>
    (history?.item ?? [])
      .filter((item) => (item.key || item.nestedKey?.join('.')) === `onnx/digits/${name}`)
      .map(({ valueJson }) => JSON.parse(valueJson ?? 'null') as unknown),
  )
}

test('the example ends by itself and says what it logged', () => {
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout).toContain('refused: Got invalid dimensions for input: pixels')
  expect(exit.stdout).toContain('model: 9 nodes, 648202 parameters, opset 17')
  expect(exit.stdout).toContain('runs: 1799\nerrors: 1\n')
  expect(exit.stdout).toContain('pixels float32[1,64]: 1192 runs, 0 errors')
})

test('every run is counted once, the warm-up apart', () => {
  const sum = (name: string): number =>
    valuesOf(name)
      .map(Number)
      .reduce((a, b) => a + b, 0)

  expect(sum('runs')).toBe(1799)
  expect(sum('errors')).toBe(1)
  expect(valuesOf('warmup_ms')).toHaveLength(1)
  expect(Math.max(...valuesOf('concurrency_max').map(Number))).toBe(16)
})

test('the model and its profile are artifacts, and the tables are there', () => {
  const artifacts = records.flatMap(({ artifact }) => artifact ?? [])

  expect(artifacts.map(({ name, type }) => `${type} ${name}`)).toEqual(
    expect.arrayContaining(['model digits', 'profile digits-profile']),
  )
  const metadata = JSON.parse(artifacts.find(({ type }) => type === 'model')?.metadata ?? '') as object
  expect(metadata).toMatchObject({ parameterCount: 648202, sha256: expect.stringMatching(/^[\da-f]{64}$/) })
  for (const table of ['operators', 'nodes', 'shapes'])
    expect(valuesOf(table)).toEqual([expect.objectContaining({ _type: 'table-file' })])
  expect(valuesOf('compute_ms_histogram')).toEqual([expect.objectContaining({ _type: 'histogram' })])
})
