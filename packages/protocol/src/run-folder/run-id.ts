const RUN_ID = /^[A-Za-z0-9_](?:[A-Za-z0-9_-]|\.(?![.]|$)){0,63}$/
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789'
const ID_LENGTH = 8

/** True for 1–64 of `[A-Za-z0-9._-]` that do not start with a dot or a hyphen; no dot at the end, no two in a row. */
export function isRunId(text: string): boolean {
  return RUN_ID.test(text)
}

/**
 * Makes a new id of a run: 8 characters of `[a-z0-9]`, all equally likely (41 bits).
 * @param random source of uniform random bytes
 */
export function generateRunId(random: (byteCount: number) => Uint8Array): string {
  let id = ''
  while (id.length < ID_LENGTH) {
    for (const byte of random(ID_LENGTH)) {
      // 252 is the greatest multiple of 36 that a byte holds; the rest would favour the first letters.
      if (byte < 252 && id.length < ID_LENGTH) id += ALPHABET.charAt(byte % ALPHABET.length)
    }
  }
  return id
}
