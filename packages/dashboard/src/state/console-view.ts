/** What the console of a run shows, as the address holds it. */
export interface ConsoleView {
  readonly search: string
  readonly writer: string | undefined
  readonly stream: 'stdout' | 'stderr' | undefined
  /** Lines that the address points at, both included. */
  readonly lines: LineRange | undefined
}

export interface LineRange {
  readonly from: number
  readonly to: number
}

export const DEFAULT_CONSOLE: ConsoleView = {
  search: '',
  writer: undefined,
  stream: undefined,
  lines: undefined,
}

export function parseConsole(params: URLSearchParams): ConsoleView {
  const stream = params.get('stream')
  return {
    search: params.get('find') ?? '',
    writer: params.get('writer') ?? undefined,
    stream: stream === 'stdout' || stream === 'stderr' ? stream : undefined,
    lines: parseLines(params.get('at')),
  }
}

export function putConsole(put: (name: string, value: string | undefined) => void, view: ConsoleView): void {
  put('find', view.search || undefined)
  put('writer', view.writer)
  put('stream', view.stream)
  put('at', view.lines && formatLines(view.lines))
}

/** `12` or `12-20`: as people count, from 1. */
function parseLines(text: string | null): LineRange | undefined {
  const match = /^(\d{1,15})(?:-(\d{1,15}))?$/.exec(text ?? '')
  if (match === null) return undefined
  const [first, last] = [Number(match[1]), Number(match[2] ?? match[1])]
  return first < 1 || last < first ? undefined : { from: first - 1, to: last - 1 }
}

function formatLines({ from, to }: LineRange): string {
  return from === to ? String(from + 1) : `${from + 1}-${to + 1}`
}
