import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { authFilePath, createKey, KeyStore, listKeys, revokeKey } from './key-store.ts'

let dir: TempDir
let nowMs: number

beforeEach(() => {
  dir = createTempDir()
  nowMs = 1_000_000
})
afterEach(() => dir.remove())

test('createKey() makes a long key and keeps only its hash, readable by the owner alone', () => {
  const { key, lastFour } = createKey(dir.path, 'laptop')
  const text = readFileSync(authFilePath(dir.path), 'utf8')

  expect(key).toMatch(/^kymo_[\w-]{43}$/)
  expect(text).not.toContain(key.slice(5, 30))
  expect(key.endsWith(lastFour)).toBe(true)
  expect(statSync(authFilePath(dir.path)).mode & 0o777).toBe(0o600)
  expect(readdirSync(dir.path)).toEqual(['auth.json'])
})

test('listKeys() shows keys without their hashes', () => {
  const { id, name, lastFour, createdMs } = createKey(dir.path, '  laptop ', 5)

  expect(listKeys(dir.path)).toEqual([{ id, name, lastFour, createdMs }])
  expect(name).toBe('laptop')
})

test.each(['', '   ', 'a\nb', 'x'.repeat(101)])('createKey() refuses the name %j', (name) => {
  expect(() => createKey(dir.path, name)).toThrow(expect.objectContaining({ code: 'KEY_NAME_INVALID' }))
})

test('KeyStore finds a key, and nothing else', () => {
  const { key, id } = createKey(dir.path, 'laptop')
  const store = new KeyStore(dir.path, () => nowMs)

  expect(store.findKey(key)?.id).toBe(id)
  for (const wrong of ['', key.slice(0, -1), `${key}x`, key.toUpperCase(), '__proto__', 'x'.repeat(10_000)]) {
    expect(store.findKey(wrong)).toBeUndefined()
  }
})

test('KeyStore follows what a command line does to the file within a second', () => {
  const store = new KeyStore(dir.path, () => nowMs)
  expect(store.keyCount).toBe(0)

  const { key, id } = createKey(dir.path, 'late')
  nowMs += 1000
  expect(store.findKey(key)?.id).toBe(id)

  expect(revokeKey(dir.path, id)).toBe(true)
  expect(revokeKey(dir.path, id)).toBe(false)
  nowMs += 1000
  expect(store.findKey(key)).toBeUndefined()
  expect(store.hasKey(id)).toBe(false)
})

test('KeyStore signs with a new secret after a month and forgets the old one after two', () => {
  const month = 30 * 24 * 60 * 60 * 1000
  const store = new KeyStore(dir.path, () => nowMs)
  const [first] = store.sessionSecrets

  nowMs += month
  expect(store.sessionSecrets).toHaveLength(2)
  expect(store.sessionSecrets[1]).toEqual(first)
  expect(store.sessionSecrets[0]).not.toEqual(first)

  nowMs += month
  expect(store.sessionSecrets).not.toContainEqual(first)
})

test.each(['', '{', '{}', '[]', 'null', '{"version":2}'])(
  'KeyStore refuses a damaged file (%j) without quoting it',
  (text) => {
    writeFileSync(authFilePath(dir.path), text)

    expect(() => new KeyStore(dir.path, () => nowMs)).toThrow(
      expect.objectContaining({ code: 'AUTH_FILE_UNUSABLE' }),
    )
  },
)
