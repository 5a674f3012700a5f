import { decodeRpcStatus, decodeTraceResponse } from '@kymo/protocol'
import { describe, expect, test } from 'vitest'
import { ServerError, type RequestErrorCode } from '../errors.ts'
import { toErrorResponse } from './error-reply.ts'
import { otlpMediaType, replyTraces, toOtlpError } from './otlp-reply.ts'

const bytesOf = async (response: Response): Promise<Uint8Array> =>
  new Uint8Array(await response.arrayBuffer())

describe('replyTraces()', () => {
  test('of full success is empty in both encodings', async () => {
    const partial = { rejectedSpans: 0, message: '' }

    const protobuf = replyTraces('application/x-protobuf', partial)
    const json = replyTraces('application/json', partial)

    expect(protobuf.headers.get('content-type')).toBe('application/x-protobuf')
    expect(await bytesOf(protobuf)).toHaveLength(0)
    expect(await json.json()).toEqual({})
  })

  test('names what was rejected, the count as text in JSON', async () => {
    const partial = { rejectedSpans: 2, message: 'no id' }

    expect(decodeTraceResponse(await bytesOf(replyTraces('application/x-protobuf', partial)))).toEqual(
      partial,
    )
    expect(await replyTraces('application/json', partial).json()).toEqual({
      partialSuccess: { rejectedSpans: '2', errorMessage: 'no id' },
    })
  })
})

describe('toOtlpError()', () => {
  const answer = (code: RequestErrorCode, type: string, details = {}): Promise<Response> => {
    const request = new Request('http://x/v1/traces', { method: 'POST', headers: { 'content-type': type } })
    return toOtlpError(
      request,
      toErrorResponse(new ServerError(code, 'Cannot: because', { details, remedy: 'Do it.' })),
    )
  }

  test.each([
    ['BODY_UNREADABLE', 400, 3, null],
    ['BODY_TOO_LARGE', 413, 8, null],
    ['BODY_UNSUPPORTED', 415, 3, null],
    ['AUTH_REQUIRED', 401, 16, null],
    ['READ_ONLY', 405, 12, null],
    ['RATE_EXCEEDED', 429, 8, '1'],
    ['SERVER_BUSY', 503, 14, '1'],
    ['DISK_FULL', 503, 14, '60'],
    ['LOG_UNWRITABLE', 503, 14, '10'],
    ['REQUEST_FAILED', 500, 13, null],
  ] as const)(
    'makes of %s a status %i that exporters know what to do with',
    async (code, status, rpc, retryAfter) => {
      const details = code === 'RATE_EXCEEDED' || code === 'SERVER_BUSY' ? { afterMs: 500 } : {}

      const protobuf = await answer(code, 'application/x-protobuf', details)
      const json = await answer(code, 'application/json; charset=utf-8', details)

      const message = `Cannot: because. Do it. [${code}]`
      expect([protobuf.status, json.status]).toEqual([status, status])
      expect(protobuf.headers.get('content-type')).toBe('application/x-protobuf')
      expect(protobuf.headers.get('retry-after')).toBe(retryAfter)
      expect(decodeRpcStatus(await bytesOf(protobuf))).toEqual({ code: rpc, message })
      expect(await json.json()).toEqual({ code: rpc, message })
    },
  )
})

test.each([
  ['application/x-protobuf', 'application/x-protobuf'],
  ['APPLICATION/JSON;charset=utf-8', 'application/json'],
  ['text/plain', undefined],
  ['', undefined],
])('otlpMediaType() of %j is %j', (given, type) => {
  expect(otlpMediaType(new Headers({ 'content-type': given }))).toBe(type)
})
