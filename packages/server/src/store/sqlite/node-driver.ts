import type { Database, SqlRow, SqlValue, Statement } from './database.ts'

interface NodeStatement {
  run(...values: readonly SqlValue[]): { readonly lastInsertRowid: number | bigint }
  get(...values: readonly SqlValue[]): SqlRow | undefined
  all(...values: readonly SqlValue[]): SqlRow[]
}

interface NodeDatabase {
  exec(sql: string): void
  prepare(sql: string): NodeStatement
  close(): void
}

interface NodeSqlite {
  readonly DatabaseSync: new (path: string) => NodeDatabase
}

/** @returns how to open a database with `node:sqlite`, or undefined where this Node has none */
export function nodeDriver(): ((path: string) => Database) | undefined {
  const sqlite = loadQuietly()
  if (sqlite === undefined) return undefined
  return (path) => {
    const database = new sqlite.DatabaseSync(path)
    return {
      exec: (sql) => database.exec(sql),
      prepare: (sql) => wrap(database.prepare(sql)),
      close: () => database.close(),
    }
  }
}

function wrap(statement: NodeStatement): Statement {
  return {
    run: (...values) => Number(statement.run(...values).lastInsertRowid),
    get: (...values) => statement.get(...values),
    all: (...values) => statement.all(...values),
  }
}

/** Loading the module warns that it is experimental; a user of Kymo can do nothing with that line. */
function loadQuietly(): NodeSqlite | undefined {
  const emitWarning = Reflect.get(process, 'emitWarning') as (...values: unknown[]) => void
  process.emitWarning = (warning: string | Error, ...rest: unknown[]) => {
    if (!/sqlite/i.test(String(warning))) emitWarning.call(process, warning, ...rest)
  }
  try {
    return getBuiltin('node:sqlite') as NodeSqlite | undefined
  } finally {
    process.emitWarning = emitWarning
  }
}

function getBuiltin(name: string): unknown {
  // Since Node 20.16; a plain import of an unknown builtin would fail while this file is loaded.
  const get = (process as { getBuiltinModule?: (id: string) => unknown }).getBuiltinModule
  return get?.(name)
}
