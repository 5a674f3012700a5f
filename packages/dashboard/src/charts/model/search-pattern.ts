/** Says whether a text matches. */
export type Matcher = (text: string) => boolean

export type SearchPattern =
  | { readonly kind: 'all' }
  | { readonly kind: 'text' | 'regex'; readonly matches: Matcher }
  | { readonly kind: 'invalid'; readonly reason: string }

const MAX_PATTERN_LENGTH = 200
/** A regular expression cannot be interrupted, so its input is bounded. A step takes some 10 ns. */
const MAX_STEPS = 3_000_000
const MAX_SUBJECT_LENGTH = 256
/** A pattern that could not even search this much is refused. */
const MIN_SUBJECT_LENGTH = 32
const TIME_BUDGET_MS = 200

/** Reads a search: empty for all, `/…/` or `/…/i` a regular expression, anything else a part of the name. */
export function parseSearch(search: string, now: () => number = () => performance.now()): SearchPattern {
  const text = search.trim()
  if (text === '') return { kind: 'all' }
  const regex = /^\/(.+)\/(i?)$/s.exec(text)
  if (regex === null) {
    const wanted = text.toLowerCase()
    return { kind: 'text', matches: (subject) => subject.toLowerCase().includes(wanted) }
  }
  return compile(regex[1], regex[2], now)
}

/** The entries that match; all of them while the pattern is invalid, so that a half-typed pattern hides nothing. */
export function filterBy<T>(
  items: readonly T[],
  pattern: SearchPattern,
  textsOf: (item: T) => readonly string[],
): T[] {
  if (pattern.kind === 'all' || pattern.kind === 'invalid') return [...items]
  return items.filter((item) => textsOf(item).some(pattern.matches))
}

function compile(source: string, flags: string, now: () => number): SearchPattern {
  if (source.length > MAX_PATTERN_LENGTH) return invalid(`Longer than ${MAX_PATTERN_LENGTH} characters`)
  let regex: RegExp
  try {
    regex = new RegExp(source, `${flags}u`)
  } catch (error) {
    return invalid(plainReason(error))
  }
  const cost = costOf(source)
  if (cost === undefined) return invalid('A loop inside a loop can take forever: write it without nesting')
  const maxSubjectLength = subjectLength(cost)
  if (maxSubjectLength < MIN_SUBJECT_LENGTH)
    return invalid('Too many loops (*, +, {n,}), alternatives and optional parts: take some out')
  let spentMs = 0
  const matches = (subject: string): boolean => {
    if (spentMs > TIME_BUDGET_MS) return false
    const startedMs = now()
    const isMatch = regex.test(subject.slice(0, maxSubjectLength))
    spentMs += now() - startedMs
    return isMatch
  }
  return { kind: 'regex', matches }
}

function invalid(reason: string): SearchPattern {
  return { kind: 'invalid', reason }
}

function plainReason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error)
  return message.slice(message.lastIndexOf(': ') + 2) || 'Not a regular expression'
}

interface Cost {
  /** Repetitions: each multiplies the work by the length of the subject. */
  loops: number
  /** Optional parts and alternatives inside groups: each doubles the work. */
  choices: number
}

/** How long a text may be for {@link MAX_STEPS}: k loops try every way to cut it in k + 1, and each choice doubles that. */
function subjectLength({ loops, choices }: Cost): number {
  const steps = (length: number): number => {
    let ways = 2 ** choices
    for (let cut = 1; cut <= loops + 1; cut += 1) ways *= (length + cut) / cut
    return ways
  }
  let length = MAX_SUBJECT_LENGTH
  while (length > 0 && steps(length) > MAX_STEPS) length -= 1
  return length
}

/** Undefined for what can take exponential time: a repeated group that itself repeats or branches, and back references. */
function costOf(source: string): Cost | undefined {
  const cost: Cost = { loops: 0, choices: 0 }
  const groups = [{ isRisky: false }]
  for (let index = 0; index < source.length; index += 1) {
    const char = source[index]
    const group = groups.at(-1) as { isRisky: boolean }
    const repeat = repeatAt(source, index)
    if (char === '\\') {
      if (/[1-9k]/.test(source[index + 1] ?? '')) return undefined
      index += 1
    } else if (char === '[') {
      index = endOfClass(source, index)
    } else if (char === '(') {
      groups.push({ isRisky: false })
      if (source[index + 1] === '?') index += 1
    } else if (char === '|') {
      group.isRisky = true
      if (groups.length > 1) cost.choices += 1
    } else if (char === ')') {
      groups.pop()
      const next = repeatAt(source, index + 1)
      if (group.isRisky && (next === 'loop' || next === 'fixed')) return undefined
      const outer = groups.at(-1)
      if (outer !== undefined) outer.isRisky ||= group.isRisky
    } else if (repeat !== undefined) {
      if (repeat === 'loop') cost.loops += 1
      if (repeat === 'optional') cost.choices += 1
      if (repeat !== 'fixed') group.isRisky = true
      if (source[index + 1] === '?' && char !== '?') index += 1
    }
  }
  return cost
}

function endOfClass(source: string, start: number): number {
  let index = start + 1
  while (index < source.length && source[index] !== ']') index += source[index] === '\\' ? 2 : 1
  return index
}

function repeatAt(source: string, index: number): 'loop' | 'optional' | 'fixed' | undefined {
  const char = source[index]
  if (char === '*' || char === '+') return 'loop'
  if (char === '?') return 'optional'
  const braces = /^\{\d+(,?)\d*\}/.exec(source.slice(index, index + 24))
  if (braces === null) return undefined
  return braces[1] === ',' ? 'loop' : 'fixed'
}
