import { expect, test } from 'vitest'
import { createRig, REPORT } from '../../test/run-rig.ts'
import { SLOT_STOP_REQUESTED } from '../worker/shared-slots.ts'

test('a log begins with who wrote it and what the run is', async () => {
  const { open, read } = createRig()
  const tags = ['a', 'b']

  await open({
    project: 'p',
    entity: 'e',
    name: 'n',
    id: 'r1',
    group: 'g',
    jobType: 'train',
    notes: 'why',
    tags,
    config: { lr: 0.1, __proto__: { x: 1 } },
  })

  const [header, run] = read().records
  expect(header).toMatchObject({ num: 1, recordType: 'header' })
  expect(run).toMatchObject({ num: 2, recordType: 'run' })
  expect(run?.run).toMatchObject({
    runId: 'r1',
    entity: 'e',
    project: 'p',
    displayName: 'n',
    runGroup: 'g',
    jobType: 'train',
    notes: 'why',
    tags,
    host: 'box',
    startTime: { seconds: 1_795_407_279, nanos: 211_000_000 },
  })
  expect(run?.run?.config?.update).toEqual([expect.objectContaining({ key: 'lr', valueJson: '0.1' })])
})

test('records are numbered without gaps, whatever kind they are', async () => {
  const { open, read } = createRig()
  const run = await open()

  run.log({ a: 1 })
  run.config.update({ b: 1 })
  run.defineMetric('a', { summary: 'max' })
  run.summary.set('c', 1)
  await run.finish()

  expect(read().records.map((record) => record.num)).toEqual([1, 2, 4, 5, 6, 7, 8])
})

test('finish() writes the summary and how it ended, and reports what happened', async () => {
  const { open, read, pulse, output } = createRig()
  const run = await open({ id: 'r1' })
  run.log({ loss: 0.5, acc: 0.1 })
  run.log({ loss: 0.25 })
  run.summary.set('acc', 'mine')
  pulse.advance(7500)

  const report = await run.finish({ exitCode: 3 })

  const [, , pinned, summary, exit] = read().records
  expect(pinned?.summary).toMatchObject({ kymoExplicit: true, update: [{ key: 'acc', valueJson: '"mine"' }] })
  expect(summary?.summary?.update).toMatchObject([
    { nestedKey: ['loss'], valueJson: '0.25' },
    { nestedKey: ['_step'], valueJson: '1' },
    { nestedKey: ['_timestamp'], valueJson: '1795407279.211' },
    { nestedKey: ['_runtime'], valueJson: '0' },
    { nestedKey: ['_wandb', 'runtime'], valueJson: '0' },
  ])
  expect(exit?.exit).toMatchObject({ exitCode: 3, runtime: 7 })
  expect(report).toEqual({
    id: 'r1',
    exitCode: 3,
    durationMs: 7500,
    recordCount: 7,
    rowCount: 2,
    spanCount: 0,
    refusedRowCount: 0,
    droppedValueCount: 0,
    lostRecordCount: 0,
    lostBytes: 0,
    lostArtifacts: [],
    sinks: [],
  })
  expect(output()).toMatch(
    /^kymo: run r1 is offline in \.\/kymo\/offline-run-.+\nkymo: run r1: 2 rows in \.\/kymo\//,
  )
})

test('finish() twice is one end, and log() after it warns once and throws nothing', async () => {
  const { open, read, output } = createRig()
  const run = await open()

  const [first, second] = await Promise.all([run.finish(), run.finish({ exitCode: 1 })])
  for (let i = 0; i < 5; i++) run.log({ a: 1 })
  run.config.set('late', 1)
  run.defineMetric('late')

  expect(second).toBe(first)
  expect(read().records.filter((record) => record.recordType === 'exit')).toHaveLength(1)
  expect(read().rows).toEqual([])
  expect(output().match(/has finished/g)).toHaveLength(1)
})

test.each([
  [null, 'null'],
  [undefined, 'a undefined'],
  [7, '7'],
  ['loss', 'a string'],
  [[1, 2], 'an array'],
  [new Map([['a', 1]]), 'a object'],
])('log(%o) is refused with a warning', async (metrics, described) => {
  const { open, read, output } = createRig()
  const run = await open()

  run.log(metrics as never)

  expect(output()).toContain(`warning: Cannot log ${described}: expected an object of metrics`)
  expect(read().rows).toEqual([])
  expect((await run.finish()).refusedRowCount).toBe(1)
})

