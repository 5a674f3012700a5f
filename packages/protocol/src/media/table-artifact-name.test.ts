import { expect, test } from 'vitest'
import {
  incrementalTableArtifactName,
  sanitizeArtifactName,
  tableArtifactName,
} from './table-artifact-name.ts'

// As wandb 0.30.0 names them.
test.each([
  ['small', 'run-refrun01-small'],
  ['my table/x y', 'run-refrun01-mytablexy-YYpPJw'],
  ['chart/bar_table', 'run-refrun01-chartbar_table-ZhysAg'],
  ['Custom Chart Tables/series_table', 'run-refrun01-CustomChartTablesseries_table-RTcr0A'],
])('tableArtifactName() of the key %j is %s', (key, name) => {
  expect(tableArtifactName('refrun01', key)).toBe(name)
})

test('incrementalTableArtifactName() has a name of its own', () => {
  expect(incrementalTableArtifactName('refrun01', 'inc')).toBe('run-refrun01-incr-inc')
})

test('sanitizeArtifactName() keeps names apart that differ only in what is left out', () => {
  expect(sanitizeArtifactName('a/b')).not.toBe(sanitizeArtifactName('a b'))
})
