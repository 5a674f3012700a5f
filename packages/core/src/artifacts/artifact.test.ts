import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Artifact } from './artifact.ts'

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

describe('new Artifact()', () => {
  it.each(['', 'a/b', 'a:b', ' a', '..', 'x'.repeat(129)])('refuses the name %j', (name) => {
    expect(() => new Artifact(name, 'model')).toThrow(RangeError)
  })

  it('keeps metadata as it was, whatever happens to the object later', () => {
    const metadata = { layers: [1, 2], nested: { rate: 0.1 } }
    const artifact = new Artifact('a', 'model', { metadata })
    metadata.layers.push(3)

    expect(artifact.metadata).toEqual({ layers: [1, 2], nested: { rate: 0.1 } })
  })

  it('refuses metadata that is no plain object', () => {
    expect(() => new Artifact('a', 'model', { metadata: [1] as never })).toThrow(TypeError)
    expect(() => new Artifact('a', 'model', { metadata: null as never })).toThrow(TypeError)
  })
})

describe('Artifact', () => {
  it('addFile() takes the name of the file, or the one given', () => {
    writeFileSync(dir.join('a.txt'), 'a')

    const artifact = new Artifact('a', 'model')
      .addFile(dir.join('a.txt'))
      .addFile(dir.join('a.txt'), { name: 'b/c.txt' })

    expect(artifact.paths).toEqual(['a.txt', 'b/c.txt'])
  })

  it('addFile() says what is wrong with a file that is not there, or a folder', () => {
    const artifact = new Artifact('a', 'model')
    expect(() => artifact.addFile(dir.join('missing'))).toThrow(/ENOENT/)
    expect(() => artifact.addFile(dir.path)).toThrow(/use addDir/)
  })

  it('addDir() takes files and links to files, and does not follow links to folders', () => {
    mkdirSync(dir.join('data', 'sub'), { recursive: true })
    writeFileSync(dir.join('data', 'a.txt'), 'a')
    writeFileSync(dir.join('data', 'sub', 'b.txt'), 'b')
    symlinkSync(dir.join('data', 'a.txt'), dir.join('data', 'link.txt'))
    symlinkSync(dir.path, dir.join('data', 'loop'))

    const artifact = new Artifact('a', 'dataset').addDir(dir.join('data'), { name: 'x' })

    expect(artifact.paths.toSorted()).toEqual(['x/a.txt', 'x/link.txt', 'x/sub/b.txt'])
  })

  it('does not let a path leave the artifact, or be a file and a folder', () => {
    const artifact = new Artifact('a', 'model').newFile('a/b', 'x')
    expect(() => artifact.newFile('../x', '')).toThrow(/contains '\.\.'/)
    expect(() => artifact.newFile('a', '')).toThrow(/is a folder/)
    expect(() => artifact.newFile('a/b/c', '')).toThrow(/is a file/)
    artifact.remove('a')
    expect(artifact.newFile('a', '').paths).toEqual(['a'])
  })

  it('remove() takes out a file or a folder, not what only begins alike', () => {
    const artifact = new Artifact('a', 'model').newFile('a/b', '').newFile('a/c', '').newFile('ab', '')

    expect(artifact.remove('a')).toBe(2)
    expect(artifact.paths).toEqual(['ab'])
  })

  it('add() takes what knows its own files', () => {
    const table = {
      toArtifactFiles: (name: string) => [{ path: `${name}.table.json`, content: '{}' }],
    }

    expect(new Artifact('a', 'table').add(table, 'eval').paths).toEqual(['eval.table.json'])
    expect(() => new Artifact('a', 'table').add({} as never, 'x')).toThrow(TypeError)
  })

  it('addReference() names an entry after the last part of the address', () => {
    const artifact = new Artifact('a', 'dataset')
      .addReference('s3://bucket/some%20key/data.bin')
      .addReference('https://example.com/x?y=1', { name: 'y' })

    expect(artifact.paths).toEqual(['data.bin', 'y'])
    expect(() => artifact.addReference('no uri')).toThrow(TypeError)
  })

  it('holds a name that would be special on an object', () => {
    expect(new Artifact('a', 'model').newFile('__proto__', 'x').paths).toEqual(['__proto__'])
  })
})
