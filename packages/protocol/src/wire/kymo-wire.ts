/**
 * The kymo wire: how a run folder travels to a Kymo server. The bytes of the log are shipped as they are;
 * the server appends them to its own copy of the folder and only then answers (docs/architecture.md, section 7).
 */

/** Largest number of log bytes (before compression) in one append request. */
export const MAX_APPEND_BYTES: number = 8 * 1024 * 1024

/** A live sender contacts the server at least this often, with an empty body when there is nothing to send. */
export const HEARTBEAT_INTERVAL_MS = 15_000

/** A run without an exit record whose log has not been touched for this long is shown as crashed. */
export const CRASHED_AFTER_MS = 90_000

/** CRC-32 (zlib polynomial) of the raw, uncompressed body, 8 lower-case hex digits. Required on every append. */
export const CRC_HEADER = 'kymo-crc32'

/**
 * Age of the sender's log file in integer milliseconds: sender's clock minus the file's modification time.
 * The server gives its copy the same age, so that a run synced a week late is not shown as running.
 */
export const AGE_HEADER = 'kymo-age-ms'

/** In every answer of the wire: the server's {@link ServerInfo.dataId}, so that a client notices when it changes under way. */
export const DATA_ID_HEADER = 'kymo-data-id'

/** Content encodings of a body. */
export type WireEncoding = 'identity' | 'gzip' | 'zstd'

/** `GET /api/v1/server` */
export interface ServerInfo {
  readonly product: 'kymo'
  readonly version: string
  /** Version of this wire protocol. A client refuses a server whose number it does not know. */
  readonly wire: 1
  /** Content encodings that the server can read. */
  readonly encodings: readonly WireEncoding[]
  readonly maxAppendBytes: number
  /** True when this address needs an API key. */
  readonly authRequired: boolean
  /** True when the request carried a valid key, or needs none. */
  readonly authenticated: boolean
  /** Of the data that the server holds: another one means that what was sent before may be gone. Absent: unknown. */
  readonly dataId?: string
  /** True for "kymo ui", which shows a folder and changes nothing. */
  readonly readOnly?: true
}

/** Names one log on a server. Every part is percent-encoded as one path segment. */
export interface LogAddress {
  readonly entity: string
  readonly project: string
  readonly folder: string
  readonly file: string
}

/** Reply to an append: 200 accepted, 409 wrong offset. In both, `offset` is where the next byte belongs. */
export interface AppendReply {
  /** Bytes of this log that the server holds durably. */
  readonly offset: number
  /** The user asked the server to stop this run. */
  readonly stop?: true
}

/** Largest number of logs in one question of `POST /api/v1/logs/held`. */
export const MAX_HELD_LOGS = 1_000

/** Reply to `POST /api/v1/logs/held`, body `{logs: LogAddress[]}`: of each what the server holds, in the order of the question. */
export interface HeldReply {
  readonly held: readonly HeldLog[]
}

/** What a server holds of one log. */
export interface HeldLog {
  /** Bytes; 0 for one that it does not know. */
  readonly offset: number
  /** People have put its run into the trash, or deleted it from there. */
  readonly state?: 'trashed' | 'deleted'
}

/** Body of every reply with a status of 400 or above, except 409 of an append. */
export interface ErrorReply {
  readonly error: { readonly code: string; readonly message: string; readonly remedy?: string }
}

/** `/api/v1/logs/{entity}/{project}/{folder}/{file}` */
export function logPath(address: LogAddress): string {
  const { entity, project, folder, file } = address
  return `/api/v1/logs/${[entity, project, folder, file].map(encodeURIComponent).join('/')}`
}

/** Files and blobs of at most this size travel in packs; larger ones in parts of it, so that a cut transfer goes on where it was. */
export const MAX_PART_BYTES: number = 8 * 1024 * 1024

/** Largest number of files in one pack or one question. */
export const MAX_PACK_FILES = 1_000

/** SHA-256 of a whole file or blob, 64 lower-case hex digits. */
export const SHA256_HEADER = 'kymo-sha256'

/** Names one file of a run folder. `path` is relative to `files/`, with `/`. */
export interface FileAddress {
  readonly entity: string
  readonly project: string
  readonly folder: string
  readonly path: string
}

/** What a client has and asks the server about. */
export interface FileClaim {
  /** Of a run file its path; of a blob absent. */
  readonly path?: string
  readonly sha256: string
  readonly size: number
}

/**
 * `POST /api/v1/blobs/missing` and `POST /api/v1/files/{entity}/{project}/{folder}/missing`, body `{files: FileClaim[]}`.
 * Those that the server lacks, by their index in the question, and how many of their bytes it holds already.
 */
export interface MissingReply {
  readonly missing: readonly { readonly index: number; readonly offset: number }[]
}

/**
 * Reply to a part: `PUT /api/v1/blobs/sha256/{hex}?offset=&size=` and `PUT /api/v1/files/{entity}/{project}/{folder}/{path…}?offset=&size=`
 * (with the header {@link SHA256_HEADER} and the CRC of the part). 200 taken, 409 wrong offset; `complete` when the digest of the whole was right.
 * A digest that is wrong at the end discards what was held: 422 CONTENT_MISMATCH.
 *
 * Packs of small ones: `POST /api/v1/blobs/pack` and `POST /api/v1/files/{entity}/{project}/{folder}/pack` (see pack.ts), reply `{stored: number}`.
 */
export interface PartReply {
  readonly offset: number
  readonly complete: boolean
}
