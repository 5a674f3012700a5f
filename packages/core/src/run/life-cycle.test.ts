import type { LogRecord } from '@kymo/protocol'
import { expect, test } from 'vitest'
import { createRig, START_MS } from '../../test/run-rig.ts'
import { LogProgress, SLOT_STOP_REQUESTED } from '../worker/shared-slots.ts'

type RunRecord = NonNullable<LogRecord['run']>

const runRecords = (records: readonly LogRecord[]): RunRecord[] =>
  records.flatMap(({ run }) => (run ? [run] : []))

test('a name, tags and notes that are set later are in a run record of their own, which says everything', async () => {
  const { open, read } = createRig()
  const run = await open({ id: 'r1', name: 'first', tags: ['a'], group: 'g', config: { lr: 1 } })

  run.config.set('lr', 2)
  run.name = 'second'
  run.tags = ['a', 'best']
  run.notes = 'works'
  run.tags = []

  expect([run.name, run.tags, run.notes, run.group, run.jobType]).toEqual(['second', [], 'works', 'g', ''])
  const records = runRecords(read().records)
  expect(records.map(({ displayName, tags, notes }) => [displayName, tags, notes])).toEqual([
    ['first', ['a'], ''],
    ['second', ['a'], ''],
    ['second', ['a', 'best'], ''],
    ['second', ['a', 'best'], 'works'],
    ['second', [], 'works'],
  ])
  const last = records.at(-1)
  expect(last).toMatchObject({
    runId: 'r1',
    runGroup: 'g',
    startTime: { seconds: Math.floor(START_MS / 1000) },
  })
  expect(last?.config?.update).toEqual([expect.objectContaining({ key: 'lr', valueJson: '2' })])
})

test('what cannot be a name or tags is refused with a warning, and nothing is written', async () => {
  const { open, read, output } = createRig()
  const run = await open({ name: 'first' })

  run.name = 7 as never
  run.tags = 'best' as never
  run.notes = 'x'.repeat(70_000)

  expect([run.name, run.tags, run.notes]).toEqual(['first', [], ''])
  expect(runRecords(read().records)).toHaveLength(1)
  expect(output()).toMatch(/Cannot set the name of the run: expected text, at most 256 characters/)
  expect(output().match(/Cannot set the/g)).toHaveLength(3)
})

test('the writers of a shared run get the name that it has now', async () => {
  const { open } = createRig()
  const run = await open({ id: 'r1', shared: true })

  run.name = 'renamed'

  expect(run.writerOptions().name).toBe('renamed')
})

test('what goes on begins with the steps, time, config, summary and names of what was before', async () => {
  const { open, read, pulse } = createRig()
  const run = await open(
    { id: 'r1', config: { lr: 2 }, notes: 'mine' },
    {
      kind: 'resume',
      branch: undefined,
      startingStep: 40,
      runtimeMs: 9_500,
      labels: { name: 'n', group: 'g', jobType: 'j', notes: 'before', tags: ['t'] },
      config: { lr: 1, kept: true },
      summary: new Map<string, unknown>([
        ['loss', 0.5],
        ['a.b', 'x'],
      ]),
      metrics: [{ name: 'loss', stepMetric: 'epoch', stepSync: true }],
      counts: new Map(),
      afterMs: 0,
    },
  )
  pulse.advance(500)
  run.log({ epoch: 3 })
  run.log({ loss: 0.25 })

  expect([run.resumed, run.startingStep, run.step, run.name, run.notes]).toEqual([true, 40, 42, 'n', 'mine'])
  expect(run.summary.toJSON()).toEqual({ loss: 0.25, 'a.b': 'x', epoch: 3 })
  expect(read().rows).toEqual([
    { step: 40, epoch: 3 },
    { step: 41, loss: 0.25, epoch: 3 },
  ])
  const [record] = runRecords(read().records)
  expect(record).toMatchObject({
    resumed: true,
    forked: false,
    startingStep: 40,
    runtime: 9,
    displayName: 'n',
    runGroup: 'g',
    jobType: 'j',
    notes: 'mine',
    tags: ['t'],
    summary: {
      update: [
        { nestedKey: ['loss'], valueJson: '0.5' },
        { nestedKey: ['a', 'b'], valueJson: '"x"' },
      ],
    },
  })
  expect(record.config?.update?.map(({ key, valueJson }) => [key, valueJson])).toEqual([
    ['lr', '2'],
    ['kept', 'true'],
  ])
})

