import protobuf from 'protobufjs/minimal.js'
import { wandb_internal } from '../../gen/records.js'
import { ProtocolError } from '../errors.ts'

// protobufjs decodes 64-bit fields to Long objects wherever its dependency `long` is installed. Steps are numbers.
protobuf.util.Long = undefined as never
protobuf.configure()

/** Fields of a record to write: one member of the oneof, and `num`. Names are the schema's in lowerCamelCase. */
export type RecordInit = wandb_internal.IRecord

/** A decoded record. `recordType` names its member; undefined when it has none that this version knows. */
export type LogRecord = wandb_internal.Record

/** @returns the protobuf bytes of a record, to be framed */
export function encodeRecord(record: RecordInit): Uint8Array {
  return wandb_internal.Record.encode(record).finish()
}

/**
 * Decodes any record; 64-bit fields become numbers, absent fields their zero values.
 * @throws {ProtocolError} RECORD_UNDECODABLE when the bytes are not a Record
 */
export function decodeRecord(bytes: Uint8Array): LogRecord {
  try {
    return wandb_internal.Record.decode(bytes)
  } catch (cause) {
    throw new ProtocolError(
      'RECORD_UNDECODABLE',
      `Cannot decode record: its ${bytes.length} bytes are not a protobuf Record`,
      { details: { byteCount: bytes.length }, cause },
    )
  }
}
