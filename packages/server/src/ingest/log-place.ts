import { join } from 'node:path'
import { isWireFileName, isWireFolderName, parseRunFolderName, type LogAddress } from '@kymo/protocol'
import { encodeName, isHashedName } from '../domain/name-encoding.ts'
import { shorten } from '../domain/shorten.ts'
import { ServerError } from '../errors.ts'

/** Where a log lies below the runs folder: three folders and a file. Every part is safe as one path segment. */
export interface LogPlace {
  /** Of the entity, the project and the run. */
  readonly folders: readonly [PlaceFolder, PlaceFolder, PlaceFolder]
  readonly file: string
  /** Relative to the runs folder. */
  readonly path: string
  readonly runId: string
}

export interface PlaceFolder {
  readonly segment: string
  /** Given when the segment is a hash, so that the name has to be kept inside of the folder. */
  readonly name?: string
}

/** Characters of an entity or a project. */
const MAX_NAME_LENGTH = 128

/**
 * Checks who a log says it is.
 * @throws {ServerError} NAME_INVALID
 */
export function toLogPlace(address: LogAddress): LogPlace {
  const place = toFolderPlace(address)
  const { file } = address
  const { runId } = place
  const isOfRun = file === `run-${runId}.wandb` || file === `run-${runId}.spans`
  if (!isWireFileName(file) || !isOfRun) {
    throw invalid(
      `'${shorten(file)}' is not a log of the run '${runId}'`,
      `Its logs are run-${runId}.wandb and run-${runId}.spans.`,
    )
  }
  return { ...place, file, path: join(place.path, file) }
}

/**
 * Where a run folder lies below the runs folder.
 * @throws {ServerError} NAME_INVALID
 */
export function toFolderPlace(address: Omit<LogAddress, 'file'>): Omit<LogPlace, 'file'> {
  const entity = checkName('entity', address.entity)
  const project = checkName('project', address.project)
  const { folder } = address
  const parsed = isWireFolderName(folder) ? parseRunFolderName(folder) : undefined
  if (parsed === undefined) {
    throw invalid(
      `'${shorten(folder)}' is not the name of a run folder`,
      'Run folders are named like run-20261123_101500-k3v9x2ab.',
    )
  }
  const path = join(entity.segment, project.segment, folder)
  return { folders: [entity, project, { segment: folder }], path, runId: parsed.id }
}

function checkName(what: string, name: string): PlaceFolder {
  if (name.length === 0) throw invalid(`the ${what} is empty`, `Give the ${what} a name.`)
  if (name.length > MAX_NAME_LENGTH) {
    throw invalid(
      `the ${what} '${shorten(name)}' has ${name.length} characters, the limit is ${MAX_NAME_LENGTH}`,
      `Choose a shorter ${what}.`,
    )
  }
  if (/\p{Cc}|\p{Cs}/u.test(name)) {
    throw invalid(
      `the ${what} '${shorten(name)}' contains a control character or a broken one`,
      `Remove it from the ${what}.`,
    )
  }
  const segment = encodeName(name)
  return isHashedName(segment) ? { segment, name } : { segment }
}

function invalid(reason: string, remedy: string): ServerError {
  return new ServerError('NAME_INVALID', `Cannot use this address of a log: ${reason}`, { remedy })
}
