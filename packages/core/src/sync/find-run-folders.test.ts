import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTempDir, writeRunFolder, type TempDir } from '@kymo/testkit'
import { findRunFolders } from './find-run-folders.ts'

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

describe('findRunFolders()', () => {
  it('finds the runs of a project: its own, those of kymo/ and those of wandb/, in order of start', async () => {
    const startedMs = 1_700_000_000_000
    const paths = [
      writeRunFolder(dir.path, { id: 'plain', startedMs }),
      writeRunFolder(dir.join('kymo'), { id: 'second', startedMs: startedMs + 60_000, offline: true }),
      writeRunFolder(dir.join('kymo'), { id: 'third', startedMs: startedMs + 120_000, offline: false }),
      writeRunFolder(dir.join('wandb'), { id: 'first', startedMs, offline: false }),
    ].map(({ path }) => path)

    expect(await findRunFolders(dir.path)).toEqual(paths)
    expect(await findRunFolders(dir.join('kymo'))).toEqual(paths.slice(1, 3))
  })

  it('takes a run folder for itself', async () => {
    const { path } = writeRunFolder(dir.path)

    expect(await findRunFolders(path)).toEqual([path])
  })

  it('lists no link, no folder without a log and no other folder', async () => {
    const { path } = writeRunFolder(dir.join('kymo'))
    symlinkSync(path, dir.join('kymo', 'latest-run'))
    symlinkSync(path, dir.join('kymo', 'run-20261123_101500-linked00'))
    mkdirSync(dir.join('kymo', 'run-20261123_101500-empty000'))
    mkdirSync(dir.join('kymo', 'notes'))
    writeFileSync(dir.join('kymo', 'notes', 'run-x.txt'), '')

    expect((await findRunFolders(dir.path)).map((found) => basename(found))).toEqual([basename(path)])
  })

  it('finds the log of a folder that W&B numbered because its name was taken', async () => {
    const { bytes } = writeRunFolder(dir.join('elsewhere'))
    const path = dir.join('wandb', 'run-20261123_101500-a1b2c3d4-1')
    mkdirSync(path, { recursive: true })
    writeFileSync(join(path, 'run-a1b2c3d4.wandb'), bytes)

    expect(await findRunFolders(dir.path)).toEqual([path])
  })

  it('says when the directory cannot be read', async () => {
    await expect(findRunFolders(dir.join('absent'))).rejects.toMatchObject({ code: 'RUN_FOLDER_UNREADABLE' })
  })
})
