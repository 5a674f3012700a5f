import { mkdirSync, readFileSync, readdirSync, utimesSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { openAtomicFile } from './atomic-file.ts'

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

describe('openAtomicFile()', () => {
  it('holds one whole text whoever writes at once, and leaves nothing else behind', async () => {
    const file = openAtomicFile(dir.join('sub', 'a.json'))
    const texts = Array.from({ length: 20 }, (_, i) => `${i}`.repeat(1000))

    await Promise.all(texts.map((text) => file.write(text)))

    expect(texts).toContain(readFileSync(dir.join('sub', 'a.json'), 'utf8'))
    expect(readdirSync(dir.join('sub'))).toEqual(['a.json'])
  })

  it('reads undefined where there is nothing', async () => {
    expect(await openAtomicFile(dir.join('absent.json')).read()).toBeUndefined()
  })

  it('does not bring back a folder that was removed', async () => {
    await expect(
      openAtomicFile(dir.join('removed-run', 'cursors', 'a.json')).write('x'),
    ).rejects.toMatchObject({ code: 'ENOENT' })
    expect(readdirSync(dir.path)).toEqual([])
  })

  it('tidy() removes old drafts of this file and nothing else', async () => {
    mkdirSync(dir.join('sub'))
    for (const name of ['a.json.11.tmp', 'a.json.22.tmp', 'b.json.33.tmp', 'a.json'])
      writeFileSync(dir.join('sub', name), '')
    for (const name of ['a.json.11.tmp', 'b.json.33.tmp', 'a.json'])
      utimesSync(dir.join('sub', name), 1000, 1000)

    await openAtomicFile(dir.join('sub', 'a.json')).tidy()

    expect(readdirSync(dir.join('sub')).toSorted()).toEqual(['a.json', 'a.json.22.tmp', 'b.json.33.tmp'])
  })
})
