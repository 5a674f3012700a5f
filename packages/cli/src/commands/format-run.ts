import type { RunFolder, VerifiedSpans } from '@kymo/core/sync'
import { toJson } from '../output/json.ts'
import { printable } from '../output/printable.ts'
import { formatBytes, formatCount, formatDuration, formatPlural, formatTime } from '../output/quantities.ts'
import type { Screen } from '../output/screen.ts'
import { padText, textWidth, truncateText } from '../output/text-width.ts'
import { withMediaInOneLine } from './media-lines.ts'
import { stateStyle } from './run-state.ts'

/** Lines for people about one run folder. */
export function formatRun(
  run: RunFolder,
  { screen, shownPath, spans }: { screen: Screen; shownPath: string; spans?: VerifiedSpans | undefined },
): string[] {
  const { style } = screen
  const name = run.name === '' || run.name === run.id ? '' : `  ${printable(run.name)}`
  const facts: [string, string][] = [
    ['state', stateStyle(run.state, style)(run.state) + exitText(run)],
    ['project', printable(`${run.entity}/${run.project}`)],
    ['started', `${formatTime(run.startedMs)}, took ${formatDuration(run.durationMs)}`],
    ['rows', `${formatCount(run.rowCount)} (${formatPlural(run.pointCount, 'value')})`],
    ...(spans === undefined ? [] : [spansFact(run, spans, screen)]),
    ['folder', printable(shownPath)],
    ['log', integrityText(run, screen)],
    ['synced', syncText(run, screen)],
  ]
  return [
    `${style.bold(printable(run.id))}${name}`,
    ...formatPairs(facts, screen),
    ...formatEntries('config', run.config, screen),
    ...formatEntries('summary', withMediaInOneLine(run.summary), screen),
  ]
}

function exitText({ exitCode, state }: RunFolder): string {
  if (exitCode === undefined || state === 'finished') return ''
  return ` (exit code ${exitCode})`
}

function spansFact(run: RunFolder, spans: VerifiedSpans, screen: Screen): [string, string] {
  return ['spans', `${formatCount(spans.spanCount)} (${integrityText({ ...run, ...spans }, screen)})`]
}

function integrityText({ logBytes, damagedBytes, tornBytes, state }: RunFolder, { style }: Screen): string {
  const facts = [formatBytes(logBytes)]
  if (damagedBytes > 0) facts.push(style.red(`${formatPlural(damagedBytes, 'damaged byte')} skipped`))
  if (tornBytes > 0) {
    const why = state === 'running' ? 'being written' : 'cut off by the end of the process'
    facts.push(style.yellow(`${formatPlural(tornBytes, 'byte')} of a last record ${why}`))
  }
  if (damagedBytes === 0 && tornBytes === 0) facts.push(style.green('intact'))
  return facts.join(', ')
}

function syncText({ sinks, logBytes }: RunFolder, { style }: Screen): string {
  if (sinks.length === 0) return 'no'
  return sinks
    .map(({ acknowledgedBytes, target }) => {
      const sent =
        acknowledgedBytes >= logBytes
          ? style.green('yes')
          : `${formatBytes(acknowledgedBytes)} of ${formatBytes(logBytes)}`
      return `${sent}, to ${printable(target)}`
    })
    .join('; ')
}

function formatEntries(title: string, entries: ReadonlyMap<string, unknown>, screen: Screen): string[] {
  if (entries.size === 0) return []
  const pairs = [...entries].map(([key, value]): [string, string] => [printable(key), valueText(value)])
  return [
    '',
    `${screen.style.bold(title)} ${screen.style.dim(`(${entries.size})`)}`,
    ...formatPairs(pairs, screen),
  ]
}

function valueText(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? printable(value) : toJson(value)
}

const MAX_KEY_COLUMNS = 40

/** Two aligned columns; on a terminal a value is cut at its edge. */
function formatPairs(pairs: readonly (readonly [string, string])[], screen: Screen): string[] {
  const keyWidth = Math.min(MAX_KEY_COLUMNS, Math.max(...pairs.map(([key]) => textWidth(key))))
  return pairs.map(([key, value]) => {
    const line = `  ${screen.style.dim(padText(key, keyWidth, 'left'))}  `
    const room =
      screen.isTty && screen.columns !== undefined
        ? screen.columns - textWidth(line)
        : Number.POSITIVE_INFINITY
    // Colours are only put on short facts of ours; what is cut is plain text.
    return line + (textWidth(value) > room ? truncateText(value, Math.max(8, room)) : value)
  })
}
