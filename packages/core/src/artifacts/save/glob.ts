/** A pattern of paths: `*` and `?` within a name, `**` over folders, `[abc]` one of these, `{a,b}` either. */
export interface Glob {
  /** The folder below which all matches are: the part before the first wildcard. Empty: the base itself. */
  readonly root: string
  matches(path: string): boolean
}

const WILDCARD = /[*?[{]/
const MAX_GLOB_LENGTH = 1024

/** @param pattern relative, with `/` @throws {RangeError} for one that is too long, or has brackets without their other half */
export function parseGlob(pattern: string): Glob {
  if (pattern.length > MAX_GLOB_LENGTH)
    throw new RangeError(`Cannot save files: the pattern is longer than ${MAX_GLOB_LENGTH} characters`)
  const parts = pattern.split('/')
  const firstWild = parts.findIndex((part) => WILDCARD.test(part))
  if (firstWild < 0) return { root: pattern, matches: (path) => path === pattern }
  const expression = new RegExp(`^${toExpression(pattern)}$`, 'u')
  return { root: parts.slice(0, firstWild).join('/'), matches: (path) => expression.test(path) }
}

/** Patterns are the program's own: one with many stars may take its time. */
function toExpression(pattern: string): string {
  let expression = ''
  let depth = 0
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at] ?? ''
    if (pattern.startsWith('**/', at)) {
      expression += '(?:[^/]+/)*'
      at += 2
    } else if (pattern.startsWith('**', at)) {
      expression += '.*'
      while (pattern[at + 1] === '*') at++
    } else if (char === '*') expression += '[^/]*'
    else if (char === '?') expression += '[^/]'
    else if (char === '[') {
      const end = pattern.indexOf(']', at + 2)
      if (end < 0) throw unbalanced(pattern, '[')
      expression += toClass(pattern.slice(at + 1, end))
      at = end
    } else if (char === '{') {
      depth++
      expression += '(?:'
    } else if (char === '}' && depth > 0) {
      depth--
      expression += ')'
    } else if (char === ',' && depth > 0) expression += '|'
    else expression += escape(char)
  }
  if (depth > 0) throw unbalanced(pattern, '{')
  return expression
}

function toClass(content: string): string {
  const isNegated = content.startsWith('!') || content.startsWith('^')
  const chars = (isNegated ? content.slice(1) : content).replaceAll(/[\\\]^[]/g, String.raw`\$&`)
  return `(?!/)[${isNegated ? '^' : ''}${chars}]`
}

function escape(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`)
}

function unbalanced(pattern: string, bracket: string): RangeError {
  return new RangeError(`Cannot save files: '${bracket}' in the pattern '${pattern}' has no other half`)
}
