import { createRequire } from 'node:module'
import type { Database, SqlRow, SqlValue, Statement } from './database.ts'

interface LibsqlStatement {
  run(values: readonly SqlValue[]): { readonly lastInsertRowid: number }
  get(values: readonly SqlValue[]): RawRow | undefined
  all(values: readonly SqlValue[]): RawRow[]
}

interface LibsqlDatabase {
  exec(sql: string): void
  prepare(sql: string): LibsqlStatement
  close(): void
}

type RawRow = Record<string, SqlValue | ArrayBuffer>

/** @returns how to open a database with the optional dependency `libsql`, or undefined where it is not installed */
export function libsqlDriver(): ((path: string) => Database) | undefined {
  let Libsql: new (path: string) => LibsqlDatabase
  try {
    Libsql = createRequire(import.meta.url)('libsql') as typeof Libsql
  } catch {
    return undefined
  }
  return (path) => {
    const database = new Libsql(path)
    return {
      exec: (sql) => database.exec(sql),
      prepare: (sql) => wrap(database.prepare(sql)),
      close: () => database.close(),
    }
  }
}

/** Values go in as one array: a lone object argument would be taken for named parameters. */
function wrap(statement: LibsqlStatement): Statement {
  return {
    run: (...values) => statement.run(values).lastInsertRowid,
    get: (...values) => {
      const row = statement.get(values)
      return row === undefined ? undefined : withBytes(row)
    },
    all: (...values) => statement.all(values).map(withBytes),
  }
}

/** Blobs arrive as `Buffer` or as `ArrayBuffer`, by the way they are read. */
function withBytes(row: RawRow): SqlRow {
  for (const column in row) {
    const value = row[column]
    if (value instanceof ArrayBuffer) row[column] = new Uint8Array(value)
  }
  return row as SqlRow
}
