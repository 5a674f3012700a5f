import { writeSync } from 'node:fs'
import { isatty } from 'node:tty'

const STDERR_FD = 2

/** Where notices and progress go. */
export interface Terminal {
  readonly isInteractive: boolean
  /** Never throws and never waits: what standard error cannot take is lost. */
  write(text: string): void
}

export const standardError: Terminal = {
  get isInteractive() {
    return isatty(STDERR_FD)
  },
  write: (text) => {
    try {
      // Not process.stderr: its stream emits an error when the reader of a pipe has gone, and unhandled it ends the process.
      writeSync(STDERR_FD, text)
    } catch {
      // Standard error is closed, or full and not blocking. There is nobody left to tell.
    }
  },
}
