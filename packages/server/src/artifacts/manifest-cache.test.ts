import { expect, test } from 'vitest'
import { ManifestCache } from './manifest-cache.ts'

const json = (...paths: string[]): string =>
  JSON.stringify(paths.map((path) => ({ path, sizeBytes: 1, digest: '', sha256: null, ref: null })))

function counted(cache: ManifestCache) {
  const loads: string[] = []
  const read = (key: string, text: string | undefined) =>
    cache.read(key, () => {
      loads.push(key)
      return text
    })
  return { loads, read }
}

test('a manifest is read once, and its files are found by path', () => {
  const { loads, read } = counted(new ManifestCache())

  read('a', json('x', '__proto__'))

  expect(read('a', undefined).find('__proto__')?.path).toBe('__proto__')
  expect(read('a', undefined).find('constructor')).toBeUndefined()
  expect(loads).toEqual(['a'])
})

test('what was not asked for the longest goes first, and one that is too large stays until the next', () => {
  const { loads, read } = counted(new ManifestCache({ maxEntries: 3 }))

  read('a', json('1'))
  read('b', json('1', '2'))
  read('a', json('1'))
  read('large', json('1', '2', '3', '4'))
  read('large', json())
  read('a', json('1'))
  read('b', json('1', '2'))
  read('large', json())

  expect(loads).toEqual(['a', 'b', 'large', 'a', 'b', 'large'])
})

test('one that is not there yet is asked for again', () => {
  const { read } = counted(new ManifestCache())

  expect(read('a', undefined).entries).toEqual([])
  expect(read('a', json('1')).entries).toHaveLength(1)
})
