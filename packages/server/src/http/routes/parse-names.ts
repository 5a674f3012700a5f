import type { RunRef } from '../../api/types.ts'
import { shorten } from '../../domain/shorten.ts'
import { ServerError } from '../../errors.ts'
import type { RouteContext } from '../route.ts'

const MAX_NAME_LENGTH = 256

/** @throws {ServerError} NAME_INVALID */
export function readProjectRef(context: RouteContext): Omit<RunRef, 'run'> {
  return { entity: readName(context, 'entity'), project: readName(context, 'project') }
}

/** @throws {ServerError} NAME_INVALID */
export function readRunRef(context: RouteContext): RunRef {
  return { ...readProjectRef(context), run: readName(context, 'run') }
}

function readName(context: RouteContext, what: 'entity' | 'project' | 'run'): string {
  return checkName(what, context.param(what))
}

/** @throws {ServerError} NAME_INVALID */
export function checkName(what: string, name: string): string {
  if (name.length > 0 && name.length <= MAX_NAME_LENGTH && !/\p{Cc}/u.test(name)) return name
  const reason =
    name.length === 0
      ? 'it is empty'
      : name.length > MAX_NAME_LENGTH
        ? `it has ${name.length} characters, the limit is ${MAX_NAME_LENGTH}`
        : 'it contains a control character'
  throw new ServerError('NAME_INVALID', `Cannot find the ${what} '${shorten(name)}': ${reason}`)
}

export function projectUnknown({ entity, project }: Omit<RunRef, 'run'>): ServerError {
  return new ServerError(
    'PROJECT_UNKNOWN',
    `Cannot find the project '${shorten(project)}' of '${shorten(entity)}' on this server`,
    {
      remedy: 'Check the spelling; GET /api/v1/projects lists all projects.',
    },
  )
}

export function runUnknown({ entity, project, run }: RunRef): ServerError {
  return new ServerError(
    'RUN_UNKNOWN',
    `Cannot find the run '${shorten(run)}' in the project '${shorten(project)}' of '${shorten(entity)}'`,
    {
      remedy: 'Check the spelling; it may also not have been synced yet.',
    },
  )
}
