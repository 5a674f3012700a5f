import type { ApiArtifact, ArtifactEntry } from '@kymo/core'
import { EXIT, type ExitCode } from '../../exit-codes.ts'
import { toJson } from '../../output/json.ts'
import { printable } from '../../output/printable.ts'
import { formatBytes, formatCount, formatPlural } from '../../output/quantities.ts'
import type { CommandContext } from '../context.ts'
import { choosePlace, openPlace, type ReadOptions } from '../read/read-options.ts'
import { findArtifact } from './find-artifact.ts'

export interface DiffOptions extends ReadOptions {
  readonly name: string
  /** A name, or only a version or an alias of the same artifact. */
  readonly other: string
}

/** From `name` to `other`. */
export async function diffArtifacts(options: DiffOptions, context: CommandContext): Promise<ExitCode> {
  const { out } = context
  const api = openPlace(choosePlace(options, context))
  const before = await findArtifact(api, options.name)
  const place = `${before.entity}/${before.project}/${before.name}`
  const isSelector = !/[:/]/.test(options.other)
  const after = isSelector
    ? await api.artifact(`${place}:${options.other}`)
    : await findArtifact(api, options.other)
  const [old, now] = [await entriesOf(before), await entriesOf(after)]
  const added = [...now.values()].filter(({ path }) => !old.has(path))
  const removed = [...old.values()].filter(({ path }) => !now.has(path))
  const changed = [...now.values()].filter(({ path, digest, ref }) => {
    const earlier = old.get(path)
    return earlier !== undefined && (earlier.digest !== digest || earlier.ref !== ref)
  })
  const unchangedCount = now.size - added.length - changed.length
  const [from, to] = [before.qualifiedName, after.qualifiedName]
  if (options.json === true) {
    out.write(`${toJson({ from, to, added, removed, changed, unchangedCount }, 2)}\n`)
    return EXIT.ok
  }
  const { style } = out
  const line = (mark: string, { path, sizeBytes }: ArtifactEntry): string =>
    `${mark} ${printable(path)}  ${style.dim(formatBytes(sizeBytes))}\n`
  out.write(`${style.bold(`${printable(from)} → ${printable(to)}`)}\n`)
  for (const entry of added) out.write(line(style.green('+'), entry))
  for (const entry of removed) out.write(line(style.red('-'), entry))
  for (const entry of changed) out.write(line(style.yellow('~'), entry))
  const counts = `${formatCount(added.length)} added, ${formatCount(removed.length)} removed, ${formatCount(changed.length)} changed`
  out.write(`${counts}, ${formatPlural(unchangedCount, 'file')} the same\n`)
  return EXIT.ok
}

async function entriesOf(version: ApiArtifact): Promise<Map<string, ArtifactEntry>> {
  const entries = new Map<string, ArtifactEntry>()
  for await (const entry of version.files()) entries.set(entry.path, entry)
  return entries
}
