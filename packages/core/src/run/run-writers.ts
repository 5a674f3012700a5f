import type { InitOptions } from '../settings/init-options.ts'
import type { RunParts } from './run-parts.ts'

/** What another thread passes to `init()` to write into the run of `parts`. Can be sent to a thread: plain values only. */
export function writerOptions(
  { description, settings }: Pick<RunParts, 'description' | 'settings'>,
  label: string | undefined,
): InitOptions {
  const { baseUrl, apiKey } = settings
  return {
    id: description.id,
    ...(description.project === '' ? {} : { project: description.project }),
    ...(description.entity === '' ? {} : { entity: description.entity }),
    name: description.name,
    group: description.group,
    jobType: description.jobType,
    tags: description.tags,
    notes: description.notes,
    dir: settings.dir,
    mode: settings.mode,
    ...(baseUrl === undefined ? {} : { baseUrl }),
    ...(apiKey === undefined ? {} : { apiKey }),
    shared: true,
    primary: false,
    ...(label === undefined ? {} : { label }),
  }
}

/** {@link writerOptions} as environment variables of a child process. */
export function writerEnv(
  parts: Pick<RunParts, 'description' | 'settings'>,
  label: string | undefined,
): Record<string, string> {
  const options = writerOptions(parts, label)
  const variables: Record<string, string | undefined> = {
    KYMO_RUN_ID: options.id,
    KYMO_PROJECT: options.project,
    KYMO_ENTITY: options.entity,
    KYMO_NAME: options.name,
    KYMO_RUN_GROUP: options.group,
    KYMO_JOB_TYPE: options.jobType,
    KYMO_TAGS: options.tags?.join(','),
    KYMO_NOTES: options.notes,
    KYMO_DIR: options.dir,
    KYMO_MODE: options.mode,
    KYMO_BASE_URL: options.baseUrl,
    KYMO_API_KEY: options.apiKey,
    KYMO_SHARED: 'true',
    KYMO_PRIMARY: 'false',
    KYMO_LABEL: label,
  }
  // An empty variable is as if not set, and an undefined one would reach the child as the text 'undefined'.
  return Object.fromEntries(
    Object.entries(variables).filter((entry): entry is [string, string] => (entry[1] ?? '') !== ''),
  )
}
