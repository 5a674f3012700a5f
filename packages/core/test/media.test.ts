import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HistoryDecoder, LogReader } from '@kymo/protocol'
import { createTempDir, runChild, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { finishSpool, type SpoolReport } from '../dist/sync/finish-spool.js'
import { locateLog } from '../dist/sync/locate-log.js'
import { readOnlyLog } from './read-log.ts'

const PROGRAM = fileURLToPath(new URL('fixtures/log-media-and-end.mjs', import.meta.url))

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

async function endedBy(way: string, count: number): Promise<void> {
  await runChild(PROGRAM, { args: [way, String(count)], cwd: dir.path })
}

interface TableValue {
  readonly step: number | undefined
  readonly artifact_path: string
}

interface ImageList {
  readonly step: number | undefined
  readonly captions: readonly string[]
  readonly filenames: readonly string[]
}

/** The values of one name in the order of the log. */
function readValues<T>(path: string, wanted: string): (T & { step: number | undefined })[] {
  const reader = new LogReader()
  const decoder = new HistoryDecoder()
  const values: (T & { step: number | undefined })[] = []
  reader.push(readFileSync(path))
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const row = decoder.decode(entry.payload)
    for (const { name, json } of row?.others ?? [])
      if (name === wanted) values.push({ ...(JSON.parse(json) as T), step: row?.step })
  }
  return values
}

const readSamples = (path: string): ImageList[] => readValues<ImageList>(path, 'samples')
const readTables = (path: string): TableValue[] => readValues<TableValue>(path, 'table')

/** Every file that a value names is there, has the content that its name says, and was announced. */
function expectWhole(folder: string, lists: readonly ImageList[], count: number): void {
  const { records } = readOnlyLog(dir.join('kymo'))
  const announced = new Set(records.flatMap(({ files }) => (files?.files ?? []).map(({ path }) => path)))
  const byStep = lists.toSorted((a, b) => (a.step ?? 0) - (b.step ?? 0))
  expect(byStep.map(({ step }) => step)).toEqual(Array.from({ length: count }, (_, i) => i))
  for (const { step, captions, filenames } of byStep) {
    expect(captions).toEqual([`image ${step}`, `image ${step}`])
    for (const path of filenames) {
      const sha256 = createHash('sha256')
        .update(readFileSync(join(folder, 'files', path)))
        .digest('hex')
      expect(path).toBe(`media/images/samples_${step}_${sha256.slice(0, 20)}.png`)
      expect(announced).toContain(path)
    }
  }
}

/** Every table has its artifact, whose content is there. */
function expectTables(folder: string, tables: readonly TableValue[], count: number): void {
  const { records } = readOnlyLog(dir.join('kymo'))
  const artifacts = records.flatMap(({ artifact }) => (artifact ? [artifact] : []))
  expect(tables.map(({ step }) => step).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
    Array.from({ length: count }, (_, i) => i),
  )
  expect(artifacts.map(({ clientId }) => `wandb-client-artifact://${clientId}/table.table.json`)).toEqual(
    tables.map((table) => table.artifact_path),
  )
  for (const { runId, type, manifest } of artifacts) {
    expect([folder.endsWith(runId ?? '-'), type]).toEqual([true, 'run_table'])
    const contents = manifest?.contents ?? []
    expect(contents.map(({ path }) => path).at(-1)).toBe('table.table.json')
    for (const { kymoSha256 } of contents) {
      const bytes = readFileSync(join(folder, 'artifacts', (kymoSha256 ?? '').slice(0, 2), kymoSha256 ?? ''))
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(kymoSha256)
    }
  }
}

function spooled(folder: string): string[] {
  return existsSync(join(folder, 'spool')) ? readdirSync(join(folder, 'spool')) : []
}

describe.each(['finish', 'nothing', 'exit', 'exception', 'SIGTERM'])('a process that ends by %s', (way) => {
  test.each([1, 40])('has encoded all of %i media values before the end of its log', async (count) => {
    await endedBy(way, count)

    const { folder, path, records } = readOnlyLog(dir.join('kymo'))
    expectWhole(folder, readSamples(path), count)
    expectTables(folder, readTables(path), count)
    expect(records.at(-1)?.recordType).toBe('exit')
    expect(spooled(folder)).toEqual([])
  })
})

