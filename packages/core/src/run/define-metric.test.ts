import type { LogRecord } from '@kymo/protocol'
import { createTempDir } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { createRig } from '../../test/run-rig.ts'
import { readRunFolder } from '../sync/read-run-folder.ts'

/** The entries of a final summary, without those that clients write about themselves. */
function chosen(update: SummaryItems, separator: string): string[] {
  return (update ?? [])
    .map(({ nestedKey, valueJson }) => `${nestedKey?.join(separator)}=${valueJson}`)
    .filter((entry) => !entry.startsWith('_'))
}

type SummaryItems = NonNullable<NonNullable<LogRecord['summary']>['update']> | null | undefined

/** What wandb 0.30.0 wrote for the same calls, but for the whole definition that our records carry. */
test('definitions and the summary are those that W&B makes of the same calls', async () => {
  const { open, read } = createRig()
  const run = await open()

  run.defineMetric('epoch')
  run.defineMetric('loss', { stepMetric: 'epoch', summary: 'min' })
  run.defineMetric('val.*', { stepMetric: 'epoch', summary: 'max,mean' })
  run.defineMetric('acc', { summary: 'max' })
  run.defineMetric('acc', { summary: 'first', overwrite: true })
  run.defineMetric('h', { hidden: true, stepSync: false, stepMetric: 'epoch2' })
  run.defineMetric('n', { summary: 'none' })
  run.log({ epoch: 1, loss: 3, acc: 1, val: { a: 1 } })
  run.log({ loss: 1, val: { a: 5 } })
  run.log({ loss: 2, acc: Number.NaN, n: 3, val: { a: 2 } })
  await run.finish()

  const metrics = read().records.flatMap(({ metric }) => metric ?? [])
  const told = metrics.map(({ name, globName, stepMetric, options, summary, expandedFromGlob }) => ({
    name: name || globName,
    stepMetric,
    sync: options?.stepSync,
    hidden: options?.hidden,
    statistics: Object.entries(summary ?? {}).flatMap(([key, value]) => (value === true ? [key] : [])),
    isExpanded: expandedFromGlob,
  }))
  const plain = { stepMetric: '', sync: false, hidden: false, statistics: [], isExpanded: false }
  expect(told).toEqual([
    { ...plain, name: 'epoch' },
    { ...plain, name: 'loss', stepMetric: 'epoch', sync: true, statistics: ['min'] },
    { ...plain, name: 'val.*', stepMetric: 'epoch', sync: true, statistics: ['max', 'mean'] },
    { ...plain, name: 'acc', statistics: ['max'] },
    { ...plain, name: 'acc', statistics: ['first'] },
    { ...plain, name: 'h', stepMetric: 'epoch2', hidden: true },
    { ...plain, name: 'n', statistics: ['none'] },
    {
      ...plain,
      name: 'val.a',
      stepMetric: 'epoch',
      sync: true,
      statistics: ['max', 'mean'],
      isExpanded: true,
    },
  ])
  expect(read().rows.map(({ epoch }) => epoch)).toEqual([1, 1, 1])
  const summary = read().records.find(({ recordType }) => recordType === 'summary')?.summary?.update
  expect(chosen(summary, '/')).toEqual([
    'epoch=1',
    'loss/min=1',
    'acc/first=1',
    'val/a/max=5',
    'val/a/mean=2.6666666666666665',
  ])
})

test('a later definition adds to an earlier one, and the record carries the whole of it', async () => {
  const { open, read } = createRig()
  const run = await open()

  run.defineMetric('loss', { summary: 'min', stepMetric: 'epoch', hidden: true })
  run.defineMetric('loss', { summary: 'last', hidden: false })
  run.defineMetric('val/*', { goal: 'maximize' })
  run.defineMetric('val/*', { summary: 'best' })
  run.log({ loss: 2, 'val/acc': 0.5 })
  run.log({ loss: 3, 'val/acc': 0.75 })
  run.log({ loss: 4, 'val/acc': 0.25 })
  await run.finish()

  const metrics = read().records.flatMap(({ metric }) => metric ?? [])
  expect(metrics[1]).toMatchObject({
    stepMetric: 'epoch',
    options: { hidden: false, stepSync: true },
    summary: { min: true, last: true },
    _control: { overwrite: true },
  })
  const summary = read().records.find(({ recordType }) => recordType === 'summary')?.summary?.update
  expect(chosen(summary, '.')).toEqual(['loss.min=2', 'loss.last=4', 'val/acc.best=0.75'])
})

