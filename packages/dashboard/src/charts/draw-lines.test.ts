import { expect, test } from 'vitest'
import { drawLines } from './draw-lines.ts'
import { pinchedRange } from './chart-gestures.ts'
import { buildScene } from './model/chart-scene.ts'
import { bucketSeries, rawSeries } from './model/series-samples.ts'

type Call = readonly [name: string, ...numbers: number[]]

/** Records what would be painted. */
function fakeContext(): { context: CanvasRenderingContext2D; calls: Call[] } {
  const calls: Call[] = []
  const context = new Proxy<Record<string, unknown>>(
    {},
    {
      get: (target, name: string) =>
        name in target ? target[name] : (...numbers: number[]) => void calls.push([name, ...numbers]),
    },
  )
  return { context: context as unknown as CanvasRenderingContext2D, calls }
}

function draw(series: Parameters<typeof buildScene>[0], isLogY = false): Call[] {
  const { context, calls } = fakeContext()
  const runs = series.map((_each, index) => ({ id: `r${index}`, name: `r${index}`, colour: index }))
  const scene = buildScene(series, runs, {
    x: 'step',
    isLogX: false,
    isLogY,
    lineKind: 'mean',
    smoothing: { kind: 'time', weight: 0 },
    xExtent: 1,
    zoom: undefined,
  })
  const colours = {
    text: '',
    grid: '',
    axis: '',
    crossHair: '',
    selection: '',
    surface: '',
    runs: ['#000', '#111'],
  }
  drawLines({
    context,
    box: { left: 0, top: 0, width: 400, height: 100, ratio: 1 },
    scene,
    colours,
    highlighted: undefined,
  })
  return calls
}

const points = (calls: readonly Call[]): Call[] =>
  calls.filter(([name]) => name === 'lineTo' || name === 'moveTo')

test('drawLines() takes the band of a single spike in 100,000 points to the top', () => {
  const values = Array.from({ length: 100_000 }, (_each, index) => (index === 77_777 ? 1 : 0))

  const tops = points(draw([bucketSeries(values, 500)])).map(([, , y]) => y)

  expect(Math.min(...tops)).toBeLessThan(10)
})

test('drawLines() opens a gap at NaN instead of joining over it', () => {
  const calls = draw([rawSeries([1, 2, Number.NaN, 2, 1])])
  const path = calls.slice(calls.findIndex(([name]) => name === 'beginPath' && true))

  expect(points(path).filter(([name]) => name === 'moveTo').length).toBeGreaterThanOrEqual(2)
  expect(points(path).every(([, x, y]) => Number.isFinite(x) && Number.isFinite(y))).toBe(true)
})

test('drawLines() never hands a non-finite pixel to the canvas, on a log axis neither', () => {
  const values = [0, -1, Number.NaN, 5, Infinity, 1e-300, 1e300]

  for (const series of [rawSeries(values), bucketSeries(values, 2)]) {
    for (const [name, ...numbers] of draw([series], true)) {
      expect(
        numbers.every((each) => Number.isFinite(each)),
        `${name} ${numbers.join(' ')}`,
      ).toBe(true)
    }
  }
})

test('pinchedRange() keeps what was under each finger under it', () => {
  const [from, to] = pinchedRange([100, 200], [50, 250], 400)
  const pxNow = (px: number): number => ((px - from) / (to - from)) * 400

  expect(pxNow(100)).toBeCloseTo(50)
  expect(pxNow(200)).toBeCloseTo(250)
})
