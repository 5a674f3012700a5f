import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleSpan } from './span-samples.ts'
import { buildSpanTree, countBelow, spanTimes } from './span-tree.ts'
import type { SpanTree } from './span-tree.ts'

function namesOf(tree: SpanTree): string[] {
  return tree.spans.map(({ name }, place) => '.'.repeat(tree.depth[place]) + name)
}

test('buildSpanTree() lists a parent, then its children by start, each with its own', () => {
  const tree = buildSpanTree(
    [
      sampleSpan('root'),
      sampleSpan('late', { parentId: 'root', startMs: 5 }),
      sampleSpan('early', { parentId: 'root', startMs: 1 }),
      sampleSpan('inner', { parentId: 'early', startMs: 2 }),
    ],
    100,
  )

  expect(namesOf(tree)).toEqual(['root', '.early', '..inner', '.late'])
  expect([...tree.end]).toEqual([4, 3, 3, 4])
  expect([...tree.parent]).toEqual([-1, 0, 1, 0])
})

test('buildSpanTree() makes a root of a span whose parent is missing, and says so', () => {
  const tree = buildSpanTree([sampleSpan('a', { parentId: 'gone' }), sampleSpan('b', { startMs: 1 })], 100)
  expect(namesOf(tree)).toEqual(['a', 'b'])
  expect([...tree.orphans]).toEqual([0])
})

test('buildSpanTree() takes a chain of 50,000 spans', () => {
  const spans = Array.from({ length: 50_000 }, (_each, index) =>
    sampleSpan(`s${index}`, index === 0 ? {} : { parentId: `s${index - 1}`, startMs: index }),
  )
  const tree = buildSpanTree(spans, 0)
  expect(tree.depth[49_999]).toBe(49_999)
  expect(tree.end[0]).toBe(50_000)
})

test('buildSpanTree() lists every span once, whatever the parents say: rings, themselves, twins', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const span = fc.record({
    id: fc.constantFrom(...ids),
    parent: fc.constantFrom(...ids, 'gone', undefined),
    startMs: fc.nat(20),
  })
  fc.assert(
    fc.property(fc.array(span, { maxLength: 12 }), (list) => {
      const spans = list.map(({ id, parent, startMs }) =>
        sampleSpan(id, { startMs, ...(parent === undefined ? {} : { parentId: parent }) }),
      )
      const tree = buildSpanTree(spans, 50)
      expect(new Set(tree.spans)).toEqual(new Set(spans))
      expect(tree.spans).toHaveLength(spans.length)
      tree.spans.forEach((_each, place) => {
        const above = tree.parent[place]
        expect(above).toBeLessThan(place)
        expect(tree.depth[place]).toBe(above < 0 ? 0 : tree.depth[above] + 1)
        expect(tree.end[place]).toBeGreaterThan(place)
        if (above >= 0) expect(tree.end[place]).toBeLessThanOrEqual(tree.end[above])
      })
    }),
  )
})

test('an open span reaches to the end of the trace', () => {
  const tree = buildSpanTree(
    [sampleSpan('a', { startMs: 1000, durationMs: null }), sampleSpan('b', { startMs: 1004, durationMs: 2 })],
    1050,
  )
  expect(tree.lengthMs).toBe(50)
  expect(spanTimes(tree, 0)).toEqual([0, 50])
  expect(spanTimes(tree, 1)).toEqual([4, 6])
})

test('countBelow() counts all descendants and their errors, not the span itself', () => {
  const tree = buildSpanTree(
    [
      sampleSpan('a', { status: 'error' }),
      sampleSpan('b', { parentId: 'a', startMs: 1 }),
      sampleSpan('c', { parentId: 'b', startMs: 2, status: 'error' }),
    ],
    10,
  )
  expect(countBelow(tree, 0)).toEqual({ count: 2, errorCount: 1 })
})