test('status() tells what became of the data, and what went wrong last', async () => {
  const { open, pulse, workers, files } = createRig()
  const run = await open({ mode: 'online', baseUrl: 'http://127.0.0.1:1', silent: true })
  run.log({ loss: 1, f: () => 1 })
  const progress = new LogProgress(workers[0].start.shared)
  progress.durableBytes = 100
  progress.acknowledgedBytes = 2 ** 40

  const before = run.status()
  files.limitCapacity(0)
  pulse.advance(10)
  run.log({ loss: 2 })
  const after = run.status()

  expect(before).toMatchObject({
    recordCount: 3,
    rowCount: 1,
    droppedValueCount: 1,
    pendingBytes: 0,
    durableBytes: 100,
    acknowledgedBytes: 2 ** 40,
    lastProblem: { timeMs: START_MS, message: expect.stringMatching(/Cannot keep the metric "f"/) },
  })
  expect(after.pendingBytes).toBeGreaterThan(0)
  expect(after.lastProblem).toMatchObject({ timeMs: START_MS + 10, message: expect.stringMatching(/ENOSPC/) })
})

test('a run that is not sent has acknowledged nothing, and one that keeps nothing has no bytes', async () => {
  const offline = await createRig().open()
  const disabled = await createRig().open({ mode: 'disabled' })

  expect(offline.status().acknowledgedBytes).toBeUndefined()
  expect(disabled.status()).toMatchObject({ recordCount: 0, writtenBytes: 0, durableBytes: 0 })
})

test('onFinish() callbacks may log, are called once, and what they wait for is waited for', async () => {
  const { open, read } = createRig()
  const run = await open()
  const codes: number[] = []
  run.onFinish((code) => {
    codes.push(code)
    run.log({ atOnce: 1 })
  })
  run.onFinish(async () => {
    await Promise.resolve()
    run.log({ later: 1 })
  })
  run.onFinish(() => Promise.reject(new Error('adapter')))
  const forget = run.onFinish(() => codes.push(99))
  forget()

  await Promise.all([run.finish({ exitCode: 3 }), run.finish()])

  expect(codes).toEqual([3])
  expect(read().rows).toEqual([
    { step: 0, atOnce: 1 },
    { step: 1, later: 1 },
  ])
  expect(read().records.at(-1)?.exit?.exitCode).toBe(3)
})

test('an onFinish() callback that never ends is waited for no longer than finish() is told', async () => {
  const { open, pulse, read } = createRig()
  const run = await open()
  run.onFinish(() => new Promise(() => undefined))

  const finished = run.finish({ timeoutMs: 300 })
  pulse.advance(300)
  await finished

  expect(read().records.at(-1)?.recordType).toBe('exit')
})

test('a preempting mark is written once, calls back, and late callbacks hear of it', async () => {
  const { open, read } = createRig()
  const run = await open()
  const heard: string[] = []
  run.onPreempt(() => heard.push('before'))

  expect(run.isPreempting).toBe(false)
  run.markPreempting()
  run.markPreempting()
  run.onPreempt(() => heard.push('after'))
  await Promise.resolve()

  expect(run.isPreempting).toBe(true)
  expect(heard).toEqual(['before', 'after'])
  expect(read().records.filter(({ recordType }) => recordType === 'preempting')).toHaveLength(1)
})

test('a callback of onStop() that throws costs neither the others nor training anything', async () => {
  const { open, workers, output } = createRig()
  const run = await open()
  const heard: string[] = []
  run.onStop(() => {
    throw new Error('mine')
  })
  run.onStop(() => heard.push('second'))

  Atomics.store(new Int32Array(workers[0].start.shared), SLOT_STOP_REQUESTED, 1)
  workers[0].events.onStop()

  expect(heard).toEqual(['second'])
  expect(output()).toContain('A callback of onStop() failed: mine')
})

test('statistics go on from those of the sessions before, and a clock that was set back from their start', async () => {
  const { open, read } = createRig()
  const run = await open(
    {},
    {
      kind: 'resume',
      branch: undefined,
      startingStep: 2,
      runtimeMs: 0,
      labels: undefined,
      config: {},
      summary: new Map<string, unknown>([
        ['loss.min', 0.5],
        ['loss.max', 4],
        ['loss.first', 4],
        ['loss.mean', 2],
      ]),
      metrics: [{ name: 'loss', summary: ['min', 'max', 'mean', 'first', 'last'] }],
      counts: new Map([['loss', 3]]),
      afterMs: START_MS + 60_000,
    },
  )

  run.log({ loss: 10 })
  run.log({ loss: Number.NaN })
  run.log({ loss: 0.25 })
  await run.finish()

  const { records } = read()
  const final = records.find(({ summary }) => summary)?.summary?.update ?? []
  expect(
    Object.fromEntries(final.map(({ nestedKey, valueJson }) => [nestedKey?.join('.'), valueJson])),
  ).toEqual({
    'loss.min': '0.25',
    'loss.max': '10',
    'loss.mean': '3.25',
    'loss.first': '4',
    'loss.last': '0.25',
    _step: '4',
    _runtime: expect.any(String),
    _timestamp: expect.any(String),
    '_wandb.runtime': expect.any(String),
  })
  expect(records.find(({ metric }) => metric)?.metric).toMatchObject({ name: 'loss', summary: { min: true } })
  expect(runRecords(records)[0].startTime).toMatchObject({ seconds: Math.floor((START_MS + 60_001) / 1000) })
})
