import { expect, test } from 'vitest'
import { defineRoute, type Route } from './route.ts'

const route: Route = {
  method: 'GET',
  path: '/x',
  access: 'read',
  limits: { bodyBytes: 0 },
  handler: () => new Response(),
}

test.each([
  ['no access', { access: undefined }],
  ['an unknown access', { access: 'admin' }],
  ['an unknown method', { method: 'TRACE' }],
  ['no limits', { limits: undefined }],
  ['a public change', { method: 'POST', access: 'public' }],
])('defineRoute() refuses %s', (_what, change) => {
  expect(() => defineRoute({ ...route, ...change } as Route)).toThrow(TypeError)
})

test('defineRoute() keeps what it is given', () => {
  expect(defineRoute(route)).toEqual(route)
})
