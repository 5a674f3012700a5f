import { assertArguments } from './assert-arguments.ts'
import type { InferenceSessionLike } from './framework-types.ts'
import { systemLoop } from './platform.ts'
import { markOf, SessionWatch, type SessionWatchParts } from './session-watch.ts'
import type { WatchSessionOptions } from './watch-options.ts'

/**
 * Logs how an inference session performs, and what its model is.
 *
 * The session stays the same object; its `run` is hidden behind one of our own until the run finishes, the session is released or
 * {@link unwatch} is called. Logs once per window, by default of a second: time in the queue, time of computing and both together
 * (p50, p90, p99), throughput, concurrency and errors. At the end: a histogram, and the most frequent shapes. The model becomes an
 * artifact, and its operators, parameters and inputs go into the run's configuration.
 *
 * Results and errors of the session reach the program unchanged, and an error of ours never does: the first is reported as a process
 * warning. Watching a session again for the same run does nothing; for another run it moves there.
 * @param session what `InferenceSession.create()` returned
 * @returns the same session
 * @throws {TypeError | RangeError} when an argument is not what it should be, for example a `session` that was not awaited
 * @example
 * ```js
 * import { init } from '@kymo/core'
 * import { watchSession } from '@kymo/onnx'
 *
 * // Stands for: const session = await ort.InferenceSession.create('digits.onnx')
 * const session = { inputNames: ['x'], outputNames: ['y'], run: async () => ({ y: { dims: [1, 10] } }) }
 *
 * const run = await init({ project: 'serving' })
 * watchSession(session, { run, name: 'digits' })
 * await session.run({ x: { dims: [1, 784] } })
 * await run.finish()
 * ```
 */
export function watchSession<Session extends InferenceSessionLike>(
  session: Session,
  options: WatchSessionOptions,
): Session {
  assertArguments(session, options)
  startWatch({ session, options, loop: systemLoop })
  return session
}

/**
 * Ends watching before the run finishes: what is left is logged, and the session is as it was. Does nothing for a session that is
 * not watched.
 * @returns the same session
 * @example
 * ```js
 * import { init } from '@kymo/core'
 * import { unwatch, watchSession } from '@kymo/onnx'
 *
 * const session = { inputNames: ['x'], outputNames: ['y'], run: async () => ({ y: { dims: [1, 10] } }) }
 *
 * const run = await init({ project: 'serving' })
 * watchSession(session, { run })
 * await session.run({ x: { dims: [1, 784] } })
 * unwatch(session)
 * await run.finish()
 * ```
 */
export function unwatch<Session extends object>(session: Session): Session {
  markOf(session)?.end()
  return session
}

/** As {@link watchSession}, for arguments that were checked. @returns undefined when there is nothing to do */
export function startWatch(parts: SessionWatchParts): SessionWatch | undefined {
  const { session, options, loop } = parts
  if (options.run.isFinished === true) return undefined
  const mark = markOf(session)
  if (mark?.run === options.run) return undefined
  if (!Object.isExtensible(session)) {
    loop.warn('Cannot watch this inference session: the object is frozen')
    return undefined
  }
  mark?.end()
  try {
    return new SessionWatch(parts)
  } catch (error) {
    loop.warn(
      `Cannot watch this inference session: ${error instanceof Error ? error.message : String(error)}`,
    )
    return undefined
  }
}
