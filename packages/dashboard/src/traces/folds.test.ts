import { expect, test } from 'vitest'
import { closeBelowRoots, findSpans, isFolded, nextMatch, reveal, setFolded, visibleRows } from './folds.ts'
import { ALL_OPEN } from '../state/trace-shape.ts'
import type { Folds } from '../state/trace-shape.ts'
import { sampleSpan } from './span-samples.ts'
import { buildSpanTree } from './span-tree.ts'

const ALL_CLOSED: Folds = { kind: 'except', ids: new Set() }
const tree = buildSpanTree(
  [
    sampleSpan('root'),
    sampleSpan('plan', { parentId: 'root', startMs: 1 }),
    sampleSpan('chat', { parentId: 'plan', startMs: 2, model: 'gpt-5' }),
    sampleSpan('act', { parentId: 'root', startMs: 3 }),
    sampleSpan('tool', { parentId: 'act', startMs: 4 }),
  ],
  10,
)
const shown = (rows: readonly number[]): string[] => rows.map((place) => tree.spans[place].name)

test('a closed branch hides what is below it, and nothing else', () => {
  expect(shown(visibleRows(tree, ALL_OPEN))).toEqual(['root', 'plan', 'chat', 'act', 'tool'])
  expect(shown(visibleRows(tree, setFolded(ALL_OPEN, 'plan', true)))).toEqual(['root', 'plan', 'act', 'tool'])
  expect(shown(visibleRows(tree, ALL_CLOSED))).toEqual(['root'])
  expect(shown(visibleRows(tree, setFolded(ALL_CLOSED, 'root', false)))).toEqual(['root', 'plan', 'act'])
})

test('closeBelowRoots() leaves the children of the root in sight', () => {
  expect(shown(visibleRows(tree, closeBelowRoots(tree)))).toEqual(['root', 'plan', 'act'])
})

test('setFolded() twice is where it began', () => {
  for (const folds of [ALL_OPEN, ALL_CLOSED]) {
    const before = isFolded(folds, 'plan')
    expect(setFolded(setFolded(folds, 'plan', !before), 'plan', before)).toEqual(folds)
  }
})

test('reveal() opens all that is above a span', () => {
  const folds = reveal(ALL_CLOSED, tree, 4)
  expect(shown(visibleRows(tree, folds))).toEqual(['root', 'plan', 'act', 'tool'])
})

test('a search lists matches with what is above them, also in closed branches', () => {
  const found = findSpans(tree, (text) => text.includes('gpt'))
  expect(shown(visibleRows(tree, ALL_CLOSED, found))).toEqual(['root', 'plan', 'chat'])
  expect(found.matches).toEqual([2])
  expect(
    visibleRows(
      tree,
      ALL_OPEN,
      findSpans(tree, () => false),
    ),
  ).toEqual([])
})

test('nextMatch() goes around the end in both directions', () => {
  const found = findSpans(tree, (text) => text === 'chat' || text === 'tool')
  expect([nextMatch(found, 0, 1), nextMatch(found, 2, 1), nextMatch(found, 4, 1)]).toEqual([2, 4, 2])
  expect([nextMatch(found, 4, -1), nextMatch(found, 2, -1)]).toEqual([2, 4])
  expect(
    nextMatch(
      findSpans(tree, () => false),
      0,
      1,
    ),
  ).toBeUndefined()
})
