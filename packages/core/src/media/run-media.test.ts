import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest'
import { systemMediaFiles, type MediaFiles } from '../platform/media-files.ts'
import { Histogram } from './histogram.ts'
import { Html } from './html.ts'
import { Image } from './image.ts'
import type { StagedArtifact } from './media-plan.ts'
import { runJob } from './media-queue.ts'
import { plot } from './plot.ts'
import { MAX_SPOOL_BYTES, RunMedia } from './run-media.ts'
import { Table } from './table.ts'
import type { TableArtifact } from './table-log.ts'
import { Text } from './text.ts'

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

interface Rig {
  readonly media: RunMedia
  /** What was written, in order: files, rows, config. */
  readonly written: unknown[]
  readonly warnings: string[]
  readonly posted: string[]
  readonly artifacts: TableArtifact[]
  readonly staged: StagedArtifact[]
  /** Logs a row, and what is left of it. */
  readonly log: (row: Record<string, unknown>, step?: number) => void
  /** Does what the worker has been told. */
  readonly work: () => void
}

function createRig(files: MediaFiles = systemMediaFiles): Rig {
  const written: unknown[] = []
  const warnings: string[] = []
  const posted: string[] = []
  const artifacts: TableArtifact[] = []
  const staged: StagedArtifact[] = []
  let nowMs = 1_700_000_000_000
  const plain = (row: unknown): unknown => JSON.parse(JSON.stringify(row))
  const media = new RunMedia({
    files,
    runId: 'r1',
    folder: () => dir.path,
    owner: { hostName: 'here', processId: 1 },
    nowMs: () => (nowMs += 300),
    wait: () => Promise.resolve(),
    warn: (name, reason, isLost) => void warnings.push(`${name}: ${isLost ? 'lost' : 'kept'}: ${reason}`),
    notice: (code) => void warnings.push(code),
    announce: (made) => void written.push({ files: made.map(({ path }) => path) }),
    appendRow: (row, step, timeMs) => void written.push({ step, timeMs, row: plain(row) }),
    setConfig: (path, json) => void written.push({ path, value: JSON.parse(json) as unknown }),
    post: ({ job }) => posted.push(job) > 0,
    logTableArtifact: (artifact) => {
      artifacts.push(artifact)
      return { clientId: 'c', sequenceClientId: 's' }
    },
    newArtifactIds: () => ({ clientId: 'c', sequenceClientId: 's' }),
    logStagedArtifact: (artifact) => void staged.push(artifact),
  })
  return {
    media,
    written,
    warnings,
    posted,
    artifacts,
    staged,
    log: (row, step = 0) => {
      const rest = media.take(row, step, 5000)
      if (rest !== undefined) written.push({ step, row: plain(rest) })
    },
    work: () => {
      for (const job of posted.splice(0)) {
        const report = runJob(job, { files, folder: dir.path })
        if (report !== undefined) media.receive(report)
      }
    },
  }
}

const small = (): Image => new Image(Uint8Array.of(1, 2, 3, 4), { shape: [2, 2] })
/** Costs enough to be spooled. */
const large = (value = 7): Image =>
  new Image(new Uint8Array(200 * 200).fill(value), { shape: [200, 200], caption: 'large' })

