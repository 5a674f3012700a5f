import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { LogBuilder } from '../../test/log-builder.ts'
import type { RunRef } from '../api/types.ts'
import type { HistoryPage, HistoryRowInfo } from '../api/value-types.ts'
import { openDataPlane, type DataPlane } from '../data-plane.ts'

let dir: TempDir
let plane: DataPlane | undefined
const ref: RunRef = { entity: 'team', project: 'digits', run: 'abc' }
const END = Number.MAX_SAFE_INTEGER

beforeEach(() => {
  dir = createTempDir()
})
afterEach(async () => {
  await plane?.close()
  plane = undefined
  dir.remove()
})

const logOf = (session: number): string => dir.join(`run-20261123_10000${session}-abc`, 'run-abc.wandb')

async function open(): Promise<DataPlane> {
  plane = openDataPlane({ runsDir: dir.path, indexPath: ':memory:', layout: 'plain' })
  await plane.settle()
  return plane
}

const image = (name: string): object => ({
  _type: 'image-file',
  path: `media/images/${name}.png`,
  format: 'png',
})
const stepsOf = (rows: readonly HistoryRowInfo[]): number[] => rows.map(({ step }) => step)

test('values that are not numbers can be paged by key in both directions', async () => {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i < 5; i++) log.row({ loss: i, sample: image(`i${i}`), note: `n${i}` })
  log.writeTo(logOf(0))

  const data = await open()
  const first = data.queryValues(ref, { key: 'sample', from: 1, to: END, limit: 2, order: 'asc' })!
  const newest = data.queryValues(ref, { key: 'sample', from: 0, to: END, limit: 2, order: 'desc' })!

  expect(data.listValueKeys(ref)).toMatchObject([
    { key: 'note', type: 'text', count: 5 },
    { key: 'sample', type: 'image-file', count: 5, firstStep: 0, lastStep: 4 },
  ])
  expect(first.items.map(({ step, value }) => [step, (value as { path: string }).path])).toEqual([
    [1, 'media/images/i1.png'],
    [2, 'media/images/i2.png'],
  ])
  expect([first.next, newest.items.map(({ step }) => step), newest.next]).toEqual([3, [4, 3], 3])
})

test('a later session overwrites the values of a step, another writer does not', async () => {
  new LogBuilder().run('abc').row({ note: 'old' }).row({ note: 'kept' }).writeTo(logOf(0))
  const later = { startTime: { seconds: Date.UTC(2026, 10, 23, 11) / 1000, nanos: 0 } }
  new LogBuilder().run('abc', later).row({ note: 'new' }, { step: 0 }).writeTo(logOf(1))
  new LogBuilder()
    .run('abc', { ...later, kymoShared: true, kymoWriter: 'gpu-1' })
    .row({ note: 'other' }, { step: 0 })
    .writeTo(logOf(2))

  const { items } = (await open()).queryValues(ref, {
    key: 'note',
    from: 0,
    to: END,
    limit: 10,
    order: 'asc',
  })!

  expect(items.map(({ step, writer, value }) => [step, writer, value])).toEqual([
    [0, '', 'new'],
    [0, 'gpu-1', 'other'],
    [1, '', 'kept'],
  ])
})

test('rows hold the numbers and the other values of a step, and pages hold each row once', async () => {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i < 25; i++) log.row({ loss: i / 2, ...(i % 5 === 0 ? { note: `n${i}` } : {}) })
  log.writeTo(logOf(0))
  const data = await open()

  const rows: HistoryRowInfo[] = []
  for (let from: number | null = 0; from !== null;) {
    const page: HistoryPage = (await data.queryHistory(ref, { keys: [], from, to: END, limit: 4 }))!
    rows.push(...page.rows)
    from = page.next
  }

  expect(stepsOf(rows)).toEqual(Array.from({ length: 25 }, (_, i) => i))
  expect(rows[5].values).toEqual([
    ['loss', 2.5],
    ['note', 'n5'],
  ])
  expect(rows[6].values).toEqual([['loss', 3]])
})

test('rows with chosen keys are those that have one of them', async () => {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i < 12; i++) log.row(i % 4 === 0 ? { accuracy: i } : { loss: i })
  log.writeTo(logOf(0))

  const page = (await (
    await open()
  ).queryHistory(ref, { keys: ['accuracy', 'none'], from: 0, to: END, limit: 10 }))!

  expect(stepsOf(page.rows)).toEqual([0, 4, 8])
})

