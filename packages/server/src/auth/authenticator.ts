import { LIMITS, TIMES } from '../config.ts'
import type { KeyInfo, KeyStore } from './key-store.ts'
import { readSession, signSession } from './session.ts'
import { TokenBuckets } from './token-bucket.ts'

/** How a request proved who it is. A browser sends `basic` and `cookie` by itself, so those do not prove intent. */
export type Credential = 'none' | 'bearer' | 'basic' | 'cookie'

export type AuthOutcome =
  | { readonly kind: 'granted'; readonly credential: Credential; readonly keyId?: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'throttled'; readonly afterMs: number }

export interface AuthRequest {
  readonly headers: { get(name: string): string | null }
  readonly remoteAddress: string
}

/** Decides whether a request may pass. */
export interface Authenticator {
  readonly isRequired: boolean
  authenticate(request: AuthRequest): AuthOutcome
  /** Trades a key for the value of a Set-Cookie header. */
  login(apiKey: string, request: AuthRequest): AuthOutcome & { readonly cookie?: string }
  /** The value of a Set-Cookie header that ends a session in the browser. */
  logoutCookie(): string
  /** Whether a key that was good is still good, for answers that last. */
  isStillGood(keyId: string | undefined): boolean
}

/** For an address that only this machine can reach, where no key was asked for. */
export const openAuthenticator: Authenticator = {
  isRequired: false,
  authenticate: () => ({ kind: 'granted', credential: 'none' }),
  login: () => ({ kind: 'granted', credential: 'none' }),
  logoutCookie: () => 'kymo_session=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0',
  isStillGood: () => true,
}

/** Asks for a key of the store: as a bearer token, as the password of Basic, or as a session cookie made from one. */
export function createKeyAuthenticator(keys: KeyStore, nowMs: () => number): Authenticator {
  const failures = new TokenBuckets({
    ratePerSecond: LIMITS.failedLoginsPerSecond,
    burst: LIMITS.failedLoginBurst,
  })
  const cookieName = `kymo_session_${keys.serverId}`

  // A good key passes even from an address that has failed often: behind a proxy all clients share one, and guessing
  // 256 random bits needs no throttle. What is throttled is the noise.
  const judge = (key: KeyInfo | undefined, credential: Credential, remoteAddress: string): AuthOutcome => {
    if (key !== undefined) return { kind: 'granted', credential, keyId: key.id }
    const afterMs = failures.take(remoteAddress, nowMs())
    return afterMs === 0 ? { kind: 'refused' } : { kind: 'throttled', afterMs }
  }

  return {
    isRequired: true,
    authenticate: ({ headers, remoteAddress }) => {
      const given = readAuthorization(headers.get('authorization'))
      if (given !== undefined) return judge(keys.findKey(given.apiKey), given.credential, remoteAddress)
      const cookie = readCookie(headers.get('cookie'), cookieName)
      if (cookie === undefined) return { kind: 'missing' }
      const session = readSession(cookie, keys.sessionSecrets, nowMs())
      if (session === undefined || !keys.hasKey(session.keyId)) return { kind: 'missing' }
      return { kind: 'granted', credential: 'cookie', keyId: session.keyId }
    },
    login: (apiKey, { headers, remoteAddress }) => {
      const key = keys.findKey(apiKey)
      const outcome = judge(key, 'bearer', remoteAddress)
      const secret = keys.sessionSecrets[0]
      if (key === undefined || secret === undefined) return outcome
      const value = signSession({ keyId: key.id, expiresMs: nowMs() + TIMES.sessionMs }, secret)
      const secure = headers.get('x-forwarded-proto') === 'https' ? '; Secure' : ''
      const maxAge = Math.floor(TIMES.sessionMs / 1000)
      return {
        ...outcome,
        cookie: `${cookieName}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${maxAge}${secure}`,
      }
    },
    logoutCookie: () => `${cookieName}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0`,
    isStillGood: (keyId) => keyId !== undefined && keys.hasKey(keyId),
  }
}

function readAuthorization(
  header: string | null,
): { readonly apiKey: string; readonly credential: Credential } | undefined {
  const match = /^(bearer|basic) +(\S+) *$/i.exec(header ?? '')
  if (match === null)
    return header === null || header === '' ? undefined : { apiKey: '', credential: 'bearer' }
  const [, scheme = '', text = ''] = match
  if (scheme.toLowerCase() === 'bearer') return { apiKey: text, credential: 'bearer' }
  const pair = Buffer.from(text, 'base64').toString('utf8')
  return { apiKey: pair.slice(pair.indexOf(':') + 1), credential: 'basic' }
}

function readCookie(header: string | null, name: string): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const [key = '', value = ''] = part.trim().split('=', 2)
    if (key === name) return value
  }
  return undefined
}
