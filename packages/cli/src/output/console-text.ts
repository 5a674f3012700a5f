import { printable } from './printable.ts'

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const ESCAPE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[ -/]*[0-~])/g
// oxlint-disable-next-line no-control-regex
const COLOUR = /^\u001b\[[0-9;:]*m$/

/**
 * What a program printed, safe to print again: colours stay when they are wanted, every other escape sequence is left out,
 * and other control characters are shown. Ends with a reset when a colour was set.
 */
export function consoleText(text: string, { hasColor }: { readonly hasColor: boolean }): string {
  let shown = ''
  let at = 0
  let isColoured = false
  for (const match of text.matchAll(ESCAPE)) {
    shown += tabsKept(text.slice(at, match.index))
    at = match.index + match[0].length
    if (!hasColor || !COLOUR.test(match[0])) continue
    shown += match[0]
    isColoured = true
  }
  shown += tabsKept(text.slice(at))
  return isColoured ? `${shown}\u001b[0m` : shown
}

function tabsKept(text: string): string {
  return text.split('\t').map(printable).join('\t')
}
