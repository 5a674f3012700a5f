import { EXIT, type ExitCode } from '../../exit-codes.ts'
import type { CommandContext } from '../context.ts'

/** Runs something that goes on until it is over or stopped. Ctrl-C is how following is ended, so it is no failure. */
export async function untilStopped(
  context: CommandContext,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<ExitCode> {
  const controller = new AbortController()
  const release = context.onStopSignal(() => controller.abort())
  try {
    await work(controller.signal)
    return EXIT.ok
  } finally {
    release()
  }
}
