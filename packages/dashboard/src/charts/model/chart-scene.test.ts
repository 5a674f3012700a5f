import { expect, test } from 'vitest'
import { buildScene } from './chart-scene.ts'
import type { SceneOptions } from './chart-scene.ts'
import { summariseLine } from './chart-summary.ts'
import { railMarks } from './non-finite.ts'
import { lineOf, toPlotSeries } from './plot-series.ts'
import { bucketSeries, rawSeries } from './series-samples.ts'

const runs = [
  { id: 'a', name: 'first', colour: 0 },
  { id: 'b', name: 'second', colour: 1 },
]
const options: SceneOptions = {
  x: 'step',
  isLogX: false,
  isLogY: false,
  lineKind: 'mean',
  smoothing: { kind: 'time', weight: 0 },
  xExtent: 100,
  zoom: undefined,
}
const texts = (scene: ReturnType<typeof buildScene>): string[] => scene.notes.map(({ text }) => text)

test('buildScene() leaves out runs without the metric and keeps the names of the others', () => {
  const scene = buildScene([undefined, rawSeries([1, 2])], runs, options)

  expect(scene.lines.map(({ run }) => run.name)).toEqual(['second'])
})

test('buildScene() says how many points a bucket holds', () => {
  const scene = buildScene(
    [
      bucketSeries(
        Array.from({ length: 8330 }, (_each, index) => Math.sin(index)),
        833,
      ),
    ],
    runs,
    options,
  )

  expect(texts(scene)).toEqual(['833 points per bucket'])
})

test('buildScene() says what a log axis hides', () => {
  expect(texts(buildScene([rawSeries([-1, 0, 5])], runs, { ...options, isLogY: true }))).toEqual([
    '2 values ≤ 0 not shown',
  ])
})

test('buildScene() says which values are not finite, and none of them is a number on the line', () => {
  const scene = buildScene([rawSeries([1, Number.NaN, Infinity, -Infinity, Number.NaN])], runs, options)

  expect(texts(scene)).toEqual(['2 NaN · 1 +∞ · 1 −∞'])
  expect([...scene.rails].toSorted()).toEqual(['nan', 'negative', 'positive'])
  expect([...(scene.lines[0]?.line ?? [])].filter((value) => Number.isFinite(value))).toEqual([1])
})

test('buildScene() keeps the data beside the smoothed line', () => {
  const [line] = buildScene([rawSeries([0, 10, 0])], runs, {
    ...options,
    smoothing: { kind: 'ema', weight: 0.5 },
  }).lines

  expect([...(line?.line ?? [])]).toEqual([0, 10, 0])
  expect(line?.smooth?.[1]).toBeLessThan(10)
})

test('buildScene() draws the zoomed range and scales y to it', () => {
  const scene = buildScene([rawSeries([100, 1, 2, 3, 100])], runs, { ...options, zoom: [1, 3] })

  expect(scene.xRange).toEqual([1, 3])
  expect(scene.yRange[1]).toBeLessThan(4)
})

test.each([[[]], [[7]], [[Number.NaN]]])('buildScene() has usable axes for the values %j', (values) => {
  for (const isLog of [false, true]) {
    const { xRange, yRange } = buildScene([rawSeries(values)], runs, {
      ...options,
      isLogX: isLog,
      isLogY: isLog,
    })
    expect(xRange[1]).toBeGreaterThan(xRange[0])
    expect(yRange[1]).toBeGreaterThan(yRange[0])
    if (isLog) expect(Math.min(xRange[0], yRange[0])).toBeGreaterThan(0)
  }
})

test('railMarks() has a mark for every kind that a bucket holds', () => {
  const series = toPlotSeries(bucketSeries([1, Number.NaN, Infinity, 2, 3, 4], 3))

  expect(railMarks(series).map(({ kind, x }) => [kind, x])).toEqual([
    ['nan', 1],
    ['positive', 1],
  ])
})

test('lineOf() last falls back to the mean where the newest value is not finite', () => {
  const series = toPlotSeries(bucketSeries([1, 3, 5, Number.NaN], 2))

  expect([...lineOf(series, 'last')]).toEqual([3, 5])
})

test('summariseLine() gives the extremes of the envelope and the newest value, also when it is NaN', () => {
  const [line] = buildScene([bucketSeries([1, 9, -4, Number.NaN], 2)], runs, options).lines

  expect(line && summariseLine(line)).toMatchObject({ min: -4, max: 9, last: Number.NaN, pointCount: 4 })
})
