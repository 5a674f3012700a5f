import { expect, test } from 'vitest'
import { mergeLogin } from './save-login.ts'

const PATH = '/home/ada/.config/kymo/settings.json'

function merged(text: string | undefined, login: { baseUrl: string; apiKey?: string }): unknown {
  return JSON.parse(mergeLogin({ path: PATH, text }, login))
}

test('mergeLogin() keeps what is in the file, and the keys of other servers', () => {
  const text = JSON.stringify({ project: 'p', keys: { 'http://a': 'old' } })

  expect(merged(text, { baseUrl: 'http://b:1/', apiKey: 'new' })).toEqual({
    project: 'p',
    baseUrl: 'http://b:1',
    keys: { 'http://a': 'old', 'http://b:1': 'new' },
  })
})

test('mergeLogin() without a key forgets the one for this server', () => {
  const text = JSON.stringify({ keys: { 'http://a': 'old' } })

  expect(merged(text, { baseUrl: 'http://a' })).toEqual({ baseUrl: 'http://a', keys: {} })
})

test('mergeLogin() starts a file', () => {
  expect(merged(undefined, { baseUrl: 'http://a', apiKey: 'k' })).toEqual({
    baseUrl: 'http://a',
    keys: { 'http://a': 'k' },
  })
})

test('mergeLogin() refuses a key that no header can carry, without showing it', () => {
  expect(() => merged(undefined, { baseUrl: 'http://a', apiKey: 'se\ncret' })).toThrow(/apiKey must be/)
  expect(() => merged(undefined, { baseUrl: 'http://a', apiKey: 'se\ncret' })).not.toThrow(/se\ncret/)
})
