import protobuf from 'protobufjs/minimal.js'
import { wandb_internal } from '../../gen/records.js'
import { ProtocolError } from '../errors.ts'

/** Fields of a record to write: one member of the oneof, and `num`. Names are the schema's in lowerCamelCase. */
export type RecordInit = wandb_internal.IRecord

/** A decoded record. `recordType` names its member; undefined when it has none that this version knows. */
export type LogRecord = wandb_internal.Record

/** Of a 64-bit varint: so many fit into the 53 bits that a number holds exactly. */
const MAX_EXACT_VARINT_BYTES = 7
const MAX_VARINT_BYTES = 10

/** Protobuf texts must be valid UTF-8, and foreign readers refuse a record with another: no surrogate without its other half. */
class RecordWriter extends protobuf.BufferWriter {
  override string(value: string): protobuf.Writer {
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

/**
 * A reader whose 64-bit integers are numbers. protobufjs makes Long objects wherever its dependency `long` is installed; to
 * switch that off would switch it off for every other package of the process that shares protobufjs.
 */
function openReader(bytes: Uint8Array): protobuf.Reader {
  const reader = new protobuf.BufferReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  return Object.assign(reader, {
    discardUnknown: true,
    int64: () => readVarint(reader, true),
    uint64: () => readVarint(reader, false),
  })
}

function readVarint(reader: protobuf.Reader, isSigned: boolean): number {
  const start = reader.pos
  let value = 0
  let factor = 1
  for (let at = start; at < Math.min(reader.len, start + MAX_VARINT_BYTES); at++) {
    const byte = reader.buf[at]
    value += (byte & 0x7f) * factor
    factor *= 128
    if (byte >= 0x80) continue
    reader.pos = at + 1
    if (reader.pos - start <= MAX_EXACT_VARINT_BYTES) return value
    const bits = readBits(reader, start)
    return Number(isSigned ? BigInt.asIntN(64, bits) : BigInt.asUintN(64, bits))
  }
  throw new RangeError('a varint does not end')
}

function readBits(reader: protobuf.Reader, start: number): bigint {
  let bits = 0n
  for (let at = reader.pos - 1; at >= start; at--) bits = (bits << 7n) | BigInt(reader.buf[at] & 0x7f)
  return bits
}
