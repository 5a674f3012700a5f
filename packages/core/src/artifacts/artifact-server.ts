import { KymoError } from '../errors.ts'
import type { HttpSend } from '../platform/http.ts'
import { openHttpStream } from '../platform/http-stream.ts'
import type { FetchedContent } from './content-source.ts'
import type { StagedEntry } from './content.ts'
import type { CommittedVersion } from './logged-artifact.ts'
import type { VersionFacts, VersionName } from './version-facts.ts'

export interface ArtifactServerOptions {
  readonly baseUrl: string
  readonly apiKey?: string
  readonly send: HttpSend
}

const TIMEOUT_MS = 30_000
/** A page of 10,000 entries is some 3 MB. */
const MAX_REPLY_BYTES = 64 * 1024 * 1024
const PAGE_LIMIT = 10_000
const MAX_REASON_LENGTH = 200

/** What a Kymo server knows about artifacts. Takes nothing that it answers on trust. */
export class ArtifactServer {
  readonly #options: ArtifactServerOptions

  constructor(options: ArtifactServerOptions) {
    this.#options = options
  }

  /** @returns undefined when there is none, or not all of it has arrived @throws {KymoError} ARTIFACT_UNAVAILABLE */
  async findCommitted(name: VersionName): Promise<CommittedVersion | undefined> {
    const detail = await this.#readDetail(name)
    const { version, state, aliases } = detail ?? {}
    if (typeof version !== 'number' || state !== 'committed') return undefined
    return { version, aliases: textsOf(aliases) }
  }

  /** @throws {KymoError} ARTIFACT_UNAVAILABLE, ARTIFACT_NOT_FOUND */
  async readVersion(name: VersionName): Promise<VersionFacts> {
    const detail = await this.#readDetail(name)
    if (detail === undefined || detail['state'] === 'deleted') throw notFound(name)
    const version = typeof detail['version'] === 'number' ? detail['version'] : undefined
    const digest = textOf(detail['digest'])
    if (!/^[0-9a-f]{32}$/.test(digest)) throw unavailable(name, 'the server gives no digest')
    // From here on by what does not change, whatever becomes of the alias meanwhile.
    const exact = { ...name, selector: version === undefined ? digest : `v${version}` }
    return {
      entity: name.entity,
      project: name.project,
      name: name.name,
      type: textOf(detail['type']),
      version,
      digest,
      aliases: textsOf(detail['aliases']),
      description: textOf(detail['description']),
      metadata: toRecord(detail['metadata']),
      entries: await this.#readEntries(exact),
    }
  }

  /** @throws {KymoError} ARTIFACT_UNAVAILABLE */
  async fetch(
    name: VersionName,
    { entry, offset, signal }: { entry: StagedEntry; offset: number; signal: AbortSignal | undefined },
  ): Promise<FetchedContent> {
    const path = entry.path.split('/').map(encodeURIComponent).join('/')
    const stream = await openHttpStream({
      url: this.#url(name, `/files/${path}`),
      headers: { ...this.#headers(), ...(offset > 0 ? { range: `bytes=${offset}-` } : {}) },
      idleTimeoutMs: TIMEOUT_MS,
      ...(signal === undefined ? {} : { signal }),
    }).catch((error: unknown) => {
      throw unavailable(name, reasonOf(error))
    })
    const { status, body } = stream
    if (status === 200 || (status === 206 && offset > 0))
      return { offset: status === 206 ? offset : 0, body, cancel: () => stream.cancel() }
    stream.cancel()
    throw unavailable(name, `the server answered ${status} for '${entry.path}'`)
  }

  async #readDetail(name: VersionName): Promise<Record<string, unknown> | undefined> {
    return this.#readJson(name, '')
  }

  async #readEntries(name: VersionName): Promise<StagedEntry[]> {
    const entries: StagedEntry[] = []
    let after: string | undefined
    do {
      const query = `limit=${PAGE_LIMIT}${after === undefined ? '' : `&after=${encodeURIComponent(after)}`}`
      // oxlint-disable-next-line no-await-in-loop -- page after page
      const page = await this.#readJson(name, `/manifest?${query}`)
      if (!Array.isArray(page?.['entries'])) throw unavailable(name, 'the server has no manifest of it')
      for (const entry of page['entries'] as unknown[]) entries.push(toEntry(name, entry))
      const next = page['next']
      // A server that repeats itself would be asked for ever.
      if (typeof next === 'string' && next === after) throw unavailable(name, 'the server repeats itself')
      after = typeof next === 'string' && next !== '' ? next : undefined
    } while (after !== undefined)
    return entries
  }

  async #readJson(name: VersionName, tail: string): Promise<Record<string, unknown> | undefined> {
    const outcome = await this.#options.send({
      method: 'GET',
      url: this.#url(name, tail),
      headers: { ...this.#headers(), accept: 'application/json' },
      timeoutMs: TIMEOUT_MS,
      maxReplyBytes: MAX_REPLY_BYTES,
    })
    if (outcome.kind === 'failed') throw unavailable(name, outcome.reason)
    if (outcome.status === 404) return undefined
    if (outcome.status !== 200) throw unavailable(name, `the server answered ${outcome.status}`)
    try {
      return toRecord(JSON.parse(outcome.text))
    } catch {
      throw unavailable(name, 'the reply of the server makes no sense')
    }
  }

  #url({ entity, project, name, selector }: VersionName, tail: string): string {
    const place = [entity, project, name, selector].map(encodeURIComponent).join('/')
    return `${this.#options.baseUrl.replace(/\/+$/, '')}/api/v1/artifacts/${place}${tail}`
  }

  #headers(): Record<string, string> {
    const { apiKey } = this.#options
    return apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }
  }
}

export function notFound(name: VersionName): KymoError {
  return new KymoError('ARTIFACT_NOT_FOUND', `Cannot find the artifact ${describe(name)}`, {
    details: { ...name },
  })
}

export function unavailable(name: VersionName, reason: string): KymoError {
  return new KymoError('ARTIFACT_UNAVAILABLE', `Cannot fetch the artifact ${describe(name)}: ${reason}`, {
    details: { ...name, reason },
  })
}

function describe({ entity, project, name, selector }: VersionName): string {
  return `${entity}/${project}/${name}:${selector}`
}

function toEntry(name: VersionName, value: unknown): StagedEntry {
  const { path, sizeBytes, digest, sha256, ref } = toRecord(value)
  const isSound =
    typeof path === 'string' &&
    typeof digest === 'string' &&
    typeof sizeBytes === 'number' &&
    Number.isSafeInteger(sizeBytes) &&
    sizeBytes >= 0
  if (!isSound) throw unavailable(name, 'an entry of its manifest makes no sense')
  return {
    path,
    digest,
    sha256: typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? sha256 : undefined,
    sizeBytes,
    ...(typeof ref === 'string' && ref !== '' ? { ref } : {}),
  }
}

function toRecord(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

function reasonOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? error.cause : undefined
  const code = (cause as { code?: unknown } | undefined)?.code
  if (typeof code === 'string') return code
  return error instanceof Error ? error.name.slice(0, MAX_REASON_LENGTH) : 'unknown failure'
}
