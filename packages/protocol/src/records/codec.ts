import { BufferReader, BufferWriter, type Reader, type Writer } from '../../gen/protobuf.js'
import { wandb_internal } from '../../gen/records.js'
import { ProtocolError } from '../errors.ts'

/** Fields of a record to write: one member of the oneof, and `num`. Names are the schema's in lowerCamelCase. */
export type RecordInit = wandb_internal.IRecord

/** A decoded record. `recordType` names its member; undefined when it has none that this version knows. */
export type LogRecord = wandb_internal.Record

/** Protobuf texts must be valid UTF-8, and foreign readers refuse a record with another: no surrogate without its other half. */
class RecordWriter extends BufferWriter {
  override string(value: string): Writer {
    // Node has it since 20, the library that its types are compiled with does not.
    return super.string((value as string & { toWellFormed(): string }).toWellFormed())
  }
}

/**
 * Encodes any record for `LogFramer`; lone surrogates become U+FFFD. Rows of `log()` have a faster way: `HistoryEncoder`.
 * @returns protobuf bytes
 */
export function encodeRecord(record: RecordInit): Uint8Array {
  return wandb_internal.Record.encode(record, new RecordWriter()).finish()
}

/**
 * Decodes any record. 64-bit fields become numbers (exact up to 2^53), absent fields their zero values; fields that this
 * version does not know are left out.
 * @throws {ProtocolError} RECORD_UNDECODABLE when the bytes are not a Record
 */
export function decodeRecord(bytes: Uint8Array): LogRecord {
  try {
    return wandb_internal.Record.decode(openReader(bytes))
  } catch (cause) {
    throw new ProtocolError(
      'RECORD_UNDECODABLE',
      `Cannot decode record: its ${bytes.length} bytes are not a protobuf Record`,
      { details: { byteCount: bytes.length }, cause },
    )
  }
}

/** Its 64-bit integers are numbers: the runtime comes without Long objects. */
function openReader(bytes: Uint8Array): Reader {
  const reader = new BufferReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  reader.discardUnknown = true
  return reader
}
