import { mkdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs'
import { createTempDir, waitFor, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { systemSavedContent } from '../../platform/saved-content.ts'
import { SavedFiles, type SavedFilesParts } from './saved-files.ts'

let dir: TempDir
let announced: string[]
let warnings: string[]
let ticks: (() => void)[]
beforeEach(() => {
  dir = createTempDir()
  mkdirSync(dir.join('work'))
  mkdirSync(dir.join('run'))
  announced = []
  warnings = []
  ticks = []
})
afterEach(() => dir.remove())

function open(changes: Partial<SavedFilesParts> = {}): SavedFiles {
  return new SavedFiles({
    folderPath: () => dir.join('run'),
    cwd: dir.join('work'),
    content: systemSavedContent,
    append: ({ files }) => {
      for (const { path, policy } of files?.files ?? []) announced.push(`${path} ${policy}`)
    },
    warn: (_key, message) => void warnings.push(message),
    every: (_intervalMs, action) => {
      ticks.push(action)
      return () => void ticks.splice(ticks.indexOf(action), 1)
    },
    ...changes,
  })
}

function write(path: string, text: string): void {
  mkdirSync(dir.join('work', path, '..'), { recursive: true })
  writeFileSync(dir.join('work', path), text)
}

const kept = (path: string): string => readFileSync(dir.join('run', 'files', path), 'utf8')
const tick = (count = 30): void => {
  for (let i = 0; i < count; i++) for (const action of ticks) action()
}

describe('SavedFiles.save()', () => {
  it('copies what matches, with its path relative to the base, and announces it', () => {
    write('out/a.csv', 'a')
    write('out/deep/b.csv', 'b')
    write('out/c.txt', 'c')

    expect(open().save('out/**/*.csv', { policy: 'now' })).toEqual(['out/a.csv', 'out/deep/b.csv'])
    expect(open().save('**/b.csv', { policy: 'now', base: 'out' })).toEqual(['deep/b.csv'])

    expect(kept('out/deep/b.csv')).toBe('b')
    expect(kept('deep/b.csv')).toBe('b')
    expect(announced).toEqual(['out/a.csv 0', 'out/deep/b.csv 0', 'deep/b.csv 0'])
  })

  it('takes an absolute path by its name, or below its fixed part', () => {
    write('out/a.csv', 'a')
    expect(open().save(dir.join('work', 'out', 'a.csv'), { policy: 'now' })).toEqual(['a.csv'])
    expect(open().save(dir.join('work', '*', 'a.csv'), { policy: 'now' })).toEqual(['out/a.csv'])
  })

  it('keeps what a file was at the call', () => {
    write('a.txt', 'first')
    open().save('a.txt', { policy: 'now' })
    write('a.txt', 'second')
    tick()
    expect(kept('a.txt')).toBe('first')
  })

  it('copies large files off this thread, and counts them until then', async () => {
    write('big.bin', 'x'.repeat(5 * 1024 * 1024))
    const saved = open()
    saved.save('big.bin', { policy: 'now' })
    expect([saved.pendingCount, announced]).toEqual([1, []])

    await saved.settled()

    expect(kept('big.bin')).toHaveLength(5 * 1024 * 1024)
    expect([saved.pendingCount, announced]).toEqual([0, ['big.bin 0']])
  })

  it.each(['../x', 'a/../../x', '..'])('refuses %j, which leads out of the base', (pattern) => {
    expect(() => open().save(pattern)).toThrow(/leads out of/)
  })

  it('refuses a link out of the base, and saves nothing of the match', () => {
    writeFileSync(dir.join('secret'), 'secret')
    write('a.txt', 'a')
    symlinkSync(dir.join('secret'), dir.join('work', 'b.txt'))

    expect(() => open().save('*.txt')).toThrow(/is a link out of/)
    expect(announced).toEqual([])
  })

  it('takes a link within the base', () => {
    write('a.txt', 'a')
    symlinkSync(dir.join('work', 'a.txt'), dir.join('work', 'b.txt'))
    expect(open().save('b.txt', { policy: 'now' })).toEqual(['b.txt'])
    expect(kept('b.txt')).toBe('a')
  })

  it.each([[7], [''], [undefined]])('refuses the pattern %j', (pattern) => {
    expect(() => open().save(pattern as never)).toThrow(TypeError)
  })

  it('refuses an unknown policy', () => {
    expect(() => open().save('*', { policy: 'later' as never })).toThrow(/now, end or live/)
  })

  it('warns, and goes on, when a file cannot be copied', () => {
    write('a.txt', 'a')
    write('b.txt', 'b')
    const content = {
      ...systemSavedContent,
      copyNow: (source: string, target: string) => {
        if (source.endsWith('a.txt')) throw Object.assign(new Error('full'), { code: 'ENOSPC' })
        systemSavedContent.copyNow(source, target)
      },
    }
    open({ content }).save('*.txt', { policy: 'now' })
    expect(announced).toEqual(['b.txt 0'])
    expect(warnings).toEqual(['Cannot save a.txt: ENOSPC'])
  })

  it('keeps nothing for a run that keeps nothing', () => {
    write('a.txt', 'a')
    expect(open({ folderPath: () => undefined }).save('a.txt')).toEqual(['a.txt'])
    expect(announced).toEqual([])
  })
})

describe('the policy live', () => {
  it('announces a file again when it was written or replaced, and takes new ones', () => {
    write('a.txt', 'one')
    const saved = open({ content: { ...systemSavedContent, watch: () => undefined } })
    saved.save('*.txt', { policy: 'live' })
    write('a.txt', 'changed')
    tick()
    write('new.txt', 'new')
    write('draft', 'replaced')
    renameSync(dir.join('work', 'draft'), dir.join('work', 'a.txt'))
    tick()
    tick()

    expect(announced).toEqual(['a.txt 2', 'a.txt 2', 'a.txt 2', 'new.txt 2'])
    expect(kept('a.txt')).toBe('replaced')
    saved.close()
    expect(ticks).toEqual([])
  })

  it('hears of a change from the system before it would look by itself', async () => {
    write('a.txt', 'one')
    const saved = open()
    saved.save('a.txt', { policy: 'live' })
    write('a.txt', 'changed')

    await waitFor('the change', () => {
      // One tick: too early for a look without news.
      if (kept('a.txt') !== 'changed') tick(1)
      return kept('a.txt') === 'changed'
    })
    saved.close()
    expect(announced.length).toBeGreaterThanOrEqual(2)
  })

  it('takes the last change when the run ends', () => {
    write('a.txt', 'one')
    const saved = open()
    saved.save('a.txt', { policy: 'live' })
    write('a.txt', 'last one')
    saved.close()
    expect(kept('a.txt')).toBe('last one')
  })
})

describe('the policy end', () => {
  it('has the file as it is at the end, written or replaced', () => {
    write('a.txt', 'one')
    write('b.txt', 'one')
    const saved = open()
    saved.save('*.txt', { policy: 'end' })
    write('a.txt', 'written')
    write('draft', 'replaced')
    renameSync(dir.join('work', 'draft'), dir.join('work', 'b.txt'))
    write('c.txt', 'new')
    saved.close()

    expect([kept('a.txt'), kept('b.txt'), kept('c.txt')]).toEqual(['written', 'replaced', 'new'])
    expect(announced).toEqual(['a.txt 1', 'b.txt 1', 'c.txt 1'])
  })

  it('has what was written last even when the process is killed', () => {
    write('a.txt', 'one')
    open().save('a.txt', { policy: 'end' })
    writeFileSync(dir.join('work', 'a.txt'), 'two')
    expect(kept('a.txt')).toBe('two')
  })
})
