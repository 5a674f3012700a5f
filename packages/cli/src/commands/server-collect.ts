import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from '../output/json.ts'
import { formatBytes, formatPlural } from '../output/quantities.ts'
import type { CommandContext } from './context.ts'

export interface CollectFlags {
  readonly isDryRun: boolean
  readonly asJson: boolean
}

/** Deletes what no artifact of a server's data folder names any more, and says how much that was. */
export async function collectAndPrint(
  dir: string,
  { isDryRun, asJson }: CollectFlags,
  { out, err }: CommandContext,
): Promise<ExitCode> {
  const { collectDataDir } = await import('@kymo/server')
  const report = await collectDataDir({ dir, isDryRun })
  if (asJson) {
    out.write(`${toJson({ ...report, dryRun: isDryRun })}\n`)
    return EXIT.ok
  }
  const will = isDryRun ? 'Would delete' : 'Deleted'
  const { expiredCount, removedCount, removedBytes, youngCount, youngBytes, keptCount, keptBytes } = report
  out.write(
    `${will} ${formatPlural(expiredCount, 'expired version')} and ${content(removedCount, removedBytes)}\n`,
  )
  err.write(`Kept ${content(keptCount, keptBytes)} that artifacts name\n`)
  if (youngCount > 0)
    err.write(`Kept ${content(youngCount, youngBytes)} that was sent or asked for within a day\n`)
  return EXIT.ok
}

function content(fileCount: number, byteCount: number): string {
  return `${formatPlural(fileCount, 'file')} (${formatBytes(byteCount)})`
}