describe('take()', () => {
  it('leaves a row without media as it is', () => {
    const { media } = createRig()
    const row = { loss: 1, nested: { a: [1, 2] }, when: new Date(0) }

    expect(media.take(row, 0, 0)).toBe(row)
  })

  it('writes what is cheap before it returns, and names it in the same row', () => {
    const { log, written } = createRig()
    log({ loss: 1, image: small() }, 4)

    const [{ files }, { row }] = written as [{ files: string[] }, { row: Record<string, unknown> }]
    expect(files[0]).toMatch(/^media\/images\/image_4_[0-9a-f]{20}\.png$/)
    expect(existsSync(dir.join('files', files[0]))).toBe(true)
    expect(row).toEqual({
      loss: 1,
      image: expect.objectContaining({ _type: 'image-file', width: 2, height: 2, path: files[0] }) as unknown,
    })
  })

  it('spools what is costly, and writes its value with its own step and time when it is ready', () => {
    const { log, written, work, posted } = createRig()
    log({ loss: 1, image: large() }, 4)
    log({ loss: 2 }, 5)

    expect(written).toEqual([
      { step: 4, row: { loss: 1 } },
      { step: 5, row: { loss: 2 } },
    ])
    expect(readdirSync(dir.join('spool'))).toEqual([`${posted[0]}.job`])
    work()
    expect(written.at(-1)).toMatchObject({
      step: 4,
      timeMs: 5000,
      row: { image: { _type: 'image-file', caption: 'large' } },
    })
    expect(readdirSync(dir.join('spool'))).toEqual([])
  })

  it('writes no row when nothing but spooled media is in it', () => {
    const { log, written } = createRig()
    log({ image: large() })

    expect(written).toEqual([])
  })

  it('warns of what cannot be logged with its name and reason, and keeps the rest', () => {
    const { log, written, warnings } = createRig()
    writeFileSync(dir.join('no.png'), 'text')
    log({
      loss: 1,
      missing: new Image(dir.join('nowhere.png')),
      wrong: new Image(dir.join('no.png')),
      shapeless: new Image(new Float32Array(5)),
      many: [new Image(new Float32Array(5)), small()],
    })

    expect(warnings).toEqual([
      expect.stringMatching(/^missing: lost: there is no file .*nowhere\.png$/),
      'wrong: lost: it is no PNG, JPEG, GIF, BMP or WebP image',
      'shapeless: lost: image: a list of numbers needs the option shape: [height, width, channels]',
      'many: lost: image: a list of numbers needs the option shape: [height, width, channels]',
    ])
    expect(written.at(-1)).toMatchObject({ row: { loss: 1, many: { _type: 'images/separated', count: 1 } } })
  })

  it('takes at most 108 items under one name, and says so', () => {
    const { log, written, warnings } = createRig()
    log({ many: Array.from({ length: 110 }, small) })

    expect(warnings).toEqual([
      'many: lost: 110 items exceed the limit of 108 per name and step; the rest is left out',
    ])
    expect(written.at(-1)).toMatchObject({ row: { many: { count: 108 } } })
  })

  it('takes media out of nested objects, and no name is special', () => {
    const { log, written } = createRig()
    const hostile = JSON.parse('{"a": {"__proto__": {"x": 1}}}') as { a: Record<string, unknown> }
    Object.defineProperty(hostile.a, 'constructor', { value: new Text('t'), enumerable: true })
    log(hostile)

    expect(JSON.stringify(written.at(-1))).toBe(
      '{"step":0,"row":{"a":{"__proto__":{"x":1},"constructor":"t"}}}',
    )
    expect(Object.hasOwn(Object.prototype, 'x')).toBe(false)
  })

  it('writes histograms and texts into the row, and says what they leave out', () => {
    const { log, written, warnings } = createRig()
    log({ h: new Histogram([1, 2, Number.NaN], { numBins: 1 }), t: new Text('x'.repeat(200_000)) })

    expect(written).toEqual([
      {
        step: 0,
        row: { h: { _type: 'histogram', values: [2], bins: [1, 2] }, t: `${'x'.repeat(131_072)}…` },
      },
    ])
    expect(warnings).toEqual([
      'h: kept: 1 of its values are NaN or infinite, and in no bin',
      't: kept: its 200000 characters exceed the limit of 131072; it is cut there',
    ])
  })

  it('writes class labels into the config once, and again when they change', () => {
    const { log, written } = createRig()
    const masked = (label: string): Image =>
      new Image(Uint8Array.of(1, 2, 3, 4), {
        shape: [2, 2],
        masks: { truth: { maskData: [[0, 1]], classLabels: { 0: label, 1: 'car' } } },
      })
    log({ scene: masked('sky') })
    log({ scene: masked('sky') })
    log({ scene: masked('air') })

    const labels = written.filter((entry) => 'path' in (entry as object))
    expect(labels).toEqual(
      ['sky', 'air'].map((label) => ({
        path: ['_wandb', 'mask/class_labels', 'scene_wandb_delimeter_truth'],
        value: {
          type: 'mask/class_labels',
          key: 'scene_wandb_delimeter_truth',
          value: { 0: label, 1: 'car' },
        },
      })),
    )
  })
})

test('a job is done once, however often it is reported or sent again', () => {
  const { log, media, written, posted } = createRig()
  log({ image: large() })
  const job = posted[0]
  const report = runJob(job, { files: systemMediaFiles, folder: dir.path })
  media.resend()
  if (report !== undefined) for (let i = 0; i < 3; i++) media.receive(report)

  expect(posted).toEqual([job, job])
  expect(written.filter((entry) => 'row' in (entry as object))).toHaveLength(1)
  expect(runJob(job, { files: systemMediaFiles, folder: dir.path })).toBeUndefined()
})

test('drain() does what no worker did, in the order of the calls', () => {
  const { log, media, written } = createRig()
  for (let step = 0; step < 3; step++) log({ image: large(step) }, step)
  media.drain()

  const rows = written.filter((entry): entry is { step: number } => 'step' in (entry as object))
  expect(rows.map(({ step }) => step)).toEqual([0, 1, 2])
  expect(media.pendingCount).toBe(0)
})

