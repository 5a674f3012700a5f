import { expect, test } from 'vitest'
import { flattenMetric } from './flatten-metrics.ts'

function pathsOf(value: unknown): string[] {
  return flattenMetric('a', value).map(({ path }) => path.join('.'))
}

test('flattenMetric() keeps a media object whole', () => {
  const image = { _type: 'image-file', path: 'x.png' }

  expect(flattenMetric('a', { image, loss: 1 })).toEqual([
    { path: ['a', 'image'], value: image },
    { path: ['a', 'loss'], value: 1 },
  ])
  expect(pathsOf(image)).toEqual(['a'])
})

test('flattenMetric() leaves out what contains itself, and comes to an end', () => {
  const node: Record<string, unknown> = { loss: 1 }
  node['left'] = node
  node['right'] = { parent: node, depth: 2 }

  expect(pathsOf(node)).toEqual(['a.loss', 'a.right.depth'])
})

test('flattenMetric() leaves out objects below the deepest level, as the log does', () => {
  let value: unknown = { loss: 1 }
  for (let level = 0; level < 40; level++) value = { near: level, deeper: value }

  const paths = pathsOf(value)

  expect(paths).toHaveLength(32)
  expect(paths.every((path) => path.endsWith('near'))).toBe(true)
})

test('flattenMetric() takes a bounded number of leaves of objects that share members', () => {
  let value: unknown = 1
  for (let level = 0; level < 30; level++) value = { left: value, right: value }

  expect(pathsOf(value)).toHaveLength(100_000)
})

test('flattenMetric() leaves out a branch that throws when it is read, and takes the others', () => {
  const broken = Object.defineProperty({}, 'loss', {
    enumerable: true,
    get: () => {
      throw new Error('no')
    },
  })

  expect(pathsOf({ broken, loss: 1 })).toEqual(['a.loss'])
})
