import type { AnsiSpan } from './ansi.ts'

export interface MarkedSpan extends AnsiSpan {
  readonly isMatch: boolean
}

/** Cuts spans further where the text that is searched for begins and ends; a match may reach over several spans. */
export function markMatches(spans: readonly AnsiSpan[], search: string): readonly MarkedSpan[] {
  const ranges = search === '' ? [] : findAll(spans.map(({ text }) => text).join(''), search)
  if (ranges.length === 0) return spans.map((span) => ({ ...span, isMatch: false }))
  const marked: MarkedSpan[] = []
  let offset = 0
  let next = 0
  for (const { text, style } of spans) {
    let at = 0
    while (at < text.length) {
      const [from, to] = ranges[next] ?? [Infinity, Infinity]
      const isMatch = from <= offset + at
      const end = Math.min(text.length, (isMatch ? to : from) - offset)
      marked.push({ text: text.slice(at, end), style, isMatch })
      at = end
      if (isMatch && offset + at === to) next += 1
    }
    offset += text.length
  }
  return marked
}

/** Ranges of all occurrences, whatever their case, that do not overlap. */
function findAll(text: string, search: string): (readonly [from: number, to: number])[] {
  const pattern = new RegExp(search.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`), 'gi')
  return Array.from(text.matchAll(pattern), (match) => [match.index, match.index + match[0].length] as const)
}