test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, '3', null, 5n])(
  'a row at step %s is kept at the current step, with one warning',
  async (step) => {
    const { open, read, output } = createRig()
    const run = await open()
    run.log({ a: 0 })

    run.log({ a: 1 }, { step: step as number })
    run.log({ a: 2 }, { step: step as number })

    expect(read().rows.map((row) => row['step'])).toEqual([0, 1, 2])
    expect(output().match(/Cannot log at step/g)).toHaveLength(1)
  },
)

test('a value that cannot be logged is left out, counted, and warned about once per name', async () => {
  const { open, read, output } = createRig()
  const run = await open()

  for (let i = 0; i < 3; i++) run.log({ i, bad: () => i, worse: Symbol('x') })

  expect(read().rows).toEqual([0, 1, 2].map((i) => ({ step: i, i })))
  expect(output().match(/Cannot keep the metric/g)).toHaveLength(2)
  expect((await run.finish()).droppedValueCount).toBe(6)
})

test('a value that throws or logs while it is read costs its own row at most', async () => {
  const { open, read } = createRig()
  const run = await open()
  const throwing = Object.defineProperty({ ok: 1 }, 'bad', {
    enumerable: true,
    get: () => {
      throw new Error('no')
    },
  })
  const nested = {
    toJSON: () => {
      run.log({ inner: 1 })
      return 5
    },
  }

  run.log(throwing)
  run.log({ nested })
  run.log({ after: 2 })

  const { rows } = read()
  expect(rows.find((row) => row['ok'] === 1)).toBeDefined()
  expect(rows.at(-1)).toMatchObject({ after: 2 })
})

test("mode 'disabled' makes no file, prints nothing, and still behaves like a run", async () => {
  const { open, files, workers, output } = createRig()
  const run = await open({ mode: 'disabled', config: { a: 1 } })

  run.log({ loss: 1 })
  run.log({ loss: 1 })
  run.config.set('b', 2)
  const report = await run.finish()

  expect([files.paths(), workers, output()]).toEqual([[], [], ''])
  expect([run.step, run.dir, run.url, run.config.get('b'), report.rowCount, run.isFinished]).toEqual([
    2,
    undefined,
    undefined,
    2,
    0,
    true,
  ])
})

test('online, the worker is told where to, and the user too', async () => {
  const { open, workers, output } = createRig()
  const run = await open({ id: 'r1', project: 'a b', baseUrl: 'http://host:1', apiKey: 'k'.repeat(40) })

  const report = await run.finish()

  expect(workers[0]?.start).toMatchObject({
    fileName: 'run-r1.wandb',
    target: { baseUrl: 'http://host:1', apiKey: 'k'.repeat(40), entity: 'default', project: 'a b' },
  })
  expect(workers[0]?.start.folderName).toMatch(/^run-\d{8}_\d{6}-r1$/)
  expect(run.url).toBe('http://host:1/default/a%20b/runs/r1')
  expect(report.sinks).toEqual([REPORT])
  expect(output()).toBe(`kymo: run r1 is at ${run.url}\nkymo: run r1: 0 rows sent to ${run.url}\n`)
})

test('a request to stop is seen by a loop that asks, and calls back once', async () => {
  const { open, workers } = createRig()
  const run = await open({ baseUrl: 'http://host:1' })
  const seen: string[] = []
  run.onStop(() => seen.push('first'))
  run.onStop(() => {
    throw new Error('a broken callback')
  })
  const takeBack = run.onStop(() => seen.push('taken back'))
  takeBack()
  expect(run.stopRequested).toBe(false)

  Atomics.store(new Int32Array(workers[0]?.start.shared ?? new SharedArrayBuffer(16)), SLOT_STOP_REQUESTED, 1)
  expect(run.stopRequested).toBe(true)
  workers[0]?.events.onStop()
  workers[0]?.events.onStop()
  run.onStop(() => seen.push('late'))
  await Promise.resolve()

  expect(seen).toEqual(['first', 'late'])
})

test('config and summary keep copies, any key, and write only what changed', async () => {
  const { open, read } = createRig()
  const run = await open({ config: { list: [1] } })
  const list = [1, 2]

  run.config.update({ list, constructor: 1, ['__proto__']: 'data' })
  list.push(3)
  run.config.set('list', [1, 2])
  run.config.update(null as never)
  run.config.set('fn', () => 1)

  expect(run.config.get('list')).toEqual([1, 2])
  expect(JSON.stringify(run.config.toJSON())).toBe('{"list":[1,2],"constructor":1,"__proto__":"data"}')
  expect(({} as Record<string, unknown>)['data']).toBeUndefined()
  expect(read().records.filter((record) => record.recordType === 'config')).toHaveLength(1)
})

