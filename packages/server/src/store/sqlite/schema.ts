import type { Database } from './database.ts'

/** Raised with every change of {@link TABLES} or of what the projector makes of a log. An index of another version is rebuilt. */
export const SCHEMA_VERSION = 12

/**
 * Ids of parts are `series * 2^20 + index` (pages: `(series * 4 + level) * 2^20 + index`), so that one integer key
 * clusters the parts of a series without a second index. Buckets and data are apart: a wide chart reads buckets alone.
 * Long texts of traces are in a table of their own: lists go over all rows of the other.
 * User-given text is kept as JSON text, because one binding cuts strings at NUL.
 */
const TABLES = `
  CREATE TABLE folder (id INTEGER PRIMARY KEY, log_path TEXT NOT NULL UNIQUE, state TEXT NOT NULL);
  CREATE TABLE value (
    folder_id INTEGER NOT NULL, kind INTEGER NOT NULL, key TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (folder_id, kind, key)
  ) WITHOUT ROWID;
  CREATE TABLE series (
    id INTEGER PRIMARY KEY, folder_id INTEGER NOT NULL, name TEXT NOT NULL, head BLOB NOT NULL,
    UNIQUE (folder_id, name)
  );
  CREATE TABLE chunk (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
  CREATE TABLE page (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
  CREATE TABLE fragment (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
  CREATE TABLE artifact (
    folder_id INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, facts TEXT NOT NULL, manifest TEXT,
    PRIMARY KEY (folder_id, seq)
  );
  CREATE TABLE alert (
    folder_id INTEGER NOT NULL, seq INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (folder_id, seq)
  ) WITHOUT ROWID;
  CREATE TABLE console_page (
    folder_id INTEGER NOT NULL, page INTEGER NOT NULL, json TEXT NOT NULL, PRIMARY KEY (folder_id, page)
  ) WITHOUT ROWID;
  CREATE TABLE span_log (
    id INTEGER PRIMARY KEY, log_path TEXT NOT NULL UNIQUE, run_key TEXT NOT NULL, project_key TEXT NOT NULL, state TEXT NOT NULL
  );
  CREATE INDEX span_log_run ON span_log (run_key);
  CREATE INDEX span_log_project ON span_log (project_key);
  CREATE TABLE trace (
    id INTEGER PRIMARY KEY, log_id INTEGER NOT NULL, trace_id TEXT NOT NULL, rank INTEGER NOT NULL DEFAULT 0,
    part_count INTEGER NOT NULL DEFAULT 1, has_root INTEGER NOT NULL, start_ms REAL NOT NULL, duration_ms REAL NOT NULL,
    token_count REAL NOT NULL, input_tokens REAL NOT NULL, output_tokens REAL NOT NULL, cost_usd REAL NOT NULL,
    status TEXT NOT NULL, operation TEXT NOT NULL, step REAL, thread TEXT, models TEXT NOT NULL, UNIQUE (log_id, trace_id)
  );
  CREATE TABLE trace_text (id INTEGER PRIMARY KEY, facts TEXT NOT NULL, names TEXT NOT NULL, text TEXT NOT NULL);
  CREATE INDEX trace_id ON trace (trace_id);
  CREATE TABLE span (
    id INTEGER PRIMARY KEY, trace_row INTEGER NOT NULL, span_id TEXT NOT NULL, is_open INTEGER NOT NULL, start_ms REAL NOT NULL,
    duration_ms REAL, model TEXT, is_error INTEGER NOT NULL, offset REAL NOT NULL, facts TEXT NOT NULL,
    is_call INTEGER NOT NULL DEFAULT 0, input INTEGER, output INTEGER, total INTEGER, cache_read INTEGER, cache_write INTEGER,
    reasoning INTEGER, cost_usd REAL, UNIQUE (trace_row, span_id)
  );
  CREATE INDEX span_call ON span (
    trace_row, model, duration_ms, is_error, input, output, total, cache_read, cache_write, reasoning, cost_usd
  ) WHERE is_call = 1;
  CREATE TABLE sample_key (
    id INTEGER PRIMARY KEY, folder_id INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (folder_id, name)
  );
  CREATE TABLE sample (
    key_id INTEGER NOT NULL, step REAL NOT NULL, time REAL NOT NULL, json TEXT NOT NULL, PRIMARY KEY (key_id, step)
  ) WITHOUT ROWID;
`

/** @returns false when the database holds a schema of another version */
export function hasSchema(database: Database): boolean {
  return database.prepare('PRAGMA user_version').get()?.['user_version'] === SCHEMA_VERSION
}

/** @returns true when nothing has ever been created in the database */
export function isEmpty(database: Database): boolean {
  return database.prepare('SELECT count(*) AS n FROM sqlite_master').get()?.['n'] === 0
}

export function createSchema(database: Database): void {
  database.exec(`BEGIN; ${TABLES} PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT;`)
}
