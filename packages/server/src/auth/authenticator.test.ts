import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createKeyAuthenticator, type AuthOutcome, type Authenticator } from './authenticator.ts'
import { createKey, KeyStore, revokeKey, type CreatedKey } from './key-store.ts'

let dir: TempDir
let auth: Authenticator
let created: CreatedKey
let nowMs: number

beforeEach(() => {
  dir = createTempDir()
  nowMs = 1_000_000
  created = createKey(dir.path, 'test')
  auth = createKeyAuthenticator(new KeyStore(dir.path, () => nowMs), () => nowMs)
})
afterEach(() => dir.remove())

const ask = (headers: Record<string, string>, remoteAddress = '10.0.0.1'): AuthOutcome =>
  auth.authenticate({ headers: new Headers(headers), remoteAddress })
const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`

test('authenticate() accepts a bearer key and a Basic password', () => {
  expect(ask({ authorization: `Bearer ${created.key}` })).toEqual({
    kind: 'granted',
    credential: 'bearer',
    keyId: created.id,
  })
  expect(ask({ authorization: `bearer  ${created.key}` })).toMatchObject({ kind: 'granted' })
  expect(ask({ authorization: basic(`api:${created.key}`) })).toMatchObject({
    kind: 'granted',
    credential: 'basic',
  })
})

test('authenticate() tells a missing key from a wrong one', () => {
  expect(ask({})).toEqual({ kind: 'missing' })
  expect(ask({ authorization: 'Bearer kymo_wrong' })).toEqual({ kind: 'refused' })
  expect(ask({ authorization: 'Digest x' })).toEqual({ kind: 'refused' })
})

test('authenticate() throttles an address that fails often, but never a good key', () => {
  const outcomes = Array.from({ length: 40 }, () => ask({ authorization: 'Bearer wrong' }).kind)

  expect(outcomes.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 'refused'))
  expect(outcomes.at(-1)).toBe('throttled')
  expect(ask({ authorization: `Bearer ${created.key}` }).kind).toBe('granted')
  expect(ask({ authorization: 'Bearer wrong' }, '10.0.0.2').kind).toBe('refused')
})

test('login() gives a cookie that only HTTP sees, and that ends with its key', () => {
  const { cookie = '' } = auth.login(created.key, { headers: new Headers(), remoteAddress: '' })
  const pair = cookie.split(';')[0] ?? ''

  expect(cookie).toMatch(/; HttpOnly; SameSite=Strict; Max-Age=\d+$/)
  expect(cookie).not.toContain(created.key)
  expect(ask({ cookie: `other=1; ${pair}` })).toEqual({
    kind: 'granted',
    credential: 'cookie',
    keyId: created.id,
  })

  revokeKey(dir.path, created.id)
  nowMs += 1000
  expect(ask({ cookie: pair })).toEqual({ kind: 'missing' })
  expect(auth.isStillGood(created.id)).toBe(false)
})

test('login() gives no cookie for a wrong key, and marks it Secure behind TLS', () => {
  const secure = auth.login(created.key, {
    headers: new Headers({ 'x-forwarded-proto': 'https' }),
    remoteAddress: '',
  })

  expect(auth.login('kymo_wrong', { headers: new Headers(), remoteAddress: '' })).toEqual({ kind: 'refused' })
  expect(secure.cookie).toContain('; Secure')
})

test('a session ends after a week', () => {
  const { cookie = '' } = auth.login(created.key, { headers: new Headers(), remoteAddress: '' })
  nowMs += 7 * 24 * 60 * 60 * 1000

  expect(ask({ cookie: cookie.split(';')[0] ?? '' })).toEqual({ kind: 'missing' })
})
