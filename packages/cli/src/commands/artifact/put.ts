import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import { Artifact, init, type Run } from '@kymo/core'
import { CliError } from '../../errors.ts'
import { EXIT, type ExitCode } from '../../exit-codes.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { formatPlural } from '../../output/quantities.ts'
import { accessOf } from '../ask-server.ts'
import type { CommandContext } from '../context.ts'
import { probeServer } from '../probe-server.ts'
import type { ReadOptions } from '../read/read-options.ts'

export interface PutOptions extends ReadOptions {
  readonly name: string
  readonly paths: readonly string[]
  readonly type: string
  readonly project?: string
  readonly entity?: string
  readonly alias?: readonly string[]
  readonly tag?: readonly string[]
  readonly description?: string
  readonly metadata?: string
  readonly ttl?: string
}

/** Logs files as a new version. A run of its own does it, so that it is known where the version comes from. */
export async function putArtifact(options: PutOptions, context: CommandContext): Promise<ExitCode> {
  const artifact = buildArtifact(options, context)
  const run = await startRun(options)
  const { alias, tag, ttl } = options
  const logged = run.logArtifact(artifact, {
    ...(alias === undefined ? {} : { aliases: alias }),
    ...(tag === undefined ? {} : { tags: tag }),
    ...(ttl === undefined ? {} : { ttl }),
  })
  try {
    await logged.wait()
  } catch (error) {
    await run.finish({ exitCode: 1 })
    throw error
  }
  const report = await run.finish()
  const { out } = context
  const isComplete = report.sinks.every(({ complete }) => complete)
  const { version, digest } = logged
  if (options.json === true) {
    const facts = { name: artifact.name, type: artifact.type, version: version ?? null, digest }
    out.write(`${toJson({ ...facts, fileCount: artifact.fileCount, run: run.id, isComplete }, 2)}\n`)
  } else {
    const what = `${printable(artifact.name)}${version === undefined ? '' : `:${version}`}`
    out.write(
      `${out.style.green('✓')} ${what}: ${formatPlural(artifact.fileCount, 'file')}, digest ${digest ?? ''}, by run ${run.id}\n`,
    )
  }
  return isComplete ? EXIT.ok : EXIT.incomplete
}

/** @throws {CliError} CLI_USAGE @throws {KymoError} ARTIFACT_PATH_INVALID, ARTIFACT_FILE_UNREADABLE */
function buildArtifact(options: PutOptions, { cwd }: CommandContext): Artifact {
  const { name, type, description } = options
  try {
    const artifact = new Artifact(name, type, {
      metadata: parseMetadata(options.metadata),
      ...(description === undefined ? {} : { description }),
    })
    for (const path of options.paths) {
      if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) artifact.addReference(path)
      else if (isFolder(resolve(cwd, path))) artifact.addDir(resolve(cwd, path))
      else artifact.addFile(resolve(cwd, path), { name: basename(path) })
    }
    return artifact
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError)
      throw new CliError('CLI_USAGE', error.message)
    throw error
  }
}

function parseMetadata(text: string | undefined): Record<string, unknown> {
  if (text === undefined) return {}
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new CliError('CLI_USAGE', 'Cannot use --metadata: it must be a JSON object', [
    `For example: --metadata '{"rows": 100}'`,
  ])
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}

async function startRun({ project, entity, dir, server }: PutOptions): Promise<Run> {
  const access = server === undefined ? undefined : accessOf(server)
  if (access !== undefined) await probeServer(access)
  return init({
    jobType: 'upload',
    silent: true,
    console: false,
    systemMetrics: false,
    ...(access === undefined ? { mode: 'offline' } : { mode: 'online', baseUrl: access.baseUrl }),
    ...(project === undefined ? {} : { project }),
    ...(entity === undefined ? {} : { entity }),
    ...(dir === undefined ? {} : { dir }),
  })
}
