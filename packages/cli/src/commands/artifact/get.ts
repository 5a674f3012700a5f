import { resolve } from 'node:path'
import { EXIT, type ExitCode } from '../../exit-codes.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { Progress } from '../../output/progress.ts'
import { formatBytes, formatPlural } from '../../output/quantities.ts'
import type { CommandContext } from '../context.ts'
import { showPath } from '../find-runs.ts'
import { choosePlace, openPlace, type ReadOptions } from '../read/read-options.ts'
import { findArtifact } from './find-artifact.ts'

export interface GetOptions extends ReadOptions {
  readonly name: string
  readonly folder?: string | undefined
  readonly exact?: boolean
  readonly prefix?: string
}

export async function getArtifact(options: GetOptions, context: CommandContext): Promise<ExitCode> {
  const { out, err } = context
  const version = await findArtifact(openPlace(choosePlace(options, context)), options.name)
  const progress = new Progress({ screen: err, nowMs: context.nowMs })
  const controller = new AbortController()
  const release = context.onStopSignal(() => controller.abort())
  const folder = options.folder === undefined ? undefined : resolve(context.cwd, options.folder)
  try {
    const request = {
      signal: controller.signal,
      ...(options.prefix === undefined ? {} : { pathPrefix: options.prefix }),
      onProgress: ({ fetchedBytes }: { readonly fetchedBytes: number }) =>
        progress.update({
          doneBytes: fetchedBytes,
          totalBytes: Math.max(fetchedBytes, version.sizeBytes),
          label: printable(version.name),
        }),
    }
    const isExact = options.exact === true && folder !== undefined
    const path = isExact ? await version.checkout(folder, request) : await version.download(folder, request)
    progress.clear()
    if (options.json === true) {
      out.write(`${toJson({ qualifiedName: version.qualifiedName, digest: version.digest, path }, 2)}\n`)
    } else {
      const size = `${formatPlural(version.fileCount, 'file')}, ${formatBytes(version.sizeBytes)}`
      out.write(
        `${out.style.green('✓')} ${printable(version.qualifiedName)}: ${size} in ${printable(showPath(path, context))}\n`,
      )
    }
    return EXIT.ok
  } catch (error) {
    if (controller.signal.aborted) return EXIT.interrupted
    throw error
  } finally {
    progress.clear()
    release()
  }
}

export async function verifyArtifact(
  options: GetOptions & { readonly folder: string },
  context: CommandContext,
): Promise<ExitCode> {
  const { out } = context
  const version = await findArtifact(openPlace(choosePlace(options, context)), options.name)
  const path = resolve(context.cwd, options.folder)
  await version.verify(path)
  if (options.json === true)
    out.write(`${toJson({ qualifiedName: version.qualifiedName, path, intact: true }, 2)}\n`)
  else
    out.write(
      `${out.style.green('✓')} ${printable(showPath(path, context))} is ${printable(version.qualifiedName)}\n`,
    )
  return EXIT.ok
}
