import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { comparePaths, manifestDigest } from './manifest-digest.ts'

describe('manifestDigest()', () => {
  it('is the md5 of the heading and the lines in order of their paths', () => {
    const text = 'wandb-artifact-manifest-v1\na.txt:AAA=\nb/c.txt:BBB=\n'

    const digest = manifestDigest([
      { path: 'b/c.txt', digest: 'BBB=' },
      { path: 'a.txt', digest: 'AAA=' },
    ])

    expect(digest).toBe(createHash('md5').update(text).digest('hex'))
  })

  it('of nothing is the digest of the heading, as with W&B', () => {
    expect(manifestDigest([])).toBe(createHash('md5').update('wandb-artifact-manifest-v1\n').digest('hex'))
  })
})

describe('comparePaths()', () => {
  it('orders as the bytes of UTF-8 do', () => {
    const path = fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => !/\p{Surrogate}/u.test(text))
    fc.assert(
      fc.property(path, path, (a, b) => {
        expect(Math.sign(comparePaths(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)))
      }),
    )
  })

  it('puts an emoji behind U+FFFD', () => {
    expect(['\u{1F600}', '\uFFFD', 'z'].toSorted(comparePaths)).toEqual(['z', '\uFFFD', '\u{1F600}'])
  })
})
