import { fileURLToPath } from 'node:url'
import type { Payload } from './media-content.ts'

export type PayloadResult = Payload | { readonly problem: string }

/** Files by their path or `file:` URL; bytes as they are. @returns undefined for anything else */
export function fileOrBytes(data: unknown): PayloadResult | undefined {
  if (data instanceof URL) {
    if (data.protocol !== 'file:')
      return { problem: `${data.protocol} URLs cannot be logged; download the file first` }
    return { kind: 'file', path: fileURLToPath(data) }
  }
  if (typeof data === 'string') {
    if (/^(?:https?|s3|gs):\/\//.test(data))
      return { problem: `the address ${data} cannot be logged; download it first` }
    return { kind: 'file', path: data }
  }
  const bytes = bytesOf(data)
  return bytes === undefined ? undefined : { kind: 'bytes', bytes }
}

export function bytesOf(data: unknown): Uint8Array | undefined {
  if (data instanceof Uint8Array) return data
  if (data instanceof ArrayBuffer || data instanceof SharedArrayBuffer) return new Uint8Array(data)
  return undefined
}

export function textBytes(text: string): Payload {
  return { kind: 'bytes', bytes: Buffer.from(text) }
}

/** The part of a path from its last dot on, in lower case; empty when there is none. */
export function extensionOf(path: string): string {
  return /\.[^./\\]*$/.exec(path)?.[0].toLowerCase() ?? ''
}
