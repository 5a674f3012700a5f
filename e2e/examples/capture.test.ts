import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeRecord, LogReader, type LogRecord } from '@kymo/protocol'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/capture/main.mjs', import.meta.url))

let dir: TempDir
let exit: ChildExit
let folder: string
let records: LogRecord[]
beforeAll(async () => {
  dir = createTempDir()
  exit = await runChild(EXAMPLE, { cwd: dir.path })
  folder = dir.join('kymo', readdirSync(dir.join('kymo')).find((name) => name.includes('run-')) ?? '')
  records = readRecords(join(folder, readdirSync(folder).find((name) => name.endsWith('.wandb')) ?? ''))
})
afterAll(() => dir.remove())

function readRecords(path: string): LogRecord[] {
  const reader = new LogReader()
  reader.push(readFileSync(path))
  const found: LogRecord[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    found.push(decodeRecord(entry.payload.slice()))
  return found
}

test('the example says what it did', () => {
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout).toMatch(/\d+ records in .*kymo.*, and these files: .*dependencies\.txt/)
})

test('what it printed before the end is in the log, but for what was redacted', () => {
  const kept = records.map(({ outputRaw }) => outputRaw?.line ?? '').join('')
  const stdout = exit.stdout.slice(0, exit.stdout.lastIndexOf('\n', exit.stdout.length - 2) + 1)

  expect(exit.stdout).toContain('password hunter2')
  expect(kept).not.toContain('hunter2')
  expect(kept.replace('\u001b[33mwarning: the learning rate is high\u001b[0m\n', '')).toBe(
    stdout.replace('hunter2', '***'),
  )
})

test('every file that the log announces is there', () => {
  const paths = records.flatMap(({ files }) => files?.files?.map(({ path }) => path ?? '') ?? [])

  expect(paths).toEqual(expect.arrayContaining(['dependencies.txt', 'wandb-metadata.json']))
  for (const path of paths) expect(existsSync(join(folder, 'files', path)), path).toBe(true)
  const metadata: unknown = JSON.parse(readFileSync(join(folder, 'files/wandb-metadata.json'), 'utf8'))
  expect(metadata).toMatchObject({ program: EXAMPLE, kymoRuntime: `node ${process.versions.node}` })
})

test('the source is kept as an artifact of type code', () => {
  const artifact = records.find(({ recordType }) => recordType === 'artifact')?.artifact

  expect(artifact).toMatchObject({ type: 'code', name: 'source-capture-examples_capture_main.mjs' })
  const paths = artifact?.manifest?.contents?.map(({ path }) => path) ?? []
  expect(paths).toContain('examples/capture/main.mjs')
})

test('samples were taken while the thread was blocked, and show it', () => {
  const delays = records.flatMap(
    ({ stats }) => stats?.item?.filter(({ key }) => key === 'proc.eventLoop.maxDelayMs') ?? [],
  )

  expect(delays.length).toBeGreaterThan(6)
  expect(Math.max(...delays.map(({ valueJson }) => Number(valueJson)))).toBeGreaterThan(900)
})
