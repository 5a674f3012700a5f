import { loose, numberOf, textOf, type RunLike } from './framework-types.ts'
import { createGuard, warnProcess } from './guard.ts'

/** Files that are told apart. */
const MAX_FILES = 200

/**
 * Makes a `progress_callback` that keeps in the run's configuration what was loaded: files with their sizes and times, and how long it took
 * until the pipeline was ready.
 *
 * @param progress the program's own callback, which goes on to be called
 * @example
 * ```js no-run
 * import { pipeline } from '@huggingface/transformers'
 * import { init } from '@kymo/core'
 * import { loadProgress } from '@kymo/transformers'
 *
 * const run = await init({ project: 'assistant' })
 * const embed = await pipeline('feature-extraction', 'my/model', { progress_callback: loadProgress(run) })
 * console.log(await embed('a text'))
 * await run.finish()
 * ```
 */
export function loadProgress(
  run: Pick<RunLike, 'config' | 'isFinished'>,
  progress?: (event: unknown) => unknown,
): (event: unknown) => void {
  const guard = createGuard(warnProcess)
  const startMs = performance.now()
  const files = new Map<string, { bytes?: number; startMs: number; ms?: number }>()
  const note = (event: unknown): void => {
    const { status, file, total, task, model, name } = loose(event)
    const path = textOf(file)
    const nowMs = performance.now()
    if (path !== undefined && (files.has(path) || files.size < MAX_FILES)) {
      const entry = files.get(path) ?? { startMs: nowMs }
      const bytes = numberOf(total)
      if (bytes !== undefined) entry.bytes = bytes
      if (status === 'done') entry.ms = nowMs - entry.startMs
      files.set(path, entry)
    }
    if (status !== 'ready' || run.isFinished === true) return
    run.config.update({
      [`transformers/${textOf(task) ?? 'pipeline'}/load`]: {
        model: textOf(model) ?? textOf(name) ?? null,
        ms: nowMs - startMs,
        files: [...files].map(([key, { bytes = null, ms = null }]) => ({ file: key, bytes, ms })),
      },
    })
  }
  return (event) => {
    guard(() => note(event))
    progress?.(event)
  }
}
