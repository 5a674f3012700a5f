import type { ArtifactEdit } from '../../api/artifact-types.ts'
import type { Value } from '../../api/types.ts'
import type { ArtifactAnswers, VersionAddress } from '../../artifacts/artifact-answers.ts'
import { LIMITS } from '../../config.ts'
import type { Clock, DataPlane } from '../../data-plane.ts'
import { shorten } from '../../domain/shorten.ts'
import { ServerError } from '../../errors.ts'
import { readJson } from '../read-json.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Method, type Route, type RouteContext } from '../route.ts'
import { sendFile } from '../send-file.ts'
import { checkName, readProjectRef, readRunRef, runUnknown } from './parse-names.ts'
import { readInteger, readOnce } from './parse-query.ts'

const PATH = '/api/v1/artifacts/:entity/:project/:name'
const MAX_ENTRIES = 10_000
const MAX_DEPTH = 20
const MAX_ALIASES = 64
const ALIAS = /^[^\p{Cc}/:?#%\\]{1,128}$/u

export interface ArtifactRoutesOptions {
  readonly plane: DataPlane
  readonly clock: Clock
  /** False: artifacts are only shown. */
  readonly canChange: boolean
}

/** Artifacts, as src/api/artifact-types.ts describes them. */
export function artifactRoutes({ plane, clock, canChange }: ArtifactRoutesOptions): Route[] {
  const { artifacts } = plane
  const answer = (method: Method, path: string, ask: (context: RouteContext) => unknown): Route =>
    defineRoute({
      method,
      path,
      access: method === 'GET' ? 'read' : 'write',
      limits: { bodyBytes: method === 'PATCH' ? LIMITS.jsonBytes : 0 },
      handler: async (context) => {
        const found = await ask(context)
        return found instanceof Response ? found : replyJson(context.request, found)
      },
    })
  const version = (tail: string, ask: (context: RouteContext, address: VersionAddress) => unknown): Route =>
    answer('GET', `${PATH}/:version${tail}`, async (context) => {
      const address = readAddress(context)
      return (await ask(context, address)) ?? fail(artifactUnknown(address))
    })
  return [
    answer('GET', '/api/v1/projects/:entity/:project/artifacts', (context) => {
      const { entity, project } = readProjectRef(context)
      return { collections: artifacts.listCollections(entity, project) }
    }),
    answer('GET', '/api/v1/runs/:entity/:project/:run/artifacts', (context) => {
      const ref = readRunRef(context)
      if (plane.getRun(ref) === undefined) throw runUnknown(ref)
      return artifacts.ofRun(ref)
    }),
    answer('GET', PATH, (context) => {
      const ref = { ...readProjectRef(context), name: checkName('artifact', context.param('name')) }
      return artifacts.collection(ref) ?? fail(artifactUnknown({ ...ref, selector: '' }))
    }),
    version('', (_context, address) => artifacts.detail(address)),
    version('/manifest', ({ url }, address) =>
      artifacts.manifest(address, {
        prefix: readOnce(url.searchParams, 'prefix') ?? '',
        after: readOnce(url.searchParams, 'after'),
        limit: readInteger(url.searchParams, 'limit', { default: 1_000, min: 1, max: MAX_ENTRIES }),
      }),
    ),
    version('/diff', ({ url }, address) =>
      artifacts.diff(address, readOnce(url.searchParams, 'with') ?? 'latest'),
    ),
    version('/lineage', ({ url }, address) =>
      artifacts.lineage(
        address,
        readInteger(url.searchParams, 'depth', { default: 3, min: 1, max: MAX_DEPTH }),
      ),
    ),
    version('/files/*', async (context, address) => {
      const name = context.rest.join('/')
      const path = await artifacts.findFile(address, name)
      return path === undefined ? undefined : sendFile(context, { path, name })
    }),
    ...(canChange ? changes(artifacts, clock, answer) : []),
  ]
}

function changes(
  artifacts: ArtifactAnswers,
  clock: Clock,
  answer: (method: Method, path: string, ask: (context: RouteContext) => unknown) => Route,
): Route[] {
  return [
    answer('PATCH', `${PATH}/:version`, async (context) => {
      const address = readAddress(context)
      const edit = parseEdit(await readJson(context.request, LIMITS.jsonBytes))
      return (
        (await artifacts.edit(address, { ...edit, nowMs: clock.nowMs() })) ?? fail(artifactUnknown(address))
      )
    }),
    answer('DELETE', `${PATH}/:version`, (context) => {
      const address = readAddress(context)
      const isForced = readOnce(context.url.searchParams, 'force') === '1'
      const aliases = artifacts.remove(address, { isForced }) ?? fail(artifactUnknown(address))
      if (aliases.length === 0) return { deleted: true }
      throw new ServerError(
        'ARTIFACT_ALIASED',
        `Cannot delete the version: it has the aliases ${aliases.map((alias) => shorten(alias)).join(', ')}`,
        { remedy: 'Remove the aliases first, or delete with force=1.' },
      )
    }),
  ]
}

function readAddress(context: RouteContext): VersionAddress {
  return {
    ...readProjectRef(context),
    name: checkName('artifact', context.param('name')),
    selector: checkName('version', context.param('version')),
  }
}

/** @throws {ServerError} REQUEST_INVALID */
function parseEdit(body: unknown): ArtifactEdit {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    throw invalid('the body is not an object')
  const { description, metadata, tags, addAliases, removeAliases, ttlSeconds } = body as Partial<
    Record<keyof ArtifactEdit, unknown>
  >
  if (description !== undefined && (typeof description !== 'string' || description.length > 65_536)) {
    throw invalid('description must be a text of at most 65,536 characters')
  }
  const isTtl =
    ttlSeconds === undefined ||
    ttlSeconds === null ||
    (Number.isSafeInteger(ttlSeconds) && (ttlSeconds as number) > 0)
  if (!isTtl) throw invalid('ttlSeconds must be a whole number above 0, or null')
  return {
    ...(description === undefined ? {} : { description }),
    ...(metadata === undefined ? {} : { metadata: metadata as Value }),
    ...(tags === undefined ? {} : { tags: parseNames('tags', tags) }),
    ...(addAliases === undefined ? {} : { addAliases: parseAliases(addAliases) }),
    ...(removeAliases === undefined ? {} : { removeAliases: parseNames('removeAliases', removeAliases) }),
    ...(ttlSeconds === undefined ? {} : { ttlSeconds: ttlSeconds as number | null }),
  }
}

function parseAliases(value: unknown): string[] {
  const aliases = parseNames('addAliases', value)
  for (const alias of aliases) {
    if (/^v\d+$/.test(alias) || alias === 'latest') throw invalid(`'${alias}' is given by the server alone`)
    if (!ALIAS.test(alias))
      throw invalid(`'${shorten(alias)}' cannot be an alias: / : ? # % \\ are not allowed`)
  }
  return aliases
}

function parseNames(what: string, value: unknown): string[] {
  const isList = Array.isArray(value) && value.length <= MAX_ALIASES
  if (!isList || !value.every((name) => typeof name === 'string' && name.length > 0 && name.length <= 128)) {
    throw invalid(`${what} must be a list of at most ${MAX_ALIASES} texts of 1 to 128 characters`)
  }
  return value as string[]
}

function artifactUnknown({ entity, project, name, selector }: VersionAddress): ServerError {
  const version = selector === '' ? '' : `:${shorten(selector)}`
  return new ServerError(
    'ARTIFACT_UNKNOWN',
    `Cannot find ${shorten(name)}${version} in the project '${shorten(project)}' of '${shorten(entity)}'`,
    { remedy: 'Check the name and the version; its content may also not have been synced yet.' },
  )
}

function invalid(reason: string): ServerError {
  return new ServerError('REQUEST_INVALID', `Cannot change the artifact: ${reason}`, {
    remedy: 'ArtifactEdit in packages/server/src/api/artifact-types.ts describes the body.',
  })
}

function fail(error: ServerError): never {
  throw error
}
