import { describe, expect, it } from 'vitest'
import { findPathProblem, foldersOf } from './entry-path.ts'

describe('findPathProblem()', () => {
  it.each(['a', 'a/b.txt', 'ünï/😀 (1).png', '.hidden', 'a..b/c', '...'])('takes %j', (path) => {
    expect(findPathProblem(path)).toBeUndefined()
  })

  it.each([
    '',
    '/etc/passwd',
    '../up',
    'a/../../b',
    'a/./b',
    'a//b',
    'a/',
    'C:/x',
    'c:x',
    '\\\\host\\share',
    'a\\..\\b',
    'a\u0000b',
    'a\nb',
    '\ud800',
    'x'.repeat(256),
    'x/'.repeat(3000) + 'x',
    undefined,
    7,
  ])('refuses %j', (path) => {
    expect(findPathProblem(path)).toBeTypeOf('string')
  })
})

describe('foldersOf()', () => {
  it('gives the folders of a path, outermost first', () => {
    expect(foldersOf('a/b/c')).toEqual(['a', 'a/b'])
    expect(foldersOf('a')).toEqual([])
  })
})
