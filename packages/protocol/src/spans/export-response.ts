import { ProtoReader } from './proto-reader.ts'
import { ProtoWriter } from './proto-writer.ts'

/** What a backend says of spans that it did not take, or of what it would have them be. */
export interface PartialSuccess {
  readonly rejectedSpans: number
  /** With no rejected span: a warning. */
  readonly message: string
}

/** OTLP's body of an answer with a status of 400 or above: `google.rpc.Status`. */
export interface RpcStatus {
  /** Of gRPC's codes. */
  readonly code: number
  readonly message: string
}

const writer = new ProtoWriter()

/** Encodes an OTLP `ExportTraceServiceResponse`; empty when all spans were taken and there is nothing to say. */
export function encodeTraceResponse({ rejectedSpans, message }: PartialSuccess): Uint8Array<ArrayBuffer> {
  if (rejectedSpans > 0 || message !== '') {
    const mark = writer.length
    if (message !== '') writer.string(2, message)
    if (rejectedSpans > 0) writer.uint(1, rejectedSpans)
    writer.endMessage(1, mark)
  }
  return writer.take()
}

/** Decodes an OTLP `ExportTraceServiceResponse`. @returns undefined when the bytes are not one */
export function decodeTraceResponse(bytes: Uint8Array): PartialSuccess | undefined {
  let partial: PartialSuccess = { rejectedSpans: 0, message: '' }
  return attempt(() => {
    const reader = new ProtoReader(bytes)
    while (reader.next()) {
      if (reader.field === 1) partial = readPartial(reader.message())
      else reader.skip()
    }
    return partial
  })
}

function readPartial(reader: ProtoReader): PartialSuccess {
  let rejectedSpans = 0
  let message = ''
  while (reader.next()) {
    if (reader.field === 1) rejectedSpans = Math.max(0, Number(reader.int64()))
    else if (reader.field === 2) message = reader.string()
    else reader.skip()
  }
  return { rejectedSpans, message }
}

/** Encodes a `google.rpc.Status`. */
export function encodeRpcStatus({ code, message }: RpcStatus): Uint8Array<ArrayBuffer> {
  if (message !== '') writer.string(2, message)
  if (code > 0) writer.uint(1, code)
  return writer.take()
}

/** Decodes a `google.rpc.Status`. @returns undefined when the bytes are not one */
export function decodeRpcStatus(bytes: Uint8Array): RpcStatus | undefined {
  return attempt(() => {
    const reader = new ProtoReader(bytes)
    let code = 0
    let message = ''
    while (reader.next()) {
      if (reader.field === 1) code = reader.uint()
      else if (reader.field === 2) message = reader.string()
      else reader.skip()
    }
    return { code, message }
  })
}

/** A reply is written by anyone: one that cannot be read says nothing. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
