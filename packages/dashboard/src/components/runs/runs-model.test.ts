import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arrangeRuns } from './arrange-runs.ts'
import { availableColumns, cellValue, defaultColumns } from './run-columns.ts'
import { sampleRun } from './run-samples.ts'
import { selectedIds, withRuns } from './run-selection.ts'
import type { RunSelection } from '../../state/view-state.ts'

const ids = (runs: readonly { run: string }[]): string[] => runs.map(({ run }) => run)
const byName = { column: 'name', isDescending: false }

test('arrangeRuns() sorts numbers by size, NaN behind them, and runs without a value last in both directions', () => {
  const runs = [
    sampleRun('none'),
    sampleRun('nan', { summary: [['loss', 'NaN']] }),
    sampleRun('ten', { summary: [['loss', 10]] }),
    sampleRun('two', { summary: [['loss', 2]] }),
    sampleRun('inf', { summary: [['loss', '-Infinity']] }),
  ]

  expect(ids(arrangeRuns(runs, '', { column: 'summary:loss', isDescending: false }))).toEqual([
    'inf',
    'two',
    'ten',
    'nan',
    'none',
  ])
  expect(ids(arrangeRuns(runs, '', { column: 'summary:loss', isDescending: true }))).toEqual([
    'nan',
    'ten',
    'two',
    'inf',
    'none',
  ])
})

test('arrangeRuns() puts run 2 before run 10', () => {
  const runs = [sampleRun('b', { name: 'run 10' }), sampleRun('a', { name: 'run 2' })]

  expect(ids(arrangeRuns(runs, '', byName))).toEqual(['a', 'b'])
})

test('arrangeRuns() searches names, ids, groups, tags and states, by text or expression', () => {
  const runs = [
    sampleRun('x1', { tags: ['baseline'] }),
    sampleRun('x2', { state: 'running' }),
    sampleRun('y3'),
  ]

  expect(ids(arrangeRuns(runs, 'BASE', byName))).toEqual(['x1'])
  expect(ids(arrangeRuns(runs, 'running', byName))).toEqual(['x2'])
  expect(ids(arrangeRuns(runs, '/^x\\d$/', byName))).toEqual(['x1', 'x2'])
})

test('cellValue() finds user keys as data, whatever they are called', () => {
  const run = sampleRun('a', {
    config: [
      ['__proto__', 1],
      ['constructor', 'x'],
      ['a:b.c', true],
    ],
  })

  expect(cellValue(run, 'config:__proto__')).toBe(1)
  expect(cellValue(run, 'config:constructor')).toBe('x')
  expect(cellValue(run, 'config:a:b.c')).toBe(true)
  expect(cellValue(run, 'config:toString')).toBeUndefined()
})

test('defaultColumns() shows the settings that differ, and results, but nothing that is the same everywhere', () => {
  const runs = [1, 2].map((each) =>
    sampleRun(`r${each}`, {
      config: [
        ['lr', each],
        ['same', 1],
      ],
      summary: [
        ['val/acc', each],
        ['note', 'text'],
      ],
    }),
  )

  expect(defaultColumns(runs)).toEqual(['state', 'started', 'duration', 'summary:val/acc', 'config:lr'])
  expect(availableColumns(runs).config).toEqual(['config:lr', 'config:same'])
})

test('withRuns() shows and hides exactly the runs that were named, from any selection', () => {
  const runs = Array.from({ length: 15 }, (_each, index) => sampleRun(`r${index}`))
  const someIds = fc.uniqueArray(fc.constantFrom(...ids(runs)))
  const selections: fc.Arbitrary<RunSelection> = fc.oneof(
    fc.constant({ kind: 'newest' as const }),
    fc.record({ kind: fc.constantFrom('only' as const, 'except' as const), ids: someIds }),
  )
  fc.assert(
    fc.property(selections, someIds, fc.boolean(), (selection, changed, isShown) => {
      const wanted = selectedIds(runs, selection)
      for (const id of changed) {
        if (isShown) wanted.add(id)
        else wanted.delete(id)
      }
      expect(selectedIds(runs, withRuns(runs, selection, { ids: changed, isShown }))).toEqual(wanted)
    }),
  )
})

test('withRuns() of all runs stays all runs when new ones start', () => {
  const runs = [sampleRun('a'), sampleRun('b')]
  const all = withRuns(runs, { kind: 'newest' }, { ids: ['a', 'b'], isShown: true })

  expect(selectedIds([sampleRun('new'), ...runs], all).has('new')).toBe(true)
})