test('settle() ends when the worker has done everything, and does not wait for one that does nothing', async () => {
  const { log, media, work } = createRig()
  log({ image: large() })
  await media.settle(60_000)

  expect(media.pendingCount).toBe(1)
  work()
  await media.settle(60_000)
  expect(media.pendingCount).toBe(0)
})

test('what the worker cannot encode is said once, tried again at the end, and else left for others', () => {
  const { log, media, posted, warnings } = createRig()
  log({ image: large() })
  media.receive({ kind: 'encode-failed', job: posted[0], reason: 'ENOSPC' })
  writeFileSync(dir.join('files'), 'no folder')
  media.drain()

  expect(warnings).toEqual(['MEDIA_ENCODE', 'MEDIA_LEFT'])
  expect(readdirSync(dir.join('spool'))).toEqual([`${posted[0]}.job`])
})

test('when the spool is full, log() encodes itself and says so', () => {
  const { log, written, warnings, posted } = createRig()
  const huge = (): Image => new Image(new Uint8Array(8192 * 8192), { shape: [8192, 8192] })
  const count = MAX_SPOOL_BYTES / 8192 ** 2
  for (let i = 0; i < count; i++) log({ image: huge() }, i)

  expect(posted).toHaveLength(count - 1)
  expect(warnings).toEqual(['MEDIA_BEHIND'])
  expect(written.at(-1)).toMatchObject({ step: count - 1, row: { image: { width: 8192 } } })
})

test('what the disk refuses waits in memory, with its step, and is written when it can be', () => {
  const { log, written, warnings } = createRig()
  writeFileSync(dir.join('files'), 'no folder')
  log({ loss: 1, image: small() }, 1)
  rmSync(dir.join('files'))
  mkdirSync(dir.join('files'))
  log({ image: small() }, 2)

  expect(warnings).toEqual(['MEDIA_WRITE'])
  const rows = written.filter((entry) => 'row' in (entry as object))
  expect(rows).toMatchObject([
    { step: 1, row: { loss: 1 } },
    { step: 1, timeMs: 5000, row: { image: { _type: 'image-file' } } },
    { step: 2, row: { image: { _type: 'image-file' } } },
  ])
})

test('what the disk refuses to the end is lost, with a warning', () => {
  const { log, media, warnings } = createRig()
  writeFileSync(dir.join('files'), 'no folder')
  log({ image: small() })
  media.drain()

  expect(warnings).toEqual(['MEDIA_WRITE', 'MEDIA_WRITE', 'image: lost: the disk did not take it'])
})

