import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeRecord } from './codec.ts'
import {
  ARTIFACT_RECORD,
  EXIT_RECORD,
  FILES_RECORD,
  readArtifactContents,
  recordMemberOf,
  USE_ARTIFACT_RECORD,
} from './record-fields.ts'

const SHA = 'ab'.repeat(32)

describe('recordMemberOf()', () => {
  it('names the member, wherever it stands', () => {
    expect(recordMemberOf(encodeRecord({ num: 300, files: {} }))).toBe(FILES_RECORD)
    expect(recordMemberOf(encodeRecord({ exit: { exitCode: 0 }, control: {}, uuid: 'x' }))).toBe(EXIT_RECORD)
    expect(recordMemberOf(encodeRecord({ useArtifact: { id: 'x' } }))).toBe(USE_ARTIFACT_RECORD)
    expect(recordMemberOf(encodeRecord({ num: 1 }))).toBe(0)
  })

  it('does not throw for bytes that are no record', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(recordMemberOf(bytes)).toBeTypeOf('number')
        readArtifactContents(bytes)
      }),
    )
  })
})

describe('readArtifactContents()', () => {
  it('reads what the codec wrote', () => {
    const content = fc.record({
      path: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
      sizeBytes: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
      sha256: fc.constantFrom(SHA, '0'.repeat(64)),
    })
    fc.assert(
      fc.property(fc.array(content, { maxLength: 5 }), (contents) => {
        const payload = encodeRecord({
          num: 9,
          artifact: {
            runId: 'x',
            name: 'näme',
            manifest: {
              version: 1,
              contents: contents.map(({ path, sizeBytes, sha256 }) => ({
                path,
                digest: 'AAA=',
                size: sizeBytes,
                localPath: '/x/y',
                kymoSha256: sha256,
              })),
            },
          },
        })
        expect(recordMemberOf(payload)).toBe(ARTIFACT_RECORD)
        expect(readArtifactContents(payload)).toEqual({
          name: 'näme',
          contents: contents.map((one) => ({ ...one, isStaged: true })),
        })
      }),
    )
  })

  it('leaves out references, and digests that are none', () => {
    const contents = [
      { path: 'r', ref: 's3://b/k' },
      { path: 'x', kymoSha256: '../../etc' },
      { path: 'y', kymoSha256: SHA },
    ]
    const payload = encodeRecord({ artifact: { name: 'a', manifest: { contents } } })
    expect(readArtifactContents(payload)?.contents).toEqual([{ path: 'y', sha256: SHA, sizeBytes: 0 }])
  })

  it('gives undefined for another record', () => {
    expect(readArtifactContents(encodeRecord({ files: {} }))).toBeUndefined()
  })
})
