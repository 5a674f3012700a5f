import { createContext, Script } from 'node:vm'

const MAX_PATTERN_CHARS = 500
const MAX_TEXT_CHARS = 10_000
/** Over all texts of one request. */
const MAX_TIME_MS = 200

/**
 * A regular expression that a client sent, as a test of texts. Patterns exist that take ages on short texts; this one
 * is stopped after a fifth of a second over all of its texts.
 * @throws {RangeError} here, when it is not a pattern; from the test, when it takes too long
 */
export function createPatternTest(pattern: unknown, options: unknown): (text: string) => boolean {
  if (typeof pattern !== 'string' || pattern.length > MAX_PATTERN_CHARS) {
    throw new RangeError(`Cannot use $regex: it must be a text of at most ${MAX_PATTERN_CHARS} characters`)
  }
  const flags = typeof options === 'string' ? options : ''
  if (!/^[ims]*$/.test(flags))
    throw new RangeError(`Cannot use $options ${JSON.stringify(flags)}: known are i, m and s`)
  const regExp = compile(pattern, `${flags}u`) ?? compile(pattern, flags)
  if (regExp === undefined)
    throw new RangeError(`Cannot use $regex ${JSON.stringify(pattern)}: it is not a regular expression`)
  const context = createContext({ regExp, text: '' })
  const script = new Script('regExp.test(text)')
  let leftMs = MAX_TIME_MS
  return (text) => {
    context['text'] = text.slice(0, MAX_TEXT_CHARS)
    const startMs = performance.now()
    try {
      if (leftMs < 1) throw new Error('no time left')
      return script.runInContext(context, { timeout: Math.ceil(leftMs) }) as boolean
    } catch (error) {
      throw new RangeError(
        `Cannot use $regex ${JSON.stringify(pattern)}: it took longer than ${MAX_TIME_MS} ms`,
        {
          cause: error,
        },
      )
    } finally {
      leftMs -= performance.now() - startMs
    }
  }
}

function compile(pattern: string, flags: string): RegExp | undefined {
  try {
    return new RegExp(pattern, flags)
  } catch {
    return undefined
  }
}
