import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitMetric } from './split-metric.ts'

test('the last part is the name', () => {
  expect(splitMetric('a/b/c')).toEqual({ path: 'a/b/', name: 'c' })
  expect(splitMetric('loss')).toEqual({ path: '', name: 'loss' })
  expect(splitMetric('a/')).toEqual({ path: '', name: 'a/' })
  expect(splitMetric('')).toEqual({ path: '', name: '' })
})

test('both parts together are the metric, and the name is never empty', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '/', '.'), minLength: 1 }), (metric) => {
      const { path, name } = splitMetric(metric)
      expect(path + name).toBe(metric)
      expect(name).not.toBe('')
    }),
  )
})
