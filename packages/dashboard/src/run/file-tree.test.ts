import type { FileInfo } from '@kymo/server/api'
import { expect, test } from 'vitest'
import { buildFileTree, initiallyOpen, parentsOf, visibleRows } from './file-tree.ts'

function fileOf(path: string, sizeBytes = 10): FileInfo {
  return { path, sizeBytes, mimeType: 'text/plain', modifiedMs: 0, folder: 'run-1' }
}

test('folders carry the size and number of everything below them, and stand before files', () => {
  const tree = buildFileTree([
    fileOf('z.txt', 1),
    fileOf('a/b/c.txt', 5),
    fileOf('a/d.txt', 7),
    fileOf('media/10.png'),
    fileOf('media/2.png'),
  ])

  expect(tree.map(({ name }) => name)).toEqual(['a', 'media', 'z.txt'])
  expect(tree[0]).toMatchObject({ kind: 'folder', sizeBytes: 12, fileCount: 2 })
  expect(tree[1]).toMatchObject({ children: [{ name: '2.png' }, { name: '10.png' }] })
})

test('names of objects and hostile names are names like any other', () => {
  const tree = buildFileTree([fileOf('__proto__/constructor'), fileOf('<img src=x onerror=alert(1)>.txt')])

  expect(tree.map(({ name }) => name).toSorted()).toEqual(['<img src=x onerror=alert(1)>.txt', '__proto__'])
  expect(Object.getPrototypeOf(tree[0])).toBe(Object.prototype)
})

test('rows are those of open folders, with level and place', () => {
  const tree = buildFileTree([fileOf('a/b/c.txt'), fileOf('a/d.txt'), fileOf('e.txt')])

  expect(
    visibleRows(tree, new Set(['a'])).map(({ node, level, position, siblingCount }) => [
      node.path,
      level,
      position,
      siblingCount,
    ]),
  ).toEqual([
    ['a', 1, 1, 2],
    ['a/b', 2, 1, 2],
    ['a/d.txt', 2, 2, 2],
    ['e.txt', 1, 2, 2],
  ])
})

test('a short tree is open at first, a long folder is not', () => {
  const files = Array.from({ length: 100 }, (_each, index) => fileOf(`media/images/${index}.png`))
  const tree = buildFileTree([...files, fileOf('code/main.mjs')])

  expect([...initiallyOpen(tree)]).toEqual(['code', 'media'])
})

test('the parents of a path lead to it', () => {
  expect(parentsOf('a/b/c.txt')).toEqual(['a', 'a/b'])
  expect(parentsOf('c.txt')).toEqual([])
})
