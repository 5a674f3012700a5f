import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { encodeRecord, HistoryEncoder, LogFramer, type RecordInit } from '@kymo/protocol'

export interface RowPlace {
  /** Default: the number of rows before. */
  readonly step?: number
  /** Default: one second per row after {@link STARTED_MS}. */
  readonly timestampMs?: number
}

export const STARTED_MS: number = Date.UTC(2026, 10, 23, 10)

/** Bytes of a log, record by record. */
export class LogBuilder {
  readonly #framer = new LogFramer(0)
  readonly #history = new HistoryEncoder()
  readonly #parts: Uint8Array[] = []
  #num = 0
  #rowCount = 0

  record(record: RecordInit): this {
    return this.#add(encodeRecord({ num: ++this.#num, ...record }))
  }

  /** Header and run record. */
  run(id: string, fields: NonNullable<RecordInit['run']> = {}): this {
    const startTime = { seconds: STARTED_MS / 1000, nanos: 0 }
    return this.record({ header: { versionInfo: { producer: '0.1.0' } } }).record({
      run: { runId: id, entity: 'team', project: 'digits', startTime, ...fields },
    })
  }

  row(metrics: Readonly<Record<string, unknown>>, place: RowPlace = {}): this {
    const index = this.#rowCount++
    const timestampMs = place.timestampMs ?? STARTED_MS + index * 1000
    const runtimeMs = timestampMs - STARTED_MS
    const step = place.step ?? index
    return this.#add(this.#history.encode({ num: ++this.#num, step, timestampMs, runtimeMs, metrics }))
  }

  exit(exitCode: number, runtime = 0): this {
    return this.record({ exit: { exitCode, runtime } })
  }

  bytes(): Uint8Array {
    return Buffer.concat(this.#parts)
  }

  /** Ends of the records in {@link bytes}. */
  offsets(): number[] {
    let offset = 0
    return this.#parts.map((part) => (offset += part.length))
  }

  writeTo(path: string): this {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, this.bytes())
    return this
  }

  #add(payload: Uint8Array): this {
    // The framer's bytes are its own buffer.
    this.#parts.push(Uint8Array.from(this.#framer.frame(payload)))
    return this
  }
}
