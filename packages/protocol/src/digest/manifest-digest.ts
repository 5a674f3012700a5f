import { createHash } from 'node:crypto'

/** What the digest of a manifest depends on. */
export interface DigestedEntry {
  /** Path within the artifact. */
  readonly path: string
  /** Base64 MD5 of the content; of a reference its ETag, checksum or URI. */
  readonly digest: string
}

const HEADING = 'wandb-artifact-manifest-v1\n'

/**
 * The digest that names a version of an artifact: W&B's, so that both know the same content by the same name.
 * Sizes, metadata and the order of the entries do not matter.
 * @param entries no path twice
 * @returns MD5 of the heading and one line `path:digest` per entry, ascending by path; 32 hex digits
 */
export function manifestDigest(entries: Iterable<DigestedEntry>): string {
  const hash = createHash('md5').update(HEADING)
  for (const { path, digest } of [...entries].toSorted((a, b) => comparePaths(a.path, b.path)))
    hash.update(`${path}:${digest}\n`)
  return hash.digest('hex')
}

/**
 * Orders by code point, as Python and Go do. JavaScript's own order is by UTF-16 unit, which puts an emoji before U+FFFD.
 * @returns negative, 0 or positive
 */
export function comparePaths(a: string, b: string): number {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i)
    const right = b.charCodeAt(i)
    if (left !== right) return rankOf(left) - rankOf(right)
  }
  return a.length - b.length
}

/** Surrogates stand for code points above all that one unit can hold. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit
}
