import { expect, test } from 'vitest'
import { isLoopbackHost, toUrl } from './host-name.ts'

test.each(['localhost', '127.0.0.1', '127.8.9.10', '::1', '[::1]', 'LocalHost'])(
  'isLoopbackHost() knows %s',
  (host) => {
    expect(isLoopbackHost(host)).toBe(true)
  },
)

test.each([
  '',
  '0.0.0.0',
  '::',
  '10.0.0.1',
  'localhost.evil.example',
  '127.0.0.1.nip.io',
  '127.evil.example',
])('isLoopbackHost() does not trust %j', (host) => {
  expect(isLoopbackHost(host)).toBe(false)
})

test('toUrl() gives what a browser of this machine can open', () => {
  expect(toUrl('127.0.0.1', 8765)).toBe('http://127.0.0.1:8765')
  expect(toUrl('::1', 8765)).toBe('http://[::1]:8765')
  expect(toUrl('0.0.0.0', 80)).toBe('http://localhost:80')
  expect(toUrl('::', 80)).toBe('http://localhost:80')
})
