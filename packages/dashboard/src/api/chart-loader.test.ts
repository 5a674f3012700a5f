import { expect, test } from 'vitest'
import type { ChartAnswer, ChartRequest, RunRef } from '@kymo/server/api'
import { rawSeries } from '../charts/model/series-samples.ts'
import { ChartLoader } from './chart-loader.ts'
import type { ChartQuery } from './chart-loader.ts'

const [a, b] = ['a', 'b'].map((run): RunRef => ({ entity: 'e', project: 'p', run })) as [RunRef, RunRef]
const query = (metric: string, runs: readonly RunRef[] = [a, b]): ChartQuery => ({
  runs,
  metric,
  x: 'step',
  range: undefined,
  width: 100,
})
const never = new AbortController().signal

function createServer(missing: readonly string[] = []): {
  requests: ChartRequest[]
  signals: AbortSignal[]
  loader: ChartLoader
} {
  const requests: ChartRequest[] = []
  const signals: AbortSignal[] = []
  const fetchChart = async (request: ChartRequest, signal: AbortSignal): Promise<ChartAnswer> => {
    requests.push(request)
    signals.push(signal)
    await new Promise((resolve) => setTimeout(resolve, 5))
    signal.throwIfAborted()
    const series = request.runs.flatMap((run, runIndex) =>
      request.metrics.flatMap((metric, metricIndex) =>
        missing.includes(metric)
          ? []
          : [{ ...rawSeries([requests.length, run.run.length, metric.length]), runIndex, metricIndex }],
      ),
    )
    return { series }
  }
  return { requests, signals, loader: new ChartLoader({ fetchChart }) }
}

test('charts that ask at the same time share one request', async () => {
  const { loader, requests } = createServer()

  await Promise.all(['loss', '__proto__', 'acc'].map((metric) => loader.load(query(metric), never)))

  expect(requests.map(({ metrics, runs }) => [metrics, runs.length])).toEqual([
    [['loss', '__proto__', 'acc'], 2],
  ])
})

test('a chart is answered from memory until one of its runs changes, and then only that run is asked for', async () => {
  const { loader, requests } = createServer()
  const before = await loader.load(query('loss'), never)

  loader.noteRevision(b, 7)
  const after = await loader.load(query('loss'), never)
  await loader.load(query('loss'), never)

  expect(requests.map(({ runs }) => runs.map(({ run }) => run))).toEqual([['a', 'b'], ['b']])
  expect(after[0]).toBe(before[0])
  expect(after[1]).not.toBe(before[1])
})

test('a run without the metric is remembered as such', async () => {
  const { loader, requests } = createServer(['acc'])

  expect(await loader.load(query('acc'), never)).toEqual([[], []])
  await loader.load(query('acc'), never)

  expect(requests).toHaveLength(1)
})

test('every writer of a run is a series of its own', async () => {
  const loader = new ChartLoader({
    fetchChart: (request) =>
      Promise.resolve({
        series: request.metrics.flatMap((_metric, metricIndex) =>
          ['rank0', 'rank1'].map((writer) => ({ ...rawSeries([1, 2]), runIndex: 0, metricIndex, writer })),
        ),
      }),
  })

  const [first, second] = await loader.load(query('loss'), never)

  expect(first.map(({ writer }) => writer)).toEqual(['rank0', 'rank1'])
  expect(second).toEqual([])
})

test('measurements of the machine are asked for as such, and are not mixed up with metrics of the same name', async () => {
  const { loader, requests } = createServer()

  await loader.load(query('cpu'), never)
  await loader.load({ ...query('cpu'), kind: 'system' }, never)

  expect(requests.map(({ kind }) => kind)).toEqual([undefined, 'system'])
})

test('a shared request goes on until the last chart has given up', async () => {
  const { loader, signals } = createServer()
  const [one, two] = [new AbortController(), new AbortController()]
  const loads = [loader.load(query('loss'), one.signal), loader.load(query('acc'), two.signal)]

  one.abort()
  await expect(loads[0]).rejects.toThrow()

  expect((await loads[1])?.[0]?.[0]?.kind).toBe('raw')
  expect(signals[0]?.aborted).toBe(false)
})

test('a request for which nobody waits any more is given up', async () => {
  const { loader, requests, signals } = createServer()
  const controller = new AbortController()
  const load = loader.load(query('loss'), controller.signal)
  while (requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))

  controller.abort()

  await expect(load).rejects.toThrow()
  expect(signals[0]?.aborted).toBe(true)
})

test('many runs and metrics are spread over requests of a bounded size', async () => {
  const { loader, requests } = createServer()
  const runs = Array.from({ length: 100 }, (_each, index) => ({ ...a, run: `run${index}` }))

  await Promise.all(
    Array.from({ length: 10 }, (_each, index) => loader.load(query(`m${index}`, runs), never)),
  )

  expect(
    Math.max(...requests.map((request) => request.runs.length * request.metrics.length)),
  ).toBeLessThanOrEqual(240)
  expect(requests.flatMap(({ metrics }) => metrics)).toHaveLength(10)
})
