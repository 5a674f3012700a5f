import { expect, test } from 'vitest'
import { matchRuns, nearestRuns } from './match-runs.ts'

const folders = [
  '/runs/offline-run-20261123_101500-k3v9x2ab',
  '/runs/run-20261124_101500-k3v9x2ab',
  '/runs/run-20261125_101500-k3zzzzzz',
]

test('matchRuns() finds all folders of an id', () => {
  expect(matchRuns('k3v9x2ab', folders)).toEqual({ kind: 'one', folders: folders.slice(0, 2) })
})

test('matchRuns() finds one session by the name of its folder', () => {
  expect(matchRuns('run-20261124_101500-k3v9x2ab', folders)).toEqual({ kind: 'one', folders: [folders[1]] })
})

test('matchRuns() takes the beginning of an id only when it is the only one', () => {
  expect(matchRuns('k3z', folders)).toEqual({ kind: 'one', folders: [folders[2]] })
  expect(matchRuns('k3', folders)).toEqual({ kind: 'several', ids: ['k3v9x2ab', 'k3zzzzzz'] })
  expect(matchRuns('nothing', folders)).toEqual({ kind: 'none' })
})

test('matchRuns() prefers an exact id to a longer one', () => {
  expect(matchRuns('a', ['/r/run-20261125_101500-a', '/r/run-20261125_101500-ab'])).toEqual({
    kind: 'one',
    folders: ['/r/run-20261125_101500-a'],
  })
})

test('nearestRuns() suggests near ids and names, and nothing that is far', () => {
  const runs = [
    { id: 'k3v9x2ab', name: 'digits wide' },
    { id: 'zzzzzzzz', name: 'zzzzzzzz' },
  ]

  expect(nearestRuns('k3v9x2aa', runs)).toEqual(['k3v9x2ab'])
  expect(nearestRuns('Digits wde', runs)).toEqual(['k3v9x2ab (digits wide)'])
  expect(nearestRuns('something else', runs)).toEqual([])
})
