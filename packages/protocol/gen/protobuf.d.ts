export class Writer {
  string(value: string): Writer
  finish(): Uint8Array
}
export class BufferWriter extends Writer {}
export class Reader {
  discardUnknown: boolean
}
export class BufferReader extends Reader {
  constructor(bytes: Uint8Array)
}
export namespace util {
  class ProtocolError extends Error {}
}
