import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { createTempDir } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { FolderGrave } from './folder-grave.ts'

const ref = { entity: 'e', project: 'p', run: 'r' }

test.each(['link', 'link/inside', '', '.', '..', '../outside', 'real/../../outside'])(
  'a place that is not a folder of the runs folder itself is left alone: %j',
  async (folder) => {
    const dir = createTempDir()
    for (const name of ['runs/real', 'outside/inside']) mkdirSync(dir.join(name), { recursive: true })
    symlinkSync(dir.join('outside'), dir.join('runs/link'))
    const grave = new FolderGrave(dir.join('runs'), dir.join('deleted'))

    await expect(grave.bury(ref, ['real', folder])).rejects.toMatchObject({ code: 'LOG_PLACE_UNSAFE' })

    expect(readdirSync(dir.join('runs')).toSorted()).toEqual(['link', 'real'])
    expect(readdirSync(dir.join('outside'))).toEqual(['inside'])
    expect(readdirSync(dir.join('deleted'))).toEqual([])
    dir.remove()
  },
)

test('what a record of another hand names outside of the runs folder is not touched at the start', () => {
  const dir = createTempDir()
  for (const name of ['runs', 'outside', 'deleted']) mkdirSync(dir.join(name))
  symlinkSync(dir.join('outside'), dir.join('runs/link'))
  writeFileSync(dir.join('deleted/ab.json'), JSON.stringify({ ref, folders: ['../outside', 'link', '.'] }))

  new FolderGrave(dir.join('runs'), dir.join('deleted')).finishLeft()

  expect(readdirSync(dir.path).toSorted()).toEqual(['deleted', 'outside', 'runs'])
  expect(readdirSync(dir.join('runs'))).toEqual(['link'])
  dir.remove()
})
