import { describe, expect, it } from 'vitest'
import { parseGlob } from './glob.ts'

describe('parseGlob()', () => {
  it.each([
    ['a.txt', 'a.txt', true],
    ['a.txt', 'b/a.txt', false],
    ['*.txt', 'a.txt', true],
    ['*.txt', 'a/b.txt', false],
    ['*.txt', 'atxt', false],
    ['out/*.txt', 'out/a.txt', true],
    ['**/*.txt', 'a.txt', true],
    ['**/*.txt', 'a/b/c.txt', true],
    ['out/**', 'out/a/b', true],
    ['out/**', 'output/a', false],
    ['?.bin', 'a.bin', true],
    ['?.bin', '/.bin', false],
    ['[a-c].bin', 'b.bin', true],
    ['[!a-c].bin', 'b.bin', false],
    ['[!a-c].bin', '/.bin', false],
    ['model.{json,bin}', 'model.bin', true],
    ['model.{json,bin}', 'model.txt', false],
    ['a+(b)$.txt', 'a+(b)$.txt', true],
    ['*', 'ünï 😀', true],
    ['__proto__/*', '__proto__/x', true],
  ])('%s and %s: %s', (pattern, path, expected) => {
    expect(parseGlob(pattern).matches(path)).toBe(expected)
  })

  it('knows the folder below which all matches are', () => {
    expect(parseGlob('a/b/*.txt').root).toBe('a/b')
    expect(parseGlob('*.txt').root).toBe('')
    expect(parseGlob('a/b.txt').root).toBe('a/b.txt')
  })

  it('refuses a bracket without its other half', () => {
    expect(() => parseGlob('a[b')).toThrow(RangeError)
    expect(() => parseGlob('a{b')).toThrow(RangeError)
  })
})
