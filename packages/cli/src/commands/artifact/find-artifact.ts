import type { Api, ApiArtifact, ApiArtifactCollection } from '@kymo/core'
import { CliError } from '../../errors.ts'

/** Artifacts of all projects, by project, type and name. */
export async function* listCollections(api: Api): AsyncGenerator<ApiArtifactCollection> {
  for (const { entity, project } of await api.projects()) yield* api.artifacts(`${entity}/${project}`)
}

/**
 * The version that is meant: `entity/project/name:alias`, or a bare name when only one project has such an artifact.
 * @throws {CliError} ARTIFACT_AMBIGUOUS
 * @throws {KymoError} ARTIFACT_NOT_FOUND, API_UNREACHABLE, API_REFUSED
 */
export async function findArtifact(api: Api, wanted: string): Promise<ApiArtifact> {
  return api.artifact(await completeName(api, wanted))
}

/** @returns `entity/project/name:alias` when it can be told, else what was given */
export async function completeName(api: Api, wanted: string): Promise<string> {
  const [name = '', ...selector] = wanted.split(':')
  if (name.includes('/') || name === '') return wanted
  const places = new Set<string>()
  for await (const collection of listCollections(api))
    if (collection.name === name) places.add(`${collection.entity}/${collection.project}`)
  if (places.size > 1)
    throw new CliError(
      'ARTIFACT_AMBIGUOUS',
      `Cannot tell which artifact is meant by '${wanted}': ${places.size} projects have one of that name`,
      [
        `Give one of: ${[...places]
          .toSorted()
          .slice(0, 5)
          .map((place) => `${place}/${wanted}`)
          .join(', ')}`,
      ],
    )
  const [place] = places
  return place === undefined ? wanted : [`${place}/${name}`, ...selector].join(':')
}
