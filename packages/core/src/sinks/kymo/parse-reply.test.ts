import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseAppendReply, parseErrorReply, parseServerInfo } from './parse-reply.ts'

describe('parseAppendReply()', () => {
  it.each([
    ['{"offset":0}', { offset: 0 }],
    ['{"offset":12,"stop":true,"more":1}', { offset: 12, stop: true }],
    ['{"offset":12,"stop":"yes"}', { offset: 12 }],
    ['{"offset":-1}', undefined],
    ['{"offset":1.5}', undefined],
    ['{"offset":"12"}', undefined],
    ['{"offset":1e300}', undefined],
    ['{"offset":9007199254740993}', undefined],
    ['[]', undefined],
    ['null', undefined],
    ['<html>', undefined],
    ['', undefined],
  ])('reads %s as %j', (text, expected) => {
    expect(parseAppendReply(text)).toEqual(expected)
  })

  it('gives a byte count or nothing for any JSON', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.record({ offset: fc.anything() }).map((value) => JSON.stringify(value) ?? ''),
        ),
        (text) => {
          const reply = parseAppendReply(text)

          expect(reply === undefined || (Number.isSafeInteger(reply.offset) && reply.offset >= 0)).toBe(true)
        },
      ),
    )
  })
})

describe('parseServerInfo()', () => {
  const info = {
    product: 'kymo',
    version: '1.2.3',
    wire: 1,
    encodings: ['zstd', 'gzip', 'lzma'],
    maxAppendBytes: 1024,
    authRequired: true,
    authenticated: false,
  }

  it('keeps what it knows and drops the rest', () => {
    expect(parseServerInfo(JSON.stringify({ ...info, more: [] }))).toEqual({
      ...info,
      encodings: ['gzip', 'zstd'],
    })
  })

  it('takes no size limit from nonsense', () => {
    for (const maxAppendBytes of [0, -1, '5', null, 0.5]) {
      expect(parseServerInfo(JSON.stringify({ ...info, maxAppendBytes }))?.maxAppendBytes).toBe(
        Number.MAX_SAFE_INTEGER,
      )
    }
  })

  it.each(['{}', '[]', 'null', '<html>', '{"product":"other","wire":1}', '{"product":"kymo"}'])(
    'refuses %s',
    (text) => {
      expect(parseServerInfo(text)).toBeUndefined()
    },
  )
})

describe('parseErrorReply()', () => {
  it('is safe to print', () => {
    const text = `\u001B[31mred\u0007\n${'x'.repeat(1000)}`
    const message = parseErrorReply(JSON.stringify({ error: { message: text, remedy: 'Try' } }))?.message

    expect(message).not.toMatch(/\p{C}/u)
    expect(message?.length).toBeLessThan(320)
    expect(message).toContain('. Try')
  })

  it('is undefined without one', () => {
    for (const text of ['', '{}', '{"error":null}', '{"error":"text"}', '{"error":{}}', '[1]']) {
      expect(parseErrorReply(text)).toBeUndefined()
    }
  })
})
