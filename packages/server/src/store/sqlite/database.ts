/** The few things that this package asks of a SQLite binding. One statement object is never used from two places at once. */
export interface Database {
  /** Runs SQL text without parameters. */
  exec(sql: string): void
  prepare(sql: string): Statement
  close(): void
}

/** Strings lose what follows a NUL in one binding, and REAL columns lose NaN and -0: keep exact floats in blobs, text as JSON. */
export type SqlValue = null | number | string | Uint8Array

export type SqlRow = Readonly<Record<string, SqlValue>>

export interface Statement {
  /** @returns id of the inserted row, when one was inserted */
  run(...values: readonly SqlValue[]): number
  get(...values: readonly SqlValue[]): SqlRow | undefined
  all(...values: readonly SqlValue[]): SqlRow[]
}

/** Codes of SQLite that callers tell apart; everything else is a defect of ours. */
export type DatabaseProblem = 'busy' | 'corrupt' | 'unusable' | 'other'

const PROBLEMS: readonly (readonly [pattern: RegExp, problem: DatabaseProblem])[] = [
  [/database (table )?is locked|SQLITE_BUSY|SQLITE_LOCKED/i, 'busy'],
  [/malformed|not a database|SQLITE_CORRUPT|SQLITE_NOTADB|unsupported file format/i, 'corrupt'],
  [
    /unable to open|readonly|read-only|SQLITE_CANTOPEN|SQLITE_READONLY|EACCES|EROFS|EPERM|ENOTDIR|disk I\/O/i,
    'unusable',
  ],
]

/** The bindings share no error class and no numeric code: the texts of SQLite itself are what they have in common. */
export function databaseProblem(error: unknown): DatabaseProblem {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const text = `${String(code)} ${String(message)}`
  return PROBLEMS.find(([pattern]) => pattern.test(text))?.[1] ?? 'other'
}