test('run.summary shows the history and what was set, which wins', async () => {
  const { open } = createRig()
  const run = await open()

  run.log({ loss: 1, nested: { a: 2 } })
  run.summary.set('loss', 'pinned')
  run.log({ loss: 0.5 })

  expect(run.summary.get('loss')).toBe('pinned')
  expect({ ...run.summary.toJSON() }).toEqual({ loss: 'pinned', 'nested.a': 2 })
})

test('defineMetric() writes a record, for each metric that a prefix covers one more, and completes rows', async () => {
  const { open, read } = createRig()
  const run = await open()

  run.defineMetric('val.*', {
    stepMetric: 'epoch',
    stepSync: true,
    summary: ['min', 'last'],
    goal: 'minimize',
    hidden: true,
  })
  run.log({ epoch: 3 })
  run.log({ val: { loss: 2 }, 'val.flat': 5 })
  run.log({ 'val.flat': 4 })
  await run.finish()

  const metrics = read().records.flatMap((record) => record.metric ?? [])
  expect(metrics[0]).toMatchObject({
    globName: 'val.*',
    stepMetric: 'epoch',
    goal: 2 - 1,
    options: { defined: true, hidden: true, stepSync: true },
    summary: { min: true, last: true, max: false },
  })
  expect(metrics.slice(1)).toMatchObject([
    { name: 'val.loss', expandedFromGlob: true },
    { name: 'val.flat', expandedFromGlob: true },
  ])
  expect(read().rows.at(-1)).toMatchObject({ 'val.flat': 4, epoch: 3 })
  const summary = read().records.find((record) => record.recordType === 'summary')?.summary?.update
  const entries = summary?.map((item) => `${item.nestedKey?.join('/')}=${item.valueJson}`)
  expect(entries?.filter((entry) => !entry.startsWith('_'))).toEqual([
    'epoch=3',
    'val/loss/min=2',
    'val/loss/last=2',
    'val.flat/min=4',
    'val.flat/last=4',
  ])
})

test.each([
  ['', {}],
  ['a*b', {}],
  ['a', { goal: 'up' }],
  ['a', { summary: 'median' }],
  ['a', { stepMetric: '' }],
  ['a', { summary: 'min,median' }],
  ['a', { summary: '' }],
  ['a', { stepSync: 'yes' }],
])('defineMetric(%j, %j) is refused with a warning', async (name, options) => {
  const { open, read, output } = createRig()
  const run = await open()

  run.defineMetric(name, options as never)

  expect(output()).toContain('warning: Cannot define a metric')
  expect(read().records.some((record) => record.recordType === 'metric')).toBe(false)
})

const HOSTILE: Record<string, () => object> = {
  'a getter that throws': () => ({
    get bad() {
      throw Symbol('no')
    },
    good: 1,
  }),
  'a proxy that refuses its keys': () =>
    new Proxy(
      {},
      {
        ownKeys: () => {
          throw new Error('no')
        },
      },
    ),
  'a proxy that was revoked': () => {
    const { proxy, revoke } = Proxy.revocable({}, {})
    revoke()
    return proxy
  },
}

test.each(Object.keys(HOSTILE))('no method throws for %s', async (name) => {
  const { open } = createRig()
  const run = await open()
  const value = HOSTILE[name]?.() as never

  run.log(value)
  run.config.update(value)
  run.summary.update(value)
  run.config.set('a', value)
  run.defineMetric('loss', value)
  run.defineMetric('loss', { summary: value })
  run.defineMetric('loss', null as never)
  run.defineMetric(Symbol('loss') as never)

  expect(await run.finish(null as never)).toMatchObject({ exitCode: 0 })
})

test('what a getter spoils does not cost the values beside it', async () => {
  const { open } = createRig()
  const run = await open()

  run.config.update(HOSTILE['a getter that throws']?.() as never)

  expect(run.config.toJSON()).toEqual(Object.assign(Object.create(null), { good: 1 }))
})

test('rows that wait for the disk when the run is closed are counted as lost, and not as kept', async () => {
  const { open, files, pulse, read, output } = createRig()
  const run = await open()
  for (let i = 0; i < 5; i++) run.log({ loss: i })
  files.limitCapacity(files.read(files.paths()[0] ?? '').byteLength + 150)
  for (let i = 5; i < 20; i++) run.log({ loss: i })

  const finished = run.finish()
  for (let i = 0; i < 40; i++) {
    pulse.advance(250)
    await Promise.resolve()
  }
  const report = await finished

  const { rows, records } = read()
  expect(rows.length).toBeGreaterThan(5)
  expect(report).toMatchObject({ rowCount: rows.length, recordCount: rows.length + records.length })
  // The other rows, the summary and the exit record.
  expect(report.lostRecordCount).toBe(20 - rows.length + 2)
  expect(output()).toContain(`${rows.length} rows in`)
})
