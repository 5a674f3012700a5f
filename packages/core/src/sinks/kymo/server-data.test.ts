import { describe, expect, it } from 'vitest'
import type { HttpOutcome } from '../../platform/http.ts'
import { hearDataId, ServerData } from './server-data.ts'

const request = { method: 'GET', url: 'http://h', headers: {}, timeoutMs: 1, maxReplyBytes: 1 } as const

async function hear(header: string | null): Promise<string[]> {
  const reply: HttpOutcome = { kind: 'reply', status: 200, headers: { get: () => header }, text: '' }
  const heard: string[] = []
  await hearDataId(
    async () => reply,
    (id) => heard.push(id),
  )(request)
  return heard
}

describe('hearDataId()', () => {
  it('tells what a reply names', async () => {
    expect(await hear('0123abcd')).toEqual(['0123abcd'])
  })

  it.each([null, '', 'a b', '../x', 'x'.repeat(65)])('takes %j for no name', async (header) => {
    expect(await hear(header)).toEqual([])
  })
})

describe('ServerData', () => {
  function open(): { data: ServerData; changes: (string | undefined)[]; pass: (ms: number) => void } {
    let nowMs = 0
    const changes: (string | undefined)[] = []
    const data: ServerData = new ServerData({
      nowMs: () => nowMs,
      onChange: () => void changes.push(data.id),
    })
    return { data, changes, pass: (ms) => (nowMs += ms) }
  }

  it('calls a second name a change, and the first one not', () => {
    const { data, changes } = open()

    for (const id of ['a', 'a', 'b', 'b', 'a']) data.note(id)

    expect(changes).toEqual(['b', 'a'])
  })

  it('stops listening for a while to two servers that take turns, and hears the next reply after it', () => {
    const { data, changes, pass } = open()
    for (let i = 0; i < 1000; i++) data.note(i % 2 === 0 ? 'a' : 'b')
    const countAtOnce = changes.length
    const last = data.id

    pass(60_000)
    data.note(last === 'a' ? 'b' : 'a')

    expect([countAtOnce, changes.length]).toEqual([10, 11])
  })
})
