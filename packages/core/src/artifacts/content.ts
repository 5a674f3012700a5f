/** Where the content of an entry comes from until it is staged. */
export type ContentSource =
  /** A file of the user. `mutable`: copied, so that nothing that happens to it later matters; `immutable`: linked where possible. */
  | {
      readonly kind: 'file'
      readonly path: string
      readonly policy: ContentPolicy
      /** What it was when it was tried first: anything else is not taken for it. */
      readonly expected?: {
        readonly md5: string
        readonly sha256: string
        readonly sizeBytes: number
        readonly modifiedMs: number
      }
    }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  /** Known content: of a version that was used, or staged before. */
  | { readonly kind: 'stored'; readonly content: StoredContent; readonly path?: string }
  /** Not kept by us: only its address is. */
  | { readonly kind: 'reference'; readonly uri: string; readonly checksum: boolean }
  /** A reference that has been looked at. */
  | { readonly kind: 'resolved'; readonly uri: string; readonly digest: string; readonly sizeBytes: number }

/** `mutable`: the file may change after the call. `immutable`: it will not, so a link to it is enough. */
export type ContentPolicy = 'mutable' | 'immutable'

/** What names a content. */
export interface StoredContent {
  /** Base64. */
  readonly md5: string
  /** 64 lower-case hex digits; undefined for content that W&B's clients logged. */
  readonly sha256: string | undefined
  readonly sizeBytes: number
}

/** A path of an artifact and where its content is to come from. */
export interface StageItem {
  readonly path: string
  readonly source: ContentSource
}

/** An entry whose content is where it belongs. */
export interface StagedEntry {
  readonly path: string
  /** Base64 MD5; of a reference its ETag, checksum or URI. */
  readonly digest: string
  /** Undefined for references, and for content of foreign clients. */
  readonly sha256: string | undefined
  readonly sizeBytes: number
  /** URI of a reference. */
  readonly ref?: string
  /** Its content is not in this run folder: the server, or another run folder, has it. */
  readonly isElsewhere?: true
}

/** Where staged content lies within a run folder: `artifacts/ab/abcd…`. */
export function stagedPath(sha256: string): string {
  return `artifacts/${sha256.slice(0, 2)}/${sha256}`
}
