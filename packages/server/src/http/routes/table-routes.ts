import type { RunRef, Value } from '../../api/types.ts'
import type { TableFilter, TableRequest } from '../../api/value-types.ts'
import { LIMITS } from '../../config.ts'
import type { DataPlane } from '../../data-plane.ts'
import { ServerError } from '../../errors.ts'
import { readJson } from '../read-json.ts'
import { replyJson } from '../reply.ts'
import { defineRoute, type Route } from '../route.ts'
import { checkName } from './parse-names.ts'

const MAX_ROWS = 1_000
const MAX_FILTERS = 50
const OPS: ReadonlySet<unknown> = new Set<TableFilter['op']>([
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'empty',
  'not-empty',
])

type Unchecked<T> = Partial<Record<keyof T, unknown>>

/** Pages of logged tables. A POST because filters can be longer than a URL; it changes nothing. */
export function tableRoutes(plane: DataPlane): Route[] {
  return [
    defineRoute({
      method: 'POST',
      path: '/api/v1/tables',
      access: 'read',
      limits: { bodyBytes: LIMITS.jsonBytes },
      handler: async ({ request }) => {
        const query = parseTableRequest(await readJson(request, LIMITS.jsonBytes))
        return replyJson(request, await readTable(plane, query))
      },
    }),
  ]
}

async function readTable(plane: DataPlane, request: TableRequest): Promise<unknown> {
  try {
    const page = await plane.readTable(request)
    if (page !== undefined) return page
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new ServerError('TABLE_UNREADABLE', `Cannot read the table: ${error.message}`, {
      cause: error,
      remedy: "Download the table's file and look at it.",
    })
  }
  throw new ServerError('TABLE_UNKNOWN', 'Cannot find the table: nothing of it has arrived here', {
    remedy: 'Check the key; the run may also not have been synced yet.',
  })
}

/** @throws {ServerError} REQUEST_INVALID, NAME_INVALID */
export function parseTableRequest(body: unknown): TableRequest {
  const { source, offset, limit, sort, filters, search } = toObject<TableRequest>('the body', body)
  if (search !== undefined && typeof search !== 'string') throw invalid('search must be a text')
  return {
    source: parseSource(source),
    offset: parseInteger('offset', offset, Number.MAX_SAFE_INTEGER),
    limit: parseInteger('limit', limit, MAX_ROWS),
    ...(sort === undefined || sort === null ? {} : { sort: parseSort(sort) }),
    ...(filters === undefined ? {} : { filters: parseFilters(filters) }),
    ...(search === undefined ? {} : { search }),
  }
}

function parseSource(value: unknown): TableRequest['source'] {
  const source = toObject<
    Record<'kind' | 'run' | 'key' | 'step' | 'entity' | 'project' | 'name' | 'version' | 'path', 1>
  >('source', value)
  if (source.kind === 'artifact') {
    const { path } = source
    if (typeof path !== 'string') throw invalid('source.path must be a text')
    return {
      kind: 'artifact',
      entity: parseName('entity', source.entity),
      project: parseName('project', source.project),
      name: parseName('name', source.name),
      version: parseName('version', source.version),
      path,
    }
  }
  if (source.kind !== 'run') throw invalid('source.kind must be run or artifact')
  const run = toObject<RunRef>('source.run', source.run)
  if (typeof source.key !== 'string') throw invalid('source.key must be a text')
  return {
    kind: 'run',
    run: {
      entity: parseName('entity', run.entity),
      project: parseName('project', run.project),
      run: parseName('run', run.run),
    },
    key: source.key,
    ...(source.step === undefined
      ? {}
      : { step: parseInteger('source.step', source.step, Number.MAX_SAFE_INTEGER) }),
  }
}

function parseSort(value: unknown): NonNullable<TableRequest['sort']> {
  const { column, direction } = toObject<NonNullable<TableRequest['sort']>>('sort', value)
  if (direction !== 'asc' && direction !== 'desc') throw invalid('sort.direction must be asc or desc')
  return { column: parseInteger('sort.column', column, Number.MAX_SAFE_INTEGER), direction }
}

function parseFilters(value: unknown): TableFilter[] {
  if (!Array.isArray(value) || value.length > MAX_FILTERS)
    throw invalid(`filters must be a list of at most ${MAX_FILTERS}`)
  return value.map((filter: unknown): TableFilter => {
    const { column, op, value: operand } = toObject<TableFilter>('a filter', filter)
    if (!OPS.has(op)) throw invalid(`a filter's op must be one of ${[...OPS].join(' ')}`)
    return {
      column: parseInteger("a filter's column", column, Number.MAX_SAFE_INTEGER),
      op: op as TableFilter['op'],
      ...(operand === undefined ? {} : { value: operand as Value }),
    }
  })
}

function parseName(what: string, value: unknown): string {
  if (typeof value !== 'string') throw invalid(`source.${what} must be a text`)
  return checkName(what, value)
}

function parseInteger(name: string, value: unknown, max: number): number {
  if (Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= max)
    return value as number
  throw invalid(`${name} must be a whole number from 0 to ${max}`)
}

function toObject<T>(what: string, value: unknown): Unchecked<T> {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw invalid(`${what} must be an object`)
  return value
}

function invalid(reason: string): ServerError {
  return new ServerError('REQUEST_INVALID', `Cannot read a table: ${reason}`, {
    remedy: 'TableRequest in packages/server/src/api/value-types.ts describes the body.',
  })
}
