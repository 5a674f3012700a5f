import { dirname } from 'node:path'
import { Api, type ApiRun } from '@kymo/core'
import { readRunIdentity } from '@kymo/core/sync'
import { CliError } from '../../errors.ts'
import type { CommandContext } from '../context.ts'
import { findRunPaths } from '../find-run.ts'
import { choosePlace, openPlace, type ReadOptions } from './read-options.ts'

/**
 * The run that is meant, in a folder or on a server: an id, the beginning of one, a name, `entity/project/id`, or the path of
 * a run folder.
 * @throws {CliError} RUN_NOT_FOUND, RUN_AMBIGUOUS, FOLDER_NOT_FOUND, CLI_USAGE
 * @throws {KymoError} API_UNREACHABLE, API_REFUSED
 */
export async function selectRun(
  wanted: string,
  options: ReadOptions,
  context: CommandContext,
): Promise<ApiRun> {
  if (options.server === undefined) return selectLocal(wanted, options, context)
  return selectRemote(wanted, openPlace(choosePlace(options, context)))
}

async function selectLocal(wanted: string, { dir }: ReadOptions, context: CommandContext): Promise<ApiRun> {
  const paths = await findRunPaths(wanted, dir, context)
  const identities = await Promise.all(paths.map(readRunIdentity))
  const names = [...new Set(identities.map(({ entity, project, id }) => `${entity}/${project}/${id}`))]
  const [name] = names
  if (name === undefined) throw unknown(wanted)
  if (names.length > 1)
    throw new CliError(
      'RUN_AMBIGUOUS',
      `Cannot tell which run is meant by '${wanted}': ${names.length} runs fit`,
      [`Give the path of one: ${paths.slice(0, 5).join(', ')}`],
    )
  // Beside it are its other sessions, and the run that it was forked from.
  return new Api({ dir: dirname(identities[0]?.path ?? '') }).run(name)
}

async function selectRemote(wanted: string, api: Api): Promise<ApiRun> {
  if (wanted.includes('/')) return api.run(wanted)
  const pattern = `^${wanted.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}`
  const attempts = [{ name: wanted }, { display_name: wanted }, { name: { $regex: pattern } }]
  for (const filters of attempts) {
    const found: ApiRun[] = []
    for (const { entity, project } of await api.projects())
      for await (const run of api.runs(`${entity}/${project}`, { filters })) found.push(run)
    const [only] = found
    if (found.length === 1 && only !== undefined) return only
    if (found.length > 1) throw ambiguous(wanted, found)
  }
  throw unknown(wanted)
}

function ambiguous(wanted: string, found: readonly ApiRun[]): CliError {
  const paths = found.slice(0, 5).map(({ path }) => path)
  return new CliError(
    'RUN_AMBIGUOUS',
    `Cannot tell which run is meant by '${wanted}': ${found.length} runs fit`,
    [`Give one of: ${paths.join(', ')}`],
  )
}

function unknown(wanted: string): CliError {
  return new CliError('RUN_NOT_FOUND', `Cannot find the run '${wanted}': none has that id or name`, [
    'Run: kymo ls, to see the runs that are there',
  ])
}
