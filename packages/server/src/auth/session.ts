import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SessionSecret } from './auth-file.ts'

/** What a session cookie says. */
export interface Session {
  /** The key that opened the session; when it is revoked, the session ends. */
  readonly keyId: string
  readonly expiresMs: number
}

const MAX_COOKIE_LENGTH = 512

/** `<keyId>.<expiry>.<nonce>.<HMAC-SHA-256>`, all safe in a cookie. */
export function signSession(session: Session, secret: SessionSecret): string {
  const payload = `${session.keyId}.${session.expiresMs}.${randomBytes(9).toString('base64url')}`
  return `${payload}.${signatureOf(payload, secret)}`
}

/** @returns undefined unless one of the secrets has signed it and it has not expired */
export function readSession(
  value: string,
  secrets: readonly SessionSecret[],
  nowMs: number,
): Session | undefined {
  if (value.length > MAX_COOKIE_LENGTH) return undefined
  const end = value.lastIndexOf('.')
  const payload = value.slice(0, Math.max(0, end))
  const signature = Buffer.from(value.slice(end + 1))
  const isSigned = secrets.some((secret) => {
    const expected = Buffer.from(signatureOf(payload, secret))
    return expected.byteLength === signature.byteLength && timingSafeEqual(expected, signature)
  })
  if (!isSigned) return undefined
  const [keyId, expiryText] = payload.split('.')
  const expiresMs = Number(expiryText)
  if (keyId === undefined || !Number.isSafeInteger(expiresMs) || expiresMs <= nowMs) return undefined
  return { keyId, expiresMs }
}

function signatureOf(payload: string, { secret }: SessionSecret): string {
  return createHmac('sha256', Buffer.from(secret, 'base64url'))
    .update(`kymo-session\n${payload}`)
    .digest('base64url')
}
