import { writeFileSync } from 'node:fs'
import { createTempDir } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { openArtifactCatalog } from './artifact-catalog.ts'

test('a catalog that cannot be read is an error with a remedy, and is left as it is', () => {
  const dir = createTempDir()
  writeFileSync(dir.join('catalog.sqlite'), 'not a database, but perhaps what is left of one')

  expect(() => openArtifactCatalog(dir.join('catalog.sqlite'))).toThrow(
    expect.objectContaining({
      code: 'DATA_DIR_UNUSABLE',
      remedy: expect.stringContaining('do not delete it'),
    }),
  )
  dir.remove()
})

test('what was put in is there after it was closed and opened again', () => {
  const dir = createTempDir()
  const ref = { entity: 'e\u0000x', project: 'p', name: 'n' }
  const version = {
    ...ref,
    version: 3,
    type: 't',
    digest: 'd',
    createdMs: 5,
    clientId: 'c',
    edit: { tags: ['a'] },
  }
  const first = openArtifactCatalog(dir.join('catalog.sqlite'))
  first.transaction(() => {
    first.putVersion(version)
    first.putCommit('c', ref, 3)
    first.putAlias(ref, 'best', 3)
  })
  expect(() =>
    first.transaction(() => {
      first.putAlias(ref, 'lost', 3)
      throw new Error('in the middle')
    }),
  ).toThrow('in the middle')
  first.close()

  const second = openArtifactCatalog(dir.join('catalog.sqlite'))

  expect(second.listVersions()).toEqual([version])
  expect(second.listCommits()).toEqual([{ ...ref, clientId: 'c', version: 3 }])
  expect(second.listAliases()).toEqual([{ ...ref, alias: 'best', version: 3 }])
  second.close()
  dir.remove()
})
