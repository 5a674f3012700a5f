import fc from 'fast-check'
import protobuf from 'protobufjs'
import { expect, test } from 'vitest'
import {
  decodeRpcStatus,
  decodeTraceResponse,
  encodeRpcStatus,
  encodeTraceResponse,
} from './export-response.ts'

/** The messages as others define them. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Response { Partial partial_success = 1; }
  message Partial { int64 rejected_spans = 1; string error_message = 2; }
  message Status { int32 code = 1; string message = 2; }
`)
const Response = root.lookupType('Response')
const Status = root.lookupType('Status')
const text = fc.string({ unit: 'grapheme' })

test('encodeTraceResponse() is read the same by another decoder, and by ours', () => {
  fc.assert(
    fc.property(fc.nat(), text, (rejectedSpans, message) => {
      const bytes = encodeTraceResponse({ rejectedSpans, message })
      const theirs = Response.toObject(Response.decode(bytes), { longs: Number, defaults: true })

      expect(decodeTraceResponse(bytes)).toEqual({ rejectedSpans, message })
      const isEmpty = rejectedSpans === 0 && message === ''
      expect(theirs['partialSuccess']).toEqual(isEmpty ? null : { rejectedSpans, errorMessage: message })
    }),
  )
})

test('encodeTraceResponse() of full success is empty, as OTLP asks for', () => {
  expect(encodeTraceResponse({ rejectedSpans: 0, message: '' })).toHaveLength(0)
})

test('encodeRpcStatus() is read the same by another decoder, and by ours', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 16 }), text, (code, message) => {
      const bytes = encodeRpcStatus({ code, message })

      expect(decodeRpcStatus(bytes)).toEqual({ code, message })
      expect(Status.toObject(Status.decode(bytes), { defaults: true })).toEqual({ code, message })
    }),
  )
})

test('decoding an answer never throws, whatever it holds', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(() => decodeTraceResponse(bytes)).not.toThrow()
      expect(() => decodeRpcStatus(bytes)).not.toThrow()
    }),
  )
  expect(decodeTraceResponse(new TextEncoder().encode('<html>'))).toBeUndefined()
})
