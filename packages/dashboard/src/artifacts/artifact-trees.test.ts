import type { ManifestEntry } from '@kymo/server/api'
import { expect, test } from 'vitest'
import { buildTree, listTree } from './manifest-tree.ts'
import { diffValues } from './value-diff.ts'

function entry(path: string, sizeBytes = 1): ManifestEntry {
  return { path, sizeBytes, digest: '', sha256: null, ref: null }
}

test('a tree shows folders first with what they hold, and only open ones from inside', () => {
  const tree = buildTree([
    entry('b.txt'),
    entry('data/10.png', 5),
    entry('data/2.png', 6),
    entry('data/x/y/z', 7),
  ])
  const closed = listTree(tree, new Set())
  expect(closed).toMatchObject([
    { kind: 'folder', path: 'data', fileCount: 3, sizeBytes: 18, isOpen: false },
    { kind: 'file', name: 'b.txt' },
  ])
  const open = listTree(tree, new Set(['data', 'data/x']))
  expect(open.map(({ name, depth }) => `${depth} ${name}`)).toEqual([
    '0 data',
    '1 x',
    '2 y',
    '1 2.png',
    '1 10.png',
    '0 b.txt',
  ])
})

test('a folder may be called __proto__', () => {
  expect(listTree(buildTree([entry('__proto__/a')]), new Set(['__proto__']))).toHaveLength(2)
})

test('metadata are compared leaf by leaf', () => {
  const changes = diffValues(
    { lr: 1, net: { depth: 3, width: 4 }, old: true },
    { lr: 2, net: { depth: 3, width: [4] }, new: null },
  )
  expect(changes).toEqual([
    { path: 'lr', before: 1, after: 2 },
    { path: 'net.width', before: 4, after: [4] },
    { path: 'old', before: true, after: undefined },
    { path: 'new', before: undefined, after: null },
  ])
  expect(diffValues({ a: [1, { b: 2 }] }, { a: [1, { b: 2 }] })).toEqual([])
  expect(diffValues(null, { a: 1 })).toEqual([{ path: '', before: null, after: { a: 1 } }])
})
