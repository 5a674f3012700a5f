import { EXIT, type ExitCode } from './exit-codes.ts'

/** Everything that the command line itself reports, by code. Each has a heading in docs/errors.md. */
export type CliErrorCode =
  | 'CLI_USAGE'
  | 'CLI_UNEXPECTED'
  | 'FOLDER_NOT_FOUND'
  | 'RUN_NOT_FOUND'
  | 'RUN_AMBIGUOUS'
  | 'ARTIFACT_AMBIGUOUS'
  | 'EXPORT_UNWRITABLE'
  | 'KEY_NOT_FOUND'
  | 'KEY_UNREADABLE'
  | 'KEY_REQUIRED'
  | 'KEY_REFUSED'
  | 'SERVER_UNREACHABLE'
  | 'SERVER_NOT_KYMO'
  | 'SERVER_VERSION_UNKNOWN'

const EXIT_BY_CODE: Readonly<Record<CliErrorCode, ExitCode>> = {
  CLI_USAGE: EXIT.usage,
  CLI_UNEXPECTED: EXIT.failure,
  FOLDER_NOT_FOUND: EXIT.notFound,
  RUN_NOT_FOUND: EXIT.notFound,
  RUN_AMBIGUOUS: EXIT.notFound,
  ARTIFACT_AMBIGUOUS: EXIT.notFound,
  EXPORT_UNWRITABLE: EXIT.failure,
  KEY_NOT_FOUND: EXIT.notFound,
  KEY_UNREADABLE: EXIT.usage,
  KEY_REQUIRED: EXIT.auth,
  KEY_REFUSED: EXIT.auth,
  SERVER_UNREACHABLE: EXIT.network,
  SERVER_NOT_KYMO: EXIT.network,
  SERVER_VERSION_UNKNOWN: EXIT.network,
}

/** A failure with something that the user can do about it. */
export class CliError extends Error {
  override readonly name: string = 'CliError'
  readonly code: CliErrorCode
  /** One line each, imperative. */
  readonly remedies: readonly string[]
  readonly exitCode: ExitCode

  constructor(code: CliErrorCode, message: string, remedies: readonly string[] = []) {
    super(message)
    this.code = code
    this.remedies = remedies
    this.exitCode = EXIT_BY_CODE[code]
  }
}
