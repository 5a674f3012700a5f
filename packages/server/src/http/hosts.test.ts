import { describe, expect, test } from 'vitest'
import { createHostPolicy } from './hosts.ts'

const local = createHostPolicy({ isLoopback: true, port: () => 8765, allowedHosts: [] })
const shared = createHostPolicy({ isLoopback: false, port: () => 8765, allowedHosts: [] })
const named = createHostPolicy({ isLoopback: false, port: () => 8765, allowedHosts: ['kymo.example.org'] })

function request(host: string, headers: Record<string, string> = {}, path = '/api/v1/projects'): Request {
  return new Request(`http://${host}${path}`, { headers: { host, ...headers } })
}

describe('createHostPolicy() on loopback', () => {
  test.each(['localhost:8765', '127.0.0.1:8765', '[::1]:8765', 'LOCALHOST:8765'])('serves %s', (host) => {
    expect(() => local.check(request(host))).not.toThrow()
  })

  test.each([
    'evil.example:8765',
    'localhost:9999',
    'localhost',
    'localhost.evil.example:8765',
    '127.0.0.1.nip.io:8765',
    '0.0.0.0:8765',
  ])('refuses %s, as after DNS rebinding', (host) => {
    expect(() => local.check(request(host))).toThrow(expect.objectContaining({ code: 'HOST_REFUSED' }))
  })

  test('refuses a request line that names another host than the header', () => {
    const both = new Request('http://evil.example:8765/', { headers: { host: 'localhost:8765' } })

    expect(() => local.check(both)).toThrow(expect.objectContaining({ code: 'HOST_REFUSED' }))
  })

  test('serves a further name that was allowed', () => {
    const tunnel = createHostPolicy({ isLoopback: true, port: () => 8765, allowedHosts: ['localhost:9000'] })

    expect(() => tunnel.check(request('localhost:9000'))).not.toThrow()
  })
})

describe('createHostPolicy() on a shared address', () => {
  test('serves any name without a list, and only the list with one', () => {
    expect(() => shared.check(request('anything.example:8765'))).not.toThrow()
    expect(() => named.check(request('kymo.example.org'))).not.toThrow()
    expect(() => named.check(request('kymo.example.org:8443'))).not.toThrow()
    expect(() => named.check(request('10.0.0.7:8765'))).toThrow(
      expect.objectContaining({ code: 'HOST_REFUSED' }),
    )
  })

  test('refuses a foreign origin there too', () => {
    const foreign = request('10.0.0.7:8765', { origin: 'https://evil.example' })

    expect(() => shared.check(foreign)).toThrow(expect.objectContaining({ code: 'ORIGIN_REFUSED' }))
  })
})

describe('createHostPolicy() and origins', () => {
  test('serves our own pages', () => {
    expect(() => local.check(request('localhost:8765', { origin: 'http://localhost:8765' }))).not.toThrow()
    expect(() => local.check(request('localhost:8765', { 'sec-fetch-site': 'same-origin' }))).not.toThrow()
    expect(() => local.check(request('localhost:8765', { 'sec-fetch-site': 'none' }))).not.toThrow()
  })

  test.each([
    'https://evil.example',
    'http://localhost:3000',
    'http://127.0.0.1:8765',
    'null',
    'file://',
    '',
  ])('refuses the origin %j', (origin) => {
    expect(() => local.check(request('localhost:8765', { origin }))).toThrow(
      expect.objectContaining({ code: 'ORIGIN_REFUSED' }),
    )
  })

  test.each(['cross-site', 'same-site'])(
    'refuses the API to a page that is %s, but follows its links',
    (site) => {
      const headers = { 'sec-fetch-site': site }

      expect(() => local.check(request('localhost:8765', headers))).toThrow(
        expect.objectContaining({ code: 'ORIGIN_REFUSED' }),
      )
      expect(() => local.check(request('localhost:8765', headers, '/team/digits'))).not.toThrow()
    },
  )
})
