import { EXIT, type ExitCode } from '../exit-codes.ts'
import { toJson } from './json.ts'
import { printable } from './printable.ts'
import type { Screen } from './screen.ts'

/** What is told about a failure, by people's and programs' output alike. */
export interface ErrorReport {
  readonly code: string
  /** `Cannot <verb> <object>: <reason>` */
  readonly message: string
  /** What the user can do, one line each. */
  readonly remedies: readonly string[]
  readonly exitCode: ExitCode
}

/**
 * For people `error:`, `code:` and one `remedy:` line each, to standard error. With `--json` one object there:
 * `{"error": {"code", "message", "remedies", "exitCode"}}`.
 */
export function reportError(report: ErrorReport, screen: Screen, asJson: boolean): void {
  const { style } = screen
  if (asJson) {
    screen.write(`${toJson({ error: report })}\n`)
    return
  }
  screen.write(`${style.red('error:')} ${printable(report.message)}\n`)
  screen.write(`${style.dim('code:')} ${style.dim(report.code)}\n`)
  for (const remedy of report.remedies) screen.write(`${style.cyan('remedy:')} ${printable(remedy)}\n`)
}

interface Failure {
  readonly code?: unknown
  readonly message?: unknown
  readonly remedies?: unknown
  /** Of the server's errors. */
  readonly remedy?: unknown
  readonly exitCode?: unknown
}

/** Anything that can be thrown, as something that can be told. */
export function toErrorReport(error: unknown): ErrorReport {
  const failure: Failure = typeof error === 'object' && error !== null ? error : { message: String(error) }
  const code = typeof failure.code === 'string' ? failure.code : 'CLI_UNEXPECTED'
  const message =
    typeof failure.message === 'string' && failure.message !== '' ? failure.message : 'unknown failure'
  const known = KNOWN.get(code)
  if (Array.isArray(failure.remedies) && typeof failure.exitCode === 'number') {
    return { code, message, remedies: failure.remedies as string[], exitCode: failure.exitCode as ExitCode }
  }
  const own = typeof failure.remedy === 'string' ? [failure.remedy] : []
  if (known !== undefined)
    return { code, message, exitCode: known.exitCode, remedies: [...own, ...known.remedies] }
  // Messages of our packages are sentences; those of Node and of the operating system are not.
  const isSentence = message.startsWith('Cannot ')
  const isDefect = code === 'CLI_UNEXPECTED'
  const remedies = isDefect
    ? ['Set KYMO_DEBUG=1 to see where it happened, and report it: it should not']
    : own
  return {
    code,
    message: isSentence ? message : `Cannot finish the command: ${message}`,
    remedies,
    exitCode: EXIT.failure,
  }
}

interface KnownFailure {
  readonly exitCode: ExitCode
  readonly remedies: readonly string[]
}

const CHECK_ADDRESS = 'Check that the server runs and that the address is right'
const LOG_IN = 'Run: kymo login'

/** Failures that other packages throw, by their codes, where the exit code or a remedy is the command line's to give. */
const KNOWN: ReadonlyMap<string, KnownFailure> = new Map([
  [
    'ARTIFACT_CHANGED',
    { exitCode: EXIT.damaged, remedies: ['To mend the folder: kymo artifact get NAME FOLDER --exact'] },
  ],
  [
    'ARTIFACT_NOT_FOUND',
    { exitCode: EXIT.notFound, remedies: ['Run: kymo artifact ls, to see the artifacts that are there'] },
  ],
  ['ARTIFACT_FILE_UNREADABLE', { exitCode: EXIT.notFound, remedies: [] }],
  [
    'ARTIFACT_UNAVAILABLE',
    { exitCode: EXIT.network, remedies: ['Try again; what has been fetched is kept'] },
  ],
  ['API_NOT_FOUND', { exitCode: EXIT.notFound, remedies: ['Run: kymo ls, to see the runs that are there'] }],
  ['API_UNREACHABLE', { exitCode: EXIT.network, remedies: [CHECK_ADDRESS] }],
  ['API_REFUSED', { exitCode: EXIT.auth, remedies: [LOG_IN, 'Or set KYMO_API_KEY'] }],
  ['SETTING_UNKNOWN', { exitCode: EXIT.usage, remedies: [] }],
  ['SETTING_INVALID', { exitCode: EXIT.usage, remedies: [] }],
  ['SETTINGS_FILE_UNREADABLE', { exitCode: EXIT.usage, remedies: ['Correct or remove the file'] }],
  [
    'SETTINGS_FILE_UNWRITABLE',
    { exitCode: EXIT.failure, remedies: ['Set KYMO_BASE_URL and KYMO_API_KEY instead'] },
  ],
  [
    'RUN_FOLDER_INVALID',
    { exitCode: EXIT.notFound, remedies: ['Run: kymo ls, to see the runs that are there'] },
  ],
  [
    'RUN_FOLDER_UNREADABLE',
    { exitCode: EXIT.failure, remedies: ['Check the permissions of the folder and its log'] },
  ],
  [
    'SYNC_TARGET_MISSING',
    { exitCode: EXIT.usage, remedies: ['Run: kymo login --base-url http://HOST:PORT'] },
  ],
  ['UPLOAD_KEY_INVALID', { exitCode: EXIT.auth, remedies: [LOG_IN] }],
  ['UPLOAD_UNAUTHORIZED', { exitCode: EXIT.auth, remedies: [LOG_IN] }],
  ['UPLOAD_URL_INVALID', { exitCode: EXIT.usage, remedies: [CHECK_ADDRESS] }],
  ['UPLOAD_UNREACHABLE', { exitCode: EXIT.network, remedies: [CHECK_ADDRESS] }],
  ['UPLOAD_NOT_KYMO', { exitCode: EXIT.network, remedies: [CHECK_ADDRESS] }],
  ['UPLOAD_REDIRECTED', { exitCode: EXIT.network, remedies: [CHECK_ADDRESS] }],
  ['UPLOAD_REPLY_INVALID', { exitCode: EXIT.network, remedies: [CHECK_ADDRESS] }],
  ['UPLOAD_SERVER_FAILED', { exitCode: EXIT.network, remedies: ["Look at the server's log, and try again"] }],
  ['UPLOAD_THROTTLED', { exitCode: EXIT.network, remedies: ['Try again later'] }],
  [
    'UPLOAD_WIRE_UNSUPPORTED',
    { exitCode: EXIT.network, remedies: ['Update the older one of the two: npm install kymo@latest'] },
  ],
  ['OPTION_INVALID', { exitCode: EXIT.usage, remedies: [] }],
  ['KEY_NAME_INVALID', { exitCode: EXIT.usage, remedies: [] }],
])
