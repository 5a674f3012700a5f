import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupIntoSections } from './sections.ts'

test('groupIntoSections() groups by what stands before the first slash, system metrics last', () => {
  const sections = groupIntoSections(['train/loss', 'system/cpu', 'epoch', 'train/acc', 'val/a/b', '/odd'])

  expect(sections.map(({ name, metrics }) => [name, ...metrics])).toEqual([
    ['Charts', '/odd', 'epoch'],
    ['train', 'train/acc', 'train/loss'],
    ['val', 'val/a/b'],
    ['system', 'system/cpu'],
  ])
})

test('groupIntoSections() puts layer2 before layer10', () => {
  expect(groupIntoSections(['layer10/w', 'layer2/w']).map(({ name }) => name)).toEqual(['layer2', 'layer10'])
})

test('groupIntoSections() holds every metric exactly once, also names like __proto__', () => {
  const names = fc.array(
    fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor/x', '__proto__/y', '🚀/🔥')),
  )
  fc.assert(
    fc.property(names, (metrics) => {
      const found = groupIntoSections(metrics).flatMap((section) => section.metrics)
      expect(found.toSorted()).toEqual([...new Set(metrics)].toSorted())
    }),
  )
})
