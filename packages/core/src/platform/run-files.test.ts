import { existsSync, writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { systemRunFiles } from './run-files.ts'

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

test('makeFolder() makes parents, and a folder only once', () => {
  systemRunFiles.makeFolder(dir.join('a/b/c'))
  systemRunFiles.makeFolder(dir.join('a/b/d'))

  expect(existsSync(dir.join('a/b/c'))).toBe(true)
  expect(() => systemRunFiles.makeFolder(dir.join('a/b/c'))).toThrow(/EEXIST/)
})

test('makeFolder() refuses to make a folder in a file', () => {
  writeFileSync(dir.join('file'), '')

  expect(() => systemRunFiles.makeFolder(dir.join('file/a'))).toThrow(/ENOTDIR/)
  expect(() => systemRunFiles.makeFolder(dir.join('file/a/b'))).toThrow(/ENOTDIR/)
})

test.skipIf(process.platform !== 'linux')('makeFolder() returns where the system makes no folders', () => {
  expect(() => systemRunFiles.makeFolder('/proc/kymo/a/b')).toThrow(/ENOENT/)
})
