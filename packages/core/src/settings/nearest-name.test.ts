import { expect, test } from 'vitest'
import { nearestName } from './nearest-name.ts'

const NAMES = ['project', 'jobType', 'baseUrl', 'apiKey', 'mode', 'notes']

test.each([
  ['porject', 'project'],
  ['job_type', 'jobType'],
  ['BASE-URL', 'baseUrl'],
  ['apikey', 'apiKey'],
  ['mod', 'mode'],
  ['projects', 'project'],
])('nearestName(%s) is %s', (name, expected) => {
  expect(nearestName(name, NAMES)).toBe(expected)
})

test.each(['learningRate', '', 'x', 'a'.repeat(100_000), '__proto__'])(
  'nearestName() suggests nothing for a name that resembles none: %.20s',
  (name) => {
    expect(nearestName(name, NAMES)).toBeUndefined()
  },
)
