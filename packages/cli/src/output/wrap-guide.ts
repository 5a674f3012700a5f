import type { Screen } from './screen.ts'
import { textWidth } from './text-width.ts'

/** Longer lines are tiring to read, however wide the window is. */
const MAX_COLUMNS = 100

/**
 * Fits prose to the screen: paragraphs are wrapped anew, indented lines (examples) stay as they are, and a line that
 * ends with a colon is a heading.
 */
export function wrapGuide(text: string, screen: Screen): string {
  const columns = Math.min(MAX_COLUMNS, (screen.columns ?? MAX_COLUMNS + 1) - 1)
  return text
    .trim()
    .split(/\n{2,}/)
    .map((block) => wrapBlock(block.split('\n'), columns, screen))
    .join('\n\n')
}

function wrapBlock(lines: readonly string[], columns: number, { style }: Screen): string {
  const [first = '', ...rest] = lines
  if (first.endsWith(':')) return [style.bold(first), ...rest].join('\n')
  if (first.startsWith(' ')) return lines.join('\n')
  return wrapWords(lines.join(' ').split(/\s+/), columns)
}

function wrapWords(words: readonly string[], columns: number): string {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && textWidth(longer) > columns) {
      lines.push(line)
      line = word
    } else {
      line = longer
    }
  }
  return [...lines, line].join('\n')
}