describe('tables', () => {
  it('have a file of 10,000 rows in the run and one of 200,000 in their artifact', () => {
    const { log, written, artifacts, warnings, work } = createRig()
    const rows = Array.from({ length: 200_001 }, (_, i) => [i])
    log({ big: new Table({ columns: ['n'], rows }) })
    work()

    const { row } =
      written.findLast((entry): entry is { row: { big: { path: string } } } => 'row' in (entry as object)) ??
      {}
    const shown = JSON.parse(readFileSync(dir.join('files', row?.big.path ?? ''), 'utf8')) as {
      data: unknown[]
    }
    const content = artifacts[0].files[0].content as { parts: Uint8Array[] }
    const kept = JSON.parse(Buffer.concat(content.parts).toString()) as { data: unknown[]; nrows: number }
    expect(row).toMatchObject({
      big: { nrows: 200_001, artifact_path: 'wandb-client-artifact://c/big.table.json' },
    })
    expect([shown.data.length, kept.data.length, kept.nrows]).toEqual([10_000, 200_000, 200_000])
    expect(warnings).toEqual(['big: kept: 200001 rows exceed the limit of 200000; further rows are left out'])
  })

  it('with media are spooled whole, and their artifact is complete when it is logged', () => {
    const { log, written, staged, work, warnings } = createRig()
    const table = new Table({ columns: ['id', 'image'] })
    for (let id = 0; id < 3; id++) table.addData(id, large(id % 2))
    table.addData(3, new Image(dir.join('nowhere.png')))
    table.addData(4, null)
    log({ table }, 7)
    expect([written, staged]).toEqual([[], []])
    work()

    const [{ name, entries, ids }] = staged
    expect([name, ids.clientId]).toEqual(['run-r1-table', 'c'])
    expect(entries.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^media\/images\/[0-9a-f]{20}\.png$/),
      expect.stringMatching(/^media\/images\/[0-9a-f]{20}\.png$/),
      'table.table.json',
    ])
    const contents = entries.map(({ sha256 }) =>
      readFileSync(dir.join('artifacts', sha256.slice(0, 2), sha256)),
    )
    const { data } = JSON.parse(contents[2].toString()) as { data: [unknown, { path: string } | null][] }
    expect(data.map(([id]) => id)).toEqual([0, 1, 2, 3, 4])
    expect(data.map(([, image]) => image?.path)).toEqual([
      entries[0].path,
      entries[1].path,
      entries[0].path,
      undefined,
      undefined,
    ])
    expect(written.at(-1)).toMatchObject({
      step: 7,
      row: { table: { _type: 'table-file', artifact_path: 'wandb-client-artifact://c/table.table.json' } },
    })
    expect(warnings).toEqual([expect.stringMatching(/^table: kept: a cell is left out: there is no file/)])
  })

  it('with media that cannot change are logged once, also when they had to wait', () => {
    const { log, written, staged, work } = createRig()
    const table = new Table({ columns: ['image'], rows: [[large()]] })
    log({ table }, 0)
    work()
    log({ table }, 1)

    const rows = written.filter((entry): entry is { row: { table: unknown } } => 'row' in (entry as object))
    expect(rows[1].row.table).toEqual(rows[0].row.table)
    expect(staged).toHaveLength(1)
  })

  it('that cannot change are logged once, and say what is left out later', () => {
    const { log, written, artifacts, warnings } = createRig()
    const table = new Table({ columns: ['n'], rows: [[1]] })
    log({ table }, 0)
    table.addData(2)
    log({ table }, 1)

    const rows = written.filter((entry): entry is { row: { table: unknown } } => 'row' in (entry as object))
    expect(rows[1].row.table).toEqual(rows[0].row.table)
    expect(artifacts).toHaveLength(1)
    expect(warnings[0]).toMatch(
      /^table: kept: 1 rows that were added after the table was first logged are left out/,
    )
  })

  it('with wrong rows keep what fits, and say the first mistake', () => {
    const { log, warnings, artifacts } = createRig()
    const table = new Table({ columns: ['a', 'b'] })
    table.addData(1)
    table.addData(1, 2, 3)
    table.addRow({ b: 5, c: 6 })
    table.addRow(7 as never)
    log({ table })

    const content = artifacts[0].files[0].content as { parts: Uint8Array[] }
    expect(JSON.parse(Buffer.concat(content.parts).toString())).toMatchObject({
      data: [
        [1, null],
        [1, 2],
        [null, 5],
      ],
    })
    expect(warnings).toEqual([
      'table: kept: row 0 has 1 cells for 2 columns; missing ones are empty, further ones left out',
    ])
  })

  it('are made of columns, or of objects with whatever names they have', () => {
    expect(new Table({ columns: { a: [1, 2], b: Float32Array.of(0.5, 1.5) } }).rows).toEqual([
      [1, 0.5],
      [2, 1.5],
    ])
    const table = new Table({ rows: [{ a: 1 }, { b: 2, a: 3 }] })
    expect([table.columns, table.rows]).toEqual([
      ['a', 'b'],
      [
        [1, null],
        [3, 2],
      ],
    ])
  })
})

test('a chart is a table under its own name and a definition in the config', () => {
  const { log, written } = createRig()
  const table = new Table({ columns: ['x', 'y'], rows: [[1, 2]] })
  log({ eval: { curve: plot.line(table, 'x', 'y', { title: 'T' }) }, loss: 1 })

  expect(written[0]).toMatchObject({
    path: ['_wandb', 'visualize', 'eval.curve'],
    value: {
      panel_type: 'Vega2',
      panel_config: { panelDefId: 'wandb/line/v0', fieldSettings: { x: 'x', y: 'y', stroke: null } },
    },
  })
  expect(written.at(-1)).toMatchObject({ row: { loss: 1, 'eval.curve_table': { _type: 'table-file' } } })
})

test('a chart of a column that is not there is a warning', () => {
  const { log, warnings, written } = createRig()
  log({ loss: 1, curve: plot.bar(new Table({ columns: ['x'] }), 'x', 'y') })

  expect(warnings).toEqual(['curve: lost: chart: the table has no column "y"'])
  expect(written).toEqual([{ step: 0, row: { loss: 1 } }])
})

test('lists of different media are lists of their values', () => {
  const { log, written } = createRig()
  log({ mixed: [new Html('<p>1</p>'), small()] })

  expect(written.at(-1)).toMatchObject({ row: { mixed: [{ _type: 'html-file' }, { _type: 'image-file' }] } })
})
