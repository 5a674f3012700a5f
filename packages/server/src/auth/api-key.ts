import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

const PREFIX = 'kymo_'
/** 32 random bytes are 43 characters of base64url. */
const RANDOM_BYTES = 32
/** Anything longer is not hashed at all. */
const MAX_KEY_LENGTH = 256

/** @returns a new secret of 48 characters */
export function generateApiKey(): string {
  return PREFIX + randomBytes(RANDOM_BYTES).toString('base64url')
}

/** A plain hash is enough: a key has 256 random bits, so there is no dictionary to slow down. */
export function hashApiKey(apiKey: string): string {
  return createHash('sha256').update(apiKey).digest('hex')
}

/** Looks at every entry whatever it finds, so that the time taken tells nothing. */
export function findByHash<T extends { readonly hash: string }>(
  entries: readonly T[],
  apiKey: string,
): T | undefined {
  if (apiKey.length === 0 || apiKey.length > MAX_KEY_LENGTH) return undefined
  const wanted = Buffer.from(hashApiKey(apiKey), 'hex')
  let found: T | undefined
  for (const entry of entries) {
    const hash = Buffer.from(entry.hash, 'hex')
    if (hash.byteLength === wanted.byteLength && timingSafeEqual(hash, wanted)) found = entry
  }
  return found
}
