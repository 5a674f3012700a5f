import * as fc from 'fast-check'
import { afterEach, expect, test } from 'vitest'
import { openStore } from '../store/open-store.ts'
import type { Store } from '../store/store.ts'
import { bucketsOver, CHUNK_POINTS, PAGE_BUCKETS, type Buckets } from './buckets.ts'
import { PointBuffer, type Points } from './points.ts'
import { chunkCountOf, decodeHead } from './series-head.ts'
import { readChunk, readChunkBuckets, readTail } from './series-parts.ts'
import { appendToSeries, openSeries } from './series-writer.ts'

type Point = readonly [step: number, value: number, time: number]

const stores: Store[] = []
afterEach(() => {
  for (const store of stores.splice(0)) store.close()
})

function toPoints(points: readonly Point[]): Points {
  const buffer = new PointBuffer(points.length)
  for (const [step, value, time] of points) buffer.push(step, value, time)
  return buffer.view()
}

/** Appends batch by batch and reads everything back. */
function write(batches: readonly (readonly Point[])[]): SeriesDump {
  const { store } = openStore(':memory:')
  stores.push(store)
  for (const batch of batches) {
    store.begin()
    appendToSeries(store, openSeries(store, 1, 'loss'), toPoints(batch))
    store.commit()
  }
  return readSeriesDump(store, 1, 'loss')
}

/** The specification: unique by step, last write wins, ascending. */
function expected(points: readonly Point[]): Point[] {
  return [...new Map(points.map((point) => [point[0], point])).values()].toSorted((a, b) => a[0] - b[0])
}

function split<T>(list: readonly T[], cuts: readonly number[]): T[][] {
  const edges = [0, ...cuts.map((cut) => cut % (list.length + 1)).toSorted((a, b) => a - b), list.length]
  return edges.slice(1).map((edge, i) => list.slice(edges[i], edge))
}

const value = fc.oneof(fc.double(), fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 0.1))
const time = fc.oneof(
  fc.integer({ min: 0, max: 2_000_000 }).map((ms) => (1_795_000_000_000 + ms) / 1000),
  fc.double({ min: 0, max: 4e9, noNaN: true }),
)

test('appendToSeries() keeps the points of any order and any batches, one per step, the last write', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 400 }), value, time)
  fc.assert(
    fc.property(
      fc.array(point, { maxLength: 300 }),
      fc.array(fc.nat(1000), { maxLength: 8 }),
      (points, cuts) => {
        const dump = write(split(points, cuts))

        expect(dump.points).toEqual(expected(points))
      },
    ),
    { numRuns: 150 },
  )
})

/** Long series out of a few seeds: runs of ascending steps that start anywhere, with strides. */
const longSeries = fc
  .array(
    fc.record({
      start: fc.integer({ min: 0, max: 20_000 }),
      stride: fc.integer({ min: 1, max: 7 }),
      count: fc.integer({ min: 1, max: 9_000 }),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((runs) =>
    runs.flatMap(({ start, stride, count }, run) =>
      Array.from({ length: count }, (_, i): Point => {
        const step = start + i * stride
        return [step, Math.sin(step) * (run + 1), 1_795_000_000 + (run * 50_000 + i) / 8]
      }),
    ),
  )

test('what is stored depends on the set of points alone, whatever the batches', () => {
  fc.assert(
    fc.property(longSeries, fc.array(fc.nat(100_000), { maxLength: 60 }), (points, cuts) => {
      const piecewise = write(split(points, cuts))
      const canonical = write([expected(points)])

      expect(piecewise.points.length).toBe(canonical.points.length)
      const { version, chunkEpoch, fragmentCount } = piecewise
      expect(piecewise).toEqual({ ...canonical, version, chunkEpoch, fragmentCount })
    }),
    { numRuns: 25 },
  )
})

test('an insertion of more than a chunk at the front moves every point behind it', () => {
  const late = Array.from({ length: 3 * CHUNK_POINTS + 5 }, (_, i): Point => [i, i, i])
  const early = Array.from({ length: 2 * CHUNK_POINTS + 7 }, (_, i): Point => [i - 100_000, -i, i])

  const dump = write([late, early])

  expect(dump.points).toEqual([...early, ...late])
})

test('hundreds of appends of one point leave few fragments', () => {
  const points = Array.from({ length: 500 }, (_, i): Point => [i, i, i])

  const dump = write(points.map((point) => [point]))

  expect(dump.points).toEqual(points)
  expect(dump.fragmentCount).toBeLessThanOrEqual(33)
})

/** Everything that is stored of a series, but for how its tail is cut into fragments. */
interface SeriesDump {
  readonly points: readonly (readonly [step: number, value: number, time: number])[]
  readonly head: Readonly<Record<string, number>>
  readonly buckets: readonly Buckets[]
  readonly version: number
  readonly chunkEpoch: number
  readonly fragmentCount: number
}

function readSeriesDump(store: Store, folderId: number, name: string): SeriesDump {
  const row = store.findSeries(folderId, name)
  if (row === undefined)
    return { points: [], head: {}, buckets: [], version: 0, chunkEpoch: 0, fragmentCount: 0 }
  const { fragmentCount, nextFragment: _, version, chunkEpoch, ...head } = decodeHead(row.head)
  const chunkCount = chunkCountOf({ ...decodeHead(row.head) })
  const chunks = Array.from({ length: chunkCount }, (_unused, index) => readChunk(store, row.id, index))
  const levelOne = store.listPages({ seriesId: row.id, level: 1, from: 0, to: chunkCount }).map(bucketsOver)
  const levelTwo = readChunkBuckets(store, row.id, { from: 0, to: Math.ceil(chunkCount / PAGE_BUCKETS) })
  return {
    points: [...chunks, readTail(store, row.id)].flatMap(toTuples),
    buckets: [...levelOne, ...levelTwo].map(copied),
    head,
    version,
    chunkEpoch,
    fragmentCount,
  }
}

function toTuples(points: Points): [number, number, number][] {
  return Array.from({ length: points.count }, (_, i) => [points.step[i], points.value[i], points.time[i]])
}

/** Without the buffers that the columns lie in. */
function copied(buckets: Buckets): Buckets {
  return Object.fromEntries(
    Object.entries(buckets).map(([name, column]) => [
      name,
      typeof column === 'number' ? column : [...column],
    ]),
  ) as never
}