async function finish(folder: string): Promise<SpoolReport> {
  return finishSpool(await locateLog(folder))
}

describe('a process that is killed', () => {
  test.each([1, 40])('loses none of %i media values: who syncs encodes them', async (count) => {
    await endedBy('SIGKILL', count)
    const { folder, path, rows } = readOnlyLog(dir.join('kymo'))
    const before = readSamples(path).length + readTables(path).length
    const report = await finish(folder)

    expect(rows.filter((value) => !Number.isNaN(value))).toHaveLength(count)
    expect(report).toEqual({ finishedCount: 2 * count - before, leftCount: 0 })
    expectWhole(folder, readSamples(path), count)
    expectTables(folder, readTables(path), count)
    expect(spooled(folder)).toEqual([])
    expect(readOnlyLog(dir.join('kymo'))).toMatchObject({ damageCount: 0, tail: { kind: 'clean' } })
  })

  test('has its media finished once, by two at the same time', async () => {
    await endedBy('SIGKILL', 40)
    const { folder, path } = readOnlyLog(dir.join('kymo'))
    const before = readSamples(path).length + readTables(path).length
    const reports = await Promise.all([finish(folder), finish(folder), finish(folder)])

    expect(reports.reduce((sum, { finishedCount }) => sum + finishedCount, 0)).toBe(80 - before)
    expectWhole(folder, readSamples(path), 40)
    expect(await finish(folder)).toEqual({ finishedCount: 0, leftCount: 0 })
  })

  test.each([
    ['cut off when nobody has its bytes', false],
    ['passed over when a server may have them', true],
  ])('in the middle of a record has that %s', async (_how, isSent) => {
    await endedBy('SIGKILL', 5)
    const { folder, path } = readOnlyLog(dir.join('kymo'))
    truncateSync(path, readFileSync(path).length - 3)
    if (isSent) {
      mkdirSync(join(folder, 'cursors'))
      writeFileSync(join(folder, 'cursors/kymo.json'), '{}')
    }
    const before = readFileSync(path)
    await finish(folder)

    const log = readOnlyLog(dir.join('kymo'))
    expect(log).toMatchObject({ damageCount: isSent ? 1 : 0, tail: { kind: 'clean' } })
    expect(readSamples(path).length).toBeGreaterThan(0)
    if (isSent) expect(Buffer.compare(readFileSync(path).subarray(0, before.length), before)).toBe(0)
  })

  test('on another machine is left alone until its log has not changed for long', async () => {
    await endedBy('SIGKILL', 3)
    const { folder, path } = readOnlyLog(dir.join('kymo'))
    const jobs = spooled(folder).filter((name) => name.endsWith('.job'))
    for (const job of jobs) {
      const bytes = readFileSync(join(folder, 'spool', job))
      const other = Buffer.from(
        bytes.toString('latin1').replace(/"hostName":"(.)/, '"hostName":"-'),
        'latin1',
      )
      writeFileSync(join(folder, 'spool', job), other)
    }
    const soon = await finish(folder)
    const longAgoS = Date.now() / 1000 - 120
    utimesSync(path, longAgoS, longAgoS)
    const later = await finish(folder)

    expect(soon).toEqual({ finishedCount: 0, leftCount: 0 })
    expect(later).toEqual({ finishedCount: jobs.length, leftCount: 0 })
  })

  test('while it wrote a job leaves nothing but that: its log() had not returned', async () => {
    await endedBy('SIGKILL', 3)
    const { folder } = readOnlyLog(dir.join('kymo'))
    const last = spooled(folder).findLast((name) => name.endsWith('.job')) ?? ''
    truncateSync(join(folder, 'spool', last), 1000)
    await finish(folder)

    expect(spooled(folder)).toEqual([])
  })
})
