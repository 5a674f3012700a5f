import fc from 'fast-check'
import { isRunId, type SpanAttribute } from '@kymo/protocol'
import { expect, test } from 'vitest'
import { toFolderPlace } from '../log-place.ts'
import { runOfResource } from './run-of-resource.ts'

const place = (resource: Record<string, unknown>, headers: Record<string, string> = {}) =>
  runOfResource(Object.entries(resource) as SpanAttribute[], new Headers(headers))

test.each([
  [
    'attributes of ours',
    { 'kymo.entity': 'e', 'kymo.project': 'p', 'kymo.run': 'r', 'wandb.project': 'w', 'service.name': 's' },
    { 'kymo-run': 'h' },
    { entity: 'e', project: 'p', run: 'r' },
  ],
  [
    'headers',
    { 'wandb.entity': 'we', 'service.name': 's' },
    { 'kymo-entity': 'e', 'kymo-project': 'my%20project', 'kymo-run': 'r' },
    { entity: 'e', project: 'my project', run: 'r' },
  ],
  [
    'what Weave says',
    { 'wandb.entity': 'we', 'wandb.project': 'wp', 'openinference.project.name': 'o', 'service.name': 's' },
    {},
    { entity: 'we', project: 'wp', run: 's' },
  ],
  [
    'what Phoenix says',
    { 'openinference.project.name': 'o', 'service.name': 's' },
    {},
    { entity: 'default', project: 'o', run: 's' },
  ],
  ['the name of the service', { 'service.name': 's' }, {}, { entity: 'default', project: 's', run: 's' }],
  [
    'nothing',
    { 'service.name': 'unknown_service:/usr/bin/node' },
    {},
    { entity: 'default', project: 'otlp', run: 'otlp' },
  ],
])('runOfResource() believes %s', (_what, resource, headers, ref) => {
  expect(place(resource, headers)).toEqual({ kind: 'run', ref })
})

test('runOfResource() makes an id of the name of a service, another one for another name', () => {
  const ids = ['my service', 'my/service', 'my-service', '日本'].map((name) => {
    const found = place({ 'service.name': name })
    return found.kind === 'run' ? found.ref.run : undefined
  })

  expect(ids[2]).toBe('my-service')
  expect(new Set(ids).size).toBe(4)
})

test('runOfResource() refuses an id that was asked for and is none', () => {
  expect(place({ 'kymo.run': '../../etc' })).toMatchObject({ kind: 'invalid' })
})

test('runOfResource() gives names that have a place, whatever is said', () => {
  const anything = fc.string({ unit: 'binary', maxLength: 300 })
  fc.assert(
    fc.property(anything, anything, anything, (entity, project, service) => {
      const found = place({ 'kymo.entity': entity, 'wandb.project': project, 'service.name': service })

      if (found.kind !== 'run') throw new Error('no id was asked for')
      expect(isRunId(found.ref.run)).toBe(true)
      const folder = `run-20261123_101500-${found.ref.run}+otlp`
      expect(() => toFolderPlace({ ...found.ref, folder })).not.toThrow()
    }),
  )
})