test('an exact name wins over a prefix, and a longer prefix over a shorter one, in any order of definition', async () => {
  const { open, read } = createRig()
  const run = await open()

  run.defineMetric('a/b/c', { summary: 'max' })
  run.defineMetric('a/*', { summary: 'first' })
  run.defineMetric('a/b/*', { summary: 'min' })
  for (const value of [2, 3, 1]) run.log({ 'a/b/c': value, 'a/b/d': value, 'a/e': value, b: value })
  await run.finish()

  const summary = read().records.find(({ recordType }) => recordType === 'summary')?.summary?.update
  expect(chosen(summary, '.')).toEqual(['a/b/c.max=3', 'a/b/d.min=1', 'a/e.first=2', 'b=1'])
})

test('the value of the step metric is added to nested values too, and not where the row has it', async () => {
  const { open, read } = createRig()
  const run = await open()

  run.defineMetric('val.*', { stepMetric: 'epoch' })
  run.log({ val: { loss: 1 } })
  run.log({ epoch: 4 })
  run.log({ val: { loss: 2 } })
  run.log({ val: { loss: 3 }, epoch: 5 })
  run.log({ other: 1 })
  await run.finish()

  expect(read().rows.map(({ epoch }) => epoch)).toEqual([undefined, 4, 4, 5, undefined])
})

test('what was set in the summary can be taken back; a metric then has again what the history says', async () => {
  const { open, read } = createRig()
  const run = await open()
  run.log({ loss: 2 })

  run.summary.update({ loss: 'best ever', note: { a: 1 } })
  const answers = [run.summary.delete('loss'), run.summary.delete('note'), run.summary.delete('never')]
  await run.finish()

  expect(answers).toEqual([true, true, false])
  expect({ ...run.summary.toJSON() }).toEqual({ loss: 2 })
  const records = read().records.flatMap(({ summary }) => summary ?? [])
  expect(records.flatMap(({ remove }) => remove ?? []).map(({ key }) => key)).toEqual(['loss', 'note'])
  expect(chosen(records.at(-1)?.update, '.')).toEqual(['loss=2'])
})

test('during the run the summary already says what it will say at its end', async () => {
  const { open } = createRig()
  const run = await open()
  run.defineMetric('loss', { summary: 'min' })
  run.defineMetric('val.*', { summary: ['best', 'last'], goal: 'maximize' })
  run.defineMetric('debug/*', { summary: 'none' })
  for (const loss of [3, 1, 2]) run.log({ loss, val: { acc: loss / 4 }, 'debug/noise': loss, plain: loss })

  expect(run.summary.get('loss.min')).toBe(1)
  expect(run.summary.get('val.acc.best')).toBe(0.75)
  expect(['plain', 'debug/noise', 'loss', 'loss.max'].map((key) => run.summary.get(key))).toEqual([
    2,
    undefined,
    undefined,
    undefined,
  ])
  expect({ ...run.summary.toJSON() }).toEqual({
    'loss.min': 1,
    'val.acc.best': 0.75,
    'val.acc.last': 0.5,
    plain: 2,
  })

  run.log({ loss: 0.5 })
  run.summary.set('val', 'mine')

  expect(run.summary.get('loss.min')).toBe(0.5)
  expect({ ...run.summary.toJSON() }).toEqual({ 'loss.min': 0.5, plain: 2, val: 'mine' })
  await run.finish()
  expect({ ...run.summary.toJSON() }).toEqual({ 'loss.min': 0.5, plain: 2, val: 'mine' })
})

test('a reader of the folder finds the summary that the definitions ask for', async () => {
  const dir = createTempDir()
  const { init } = await import('../index.ts')
  const run = await init({ project: 'p', dir: dir.path, silent: true, console: false, systemMetrics: false })
  run.defineMetric('debug/*', { summary: 'none' })
  run.defineMetric('loss', { summary: ['min', 'last'] })
  for (const loss of [3, 1, 2]) run.log({ loss, 'debug/noise': loss, plain: loss, gone: loss })
  run.summary.set('gone', 'set')
  run.summary.delete('gone')
  await run.finish()

  const { summary } = await readRunFolder(run.dir!)
  dir.remove()

  expect(Object.fromEntries(summary)).toEqual({ 'loss.min': 1, 'loss.last': 2, plain: 2, gone: 2 })
})
