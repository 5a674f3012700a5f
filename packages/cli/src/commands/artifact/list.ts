import type { ApiArtifact, ApiRun } from '@kymo/core'
import { EXIT, type ExitCode } from '../../exit-codes.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { formatBytes, formatCount, formatPlural, formatTime } from '../../output/quantities.ts'
import { formatTable, type Column } from '../../output/table.ts'
import type { CommandContext } from '../context.ts'
import { choosePlace, openPlace, type ReadOptions } from '../read/read-options.ts'
import { completeName, findArtifact, listCollections } from './find-artifact.ts'

const COLLECTION_COLUMNS: readonly Column[] = [
  { header: 'NAME', minWidth: 8 },
  { header: 'TYPE', minWidth: 6 },
  { header: 'PROJECT', minWidth: 8 },
  { header: 'VERSIONS', align: 'right' },
  { header: 'UPDATED' },
]
const VERSION_COLUMNS: readonly Column[] = [
  { header: 'VERSION' },
  { header: 'ALIASES', minWidth: 8 },
  { header: 'FILES', align: 'right' },
  { header: 'SIZE', align: 'right' },
  { header: 'LOGGED' },
  { header: 'DIGEST' },
]
const MAX_FILES_SHOWN = 20

export async function listArtifacts(
  name: string | undefined,
  options: ReadOptions,
  context: CommandContext,
): Promise<ExitCode> {
  return name === undefined ? listAll(options, context) : listVersions(name, options, context)
}

async function listAll(options: ReadOptions, context: CommandContext): Promise<ExitCode> {
  const { out, err } = context
  const collections = []
  for await (const one of listCollections(openPlace(choosePlace(options, context)))) collections.push(one)
  if (options.json === true) {
    const artifacts = collections.map(
      ({ entity, project, name, type, versionCount, createdAt, updatedAt }) => {
        return { entity, project, name, type, versionCount, createdAt, updatedAt }
      },
    )
    out.write(`${toJson({ artifacts }, 2)}\n`)
    return EXIT.ok
  }
  if (collections.length === 0) {
    err.write('No artifacts\n')
    return EXIT.ok
  }
  const rows = collections.map(({ entity, project, name, type, versionCount, updatedAt }) => [
    { text: printable(name), style: out.style.bold },
    { text: printable(type) },
    { text: printable(`${entity}/${project}`) },
    { text: formatCount(versionCount) },
    { text: formatTime(updatedAt.getTime()) },
  ])
  for (const line of formatTable(COLLECTION_COLUMNS, rows, out)) out.write(`${line}\n`)
  return EXIT.ok
}

async function listVersions(
  wanted: string,
  options: ReadOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { out } = context
  const api = openPlace(choosePlace(options, context))
  const { entity, project, name } = await api.artifact(await completeName(api, wanted))
  const versions: ApiArtifact[] = []
  for await (const collection of api.artifacts(`${entity}/${project}`))
    if (collection.name === name) for await (const version of collection.versions()) versions.push(version)
  if (options.json === true) {
    out.write(`${toJson({ versions: versions.map(toFacts) }, 2)}\n`)
    return EXIT.ok
  }
  const rows = versions.map((one) => [
    { text: one.version ?? one.state, style: out.style.bold },
    { text: one.aliases.map(printable).join(', ') },
    { text: formatCount(one.fileCount) },
    { text: formatBytes(one.sizeBytes) },
    { text: formatTime(one.createdAt.getTime()) },
    { text: one.digest.slice(0, 12), style: out.style.dim },
  ])
  for (const line of formatTable(VERSION_COLUMNS, rows, out)) out.write(`${line}\n`)
  return EXIT.ok
}

export async function showArtifact(
  wanted: string,
  options: ReadOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { out } = context
  const version = await findArtifact(openPlace(choosePlace(options, context)), wanted)
  const [loggedBy, usedBy] = [await version.loggedBy(), await version.usedBy()]
  const files = []
  for await (const file of version.files()) files.push(file)
  if (options.json === true) {
    const runs = { loggedBy: loggedBy?.path ?? null, usedBy: usedBy.map(({ path }) => path) }
    out.write(`${toJson({ ...toFacts(version), ...runs, files }, 2)}\n`)
    return EXIT.ok
  }
  const { style } = out
  const runText = (run: ApiRun): string => printable(run.name === run.id ? run.id : `${run.id} (${run.name})`)
  const facts: [string, string][] = [
    ['type', printable(version.type)],
    ['aliases', version.aliases.map(printable).join(', ') || '–'],
    ['logged', formatTime(version.createdAt.getTime())],
    ['by', loggedBy === undefined ? '–' : runText(loggedBy)],
    ['used by', usedBy.length === 0 ? '–' : usedBy.map(runText).join(', ')],
    ['files', `${formatCount(version.fileCount)} (${formatBytes(version.sizeBytes)})`],
    ['digest', version.digest],
  ]
  if (version.tags.length > 0) facts.push(['tags', version.tags.map(printable).join(', ')])
  if (version.description !== '') facts.push(['about', printable(version.description)])
  if (Object.keys(version.metadata).length > 0) facts.push(['metadata', toJson(version.metadata)])
  out.write(`${style.bold(printable(version.qualifiedName))}\n`)
  for (const [key, value] of facts) out.write(`  ${style.dim(key.padEnd(9))} ${value}\n`)
  out.write('\n')
  for (const { path, sizeBytes, ref } of files.slice(0, MAX_FILES_SHOWN))
    out.write(
      `  ${printable(path)}  ${style.dim(ref === undefined ? formatBytes(sizeBytes) : printable(ref))}\n`,
    )
  const more = files.length - MAX_FILES_SHOWN
  if (more > 0) out.write(`  … ${formatPlural(more, 'file')} more\n`)
  return EXIT.ok
}

export function toFacts(version: ApiArtifact): Record<string, unknown> {
  const { entity, project, name, type, digest, state, aliases, tags, description, metadata } = version
  const { sizeBytes, fileCount, createdAt, qualifiedName } = version
  return {
    qualifiedName,
    entity,
    project,
    name,
    type,
    version: version.version ?? null,
    digest,
    state,
    aliases,
    tags,
    description,
    metadata,
    sizeBytes,
    fileCount,
    createdAt,
  }
}
