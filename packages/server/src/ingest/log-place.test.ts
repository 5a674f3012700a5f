import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toLogPlace } from './log-place.ts'

const folder = 'run-20261123_101500-k3v9x2ab'
const file = 'run-k3v9x2ab.wandb'
const good = { entity: 'team', project: 'digits', folder, file }

test('toLogPlace() puts a log into its entity, project and folder', () => {
  expect(toLogPlace(good)).toMatchObject({ path: `team/digits/${folder}/${file}`, runId: 'k3v9x2ab' })
})

test.each([
  ['no entity', { entity: '' }],
  ['a project that is too long', { project: 'x'.repeat(129) }],
  ['a NUL', { project: 'a\0b' }],
  ['a line break', { entity: 'a\nb' }],
  ['half a character', { entity: '\uD800' }],
  ['a folder that is a path', { folder: '../x' }],
  ['no folder name', { folder: 'x' }],
  ["another run's file", { file: 'run-other.wandb' }],
  ['a file that is a path', { file: `../${file}` }],
  ['another kind of file', { file: 'run-k3v9x2ab.txt' }],
])('toLogPlace() refuses %s', (_what, change) => {
  expect(() => toLogPlace({ ...good, ...change })).toThrow(expect.objectContaining({ code: 'NAME_INVALID' }))
})

test('toLogPlace() keeps any name inside of its folder', () => {
  const nasty = fc.oneof(
    fc.constantFrom(
      '..',
      '.',
      '~',
      '%2e%2e',
      '%',
      'C:',
      'con',
      'a/b',
      'a\\b',
      '__proto__',
      'ünï',
      '🦄'.repeat(30),
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }).filter((name) => !/\p{Cc}|\p{Cs}/u.test(name)),
  )
  fc.assert(
    fc.property(nasty, nasty, (entity, project) => {
      const { path, folders } = toLogPlace({ ...good, entity, project })

      expect(path.split('/')).toHaveLength(4)
      for (const { segment } of folders) {
        expect(segment).toMatch(/^[\w%.~-]{1,255}$/)
        expect(segment).not.toMatch(/^\.*$/)
      }
    }),
  )
})
