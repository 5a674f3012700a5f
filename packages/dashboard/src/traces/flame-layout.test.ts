import { expect, test } from 'vitest'
import { layOutFlame, spanAt } from './flame-layout.ts'
import { sampleSpan } from './span-samples.ts'
import { buildSpanTree, spanTimes } from './span-tree.ts'

test('layOutFlame() puts a span below its parent, and what runs at the same time side by side', () => {
  const tree = buildSpanTree(
    [
      sampleSpan('root', { durationMs: 100 }),
      sampleSpan('a', { parentId: 'root', startMs: 0, durationMs: 50 }),
      sampleSpan('b', { parentId: 'root', startMs: 10, durationMs: 50 }),
      sampleSpan('c', { parentId: 'root', startMs: 50, durationMs: 20 }),
    ],
    100,
  )
  const { lane, laneCount } = layOutFlame(tree)
  expect(tree.spans.map(({ name }, place) => `${name}${lane[place]}`)).toEqual(['root0', 'a1', 'b2', 'c1'])
  expect(laneCount).toBe(3)
})

test('layOutFlame() lets no two spans of a lane overlap, over thousands that run at once', () => {
  const spans = [sampleSpan('root', { durationMs: 5000 })]
  for (let index = 0; index < 3000; index += 1)
    spans.push(sampleSpan(`s${index}`, { parentId: 'root', startMs: index, durationMs: (index * 37) % 60 }))
  const tree = buildSpanTree(spans, 5000)
  const { lane } = layOutFlame(tree)
  const endOfLane = new Map<number, number>()
  tree.spans.forEach((_span, place) => {
    const [from, to] = spanTimes(tree, place)
    expect(from).toBeGreaterThanOrEqual((endOfLane.get(lane[place]) ?? 0) - 1)
    endOfLane.set(lane[place], Math.max(to, endOfLane.get(lane[place]) ?? 0))
  })
})

test('spanAt() finds the span under a position, and a near one where there is none', () => {
  const tree = buildSpanTree(
    [sampleSpan('a', { durationMs: 10 }), sampleSpan('b', { startMs: 20, durationMs: 10 })],
    30,
  )
  const layout = layOutFlame(tree)
  expect(spanAt(tree, layout, { timeMs: 25, lane: 0, nearMs: 1 })).toBe(1)
  expect(spanAt(tree, layout, { timeMs: 10.5, lane: 0, nearMs: 1 })).toBe(0)
  expect(spanAt(tree, layout, { timeMs: 15, lane: 0, nearMs: 1 })).toBeUndefined()
  expect(spanAt(tree, layout, { timeMs: 25, lane: 3, nearMs: 1 })).toBeUndefined()
})

test('layOutFlame() takes the roundings of a clock for no overlap', () => {
  const tree = buildSpanTree(
    [
      sampleSpan('root', { durationMs: 2000 }),
      sampleSpan('a', { parentId: 'root', startMs: 0, durationMs: 100.0002 }),
      sampleSpan('b', { parentId: 'root', startMs: 100, durationMs: 100 }),
    ],
    2000,
  )
  expect([...layOutFlame(tree).lane]).toEqual([0, 1, 1])
})
