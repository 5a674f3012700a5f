import type { Screen } from '../output/screen.ts'

/** Everything that a command touches outside of its own memory, except files and the network. */
export interface CommandContext {
  /** Results. */
  readonly out: Screen
  /** Notices, progress and errors. */
  readonly err: Screen
  /** Results that are long: the same stream as `out`, at the speed of its reader. */
  readonly data: DataOutput
  readonly input: Input
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Version of this package. */
  readonly version: string
  /** Monotonic. */
  readonly nowMs: () => number
  /** Calls back on SIGINT and SIGTERM until the returned function is called. A second signal ends the process at once. */
  onStopSignal(listener: (signal: StopSignal) => void): () => void
}

export interface DataOutput {
  /** Resolves when it has been taken. @returns false when nobody reads any more: then stop, without a word */
  write(chunk: string | Uint8Array): Promise<boolean>
}

export type StopSignal = 'SIGINT' | 'SIGTERM'

export interface Input {
  readonly isTty: boolean
  /** Everything up to the end of standard input, at most `maxBytes`. */
  readAll(maxBytes: number): Promise<string>
  /** One line from the terminal, not echoed. Undefined: the user gave up (Ctrl-C, Ctrl-D). */
  readSecret(prompt: string): Promise<string | undefined>
}

/** Accepted by every command. */
export interface CommonOptions {
  readonly json?: boolean
}