test('samples are spread evenly and keep both ends', async () => {
  const log = new LogBuilder().run('abc')
  for (let i = 0; i <= 100; i++) log.row({ loss: i })
  log.writeTo(logOf(0))

  const page = (await (
    await open()
  ).queryHistory(ref, { keys: ['loss'], from: 0, to: END, limit: 1, samples: 5 }))!

  expect(stepsOf(page.rows)).toEqual([0, 25, 50, 75, 100])
  expect(page.next).toBeNull()
})

test('rows of several writers at one step are all there, in one page', async () => {
  for (const [i, writer] of ['w1', 'w2', 'w3'].entries()) {
    const log = new LogBuilder().run('abc', { kymoShared: true, kymoWriter: writer })
    for (let step = 0; step < 10; step++) log.row({ loss: step + i / 10 })
    log.writeTo(logOf(i))
  }
  const data = await open()

  const rows: HistoryRowInfo[] = []
  for (let from: number | null = 0; from !== null;) {
    const page: HistoryPage = (await data.queryHistory(ref, { keys: ['loss'], from, to: END, limit: 3 }))!
    rows.push(...page.rows)
    from = page.next
  }

  expect(rows).toHaveLength(30)
  expect(new Set(rows.map(({ step, writer }) => `${step} ${writer}`)).size).toBe(30)
})

test('values are gone with their log, and the same after the index was made anew', async () => {
  new LogBuilder().run('abc').row({ note: 'a' }).writeTo(logOf(0))
  const data = await open()
  expect(data.listValueKeys(ref)).toHaveLength(1)

  new LogBuilder().run('abc').row({ other: 'b' }).row({ other: 'c' }).writeTo(logOf(0))
  await data.settle()

  expect(data.listValueKeys(ref)?.map(({ key, count }) => [key, count])).toEqual([['other', 2]])
})

test('media that W&B took apart into items of their own are one value again', async () => {
  const item = (nestedKey: string[], valueJson: string): object => ({ nestedKey, valueJson })
  new LogBuilder()
    .run('abc')
    .record({
      history: {
        step: { num: 3 },
        item: [
          item(['img', 'format'], '"png"'),
          item(['img', 'width'], '4'),
          item(['loss'], '0.5'),
          item(['img', '_type'], '"image-file"'),
          item(['img', 'masks', 'truth', '_type'], '"mask"'),
          item(['img', 'masks', 'truth', 'path'], '"m.png"'),
          item(['nest', 'h', '_type'], '"histogram"'),
          item(['nest', 'h', 'values'], '[1,2]'),
          item(['nest', 'a'], '7'),
          item(['_step'], '3'),
        ],
      },
    })
    .writeTo(logOf(0))

  const data = await open()
  const { items } = data.queryValues(ref, { key: 'img', from: 0, to: END, limit: 10, order: 'asc' })!

  expect(items[0].value).toEqual({
    format: 'png',
    width: 4,
    _type: 'image-file',
    masks: { truth: { _type: 'mask', path: 'm.png' } },
  })
  expect(data.listValueKeys(ref)?.map(({ key, type }) => [key, type])).toEqual([
    ['img', 'image-file'],
    ['nest.h', 'histogram'],
  ])
  expect(data.listMetrics(ref)?.map(({ name }) => name)).toEqual(['loss', 'nest.a'])
})

test('what a writer asks of the display is kept, whether it was said at once or by path, and nothing else of _wandb', async () => {
  const chart = { panel_type: 'Vega2', panel_config: { panelDefId: 'wandb/bar/v0' } }
  new LogBuilder()
    .run('abc')
    .record({
      config: {
        update: [
          { key: '_wandb', valueJson: JSON.stringify({ t: { 1: [2] }, visualize: { roc: chart } }) },
          { nestedKey: ['_wandb', 'visualize', '__proto__'], valueJson: JSON.stringify(chart) },
          { nestedKey: ['_wandb', 'secret'], valueJson: '1' },
        ],
      },
    })
    .writeTo(logOf(0))

  const display = (await open()).listDisplay(ref)!

  expect(display.map(([name]) => name)).toEqual(['visualize'])
  expect(Object.entries(display[0][1]!)).toEqual([
    ['roc', chart],
    ['__proto__', chart],
  ])
})
