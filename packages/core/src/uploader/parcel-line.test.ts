import { describe, expect, it } from 'vitest'
import { ParcelLine } from './parcel-line.ts'
import type { Parcel } from './sink.ts'

function createRig(): { line: ParcelLine; reads: number[]; failNextRead: () => void } {
  const reads: number[] = []
  let shouldFail = false
  const log = {
    status: () => Promise.resolve({ sizeBytes: 1000, modifiedMs: 400 }),
    read: (offset: number, maxBytes: number) => {
      reads.push(offset)
      if (!shouldFail) return Promise.resolve(new Uint8Array(maxBytes))
      shouldFail = false
      return Promise.reject(new Error('EIO'))
    },
    close: () => Promise.resolve(),
  }
  const sink = {
    name: 'memory',
    maxBatchBytes: 100,
    open: () => Promise.resolve({ kind: 'sent', offset: 0 } as const),
    prepare: ({ offset, bytes }: { offset: number; bytes: Uint8Array }): Promise<Parcel> =>
      Promise.resolve({
        offset,
        byteCount: bytes.byteLength,
        send: () => Promise.resolve({ kind: 'sent', offset }),
      }),
  }
  const line = new ParcelLine({ log, sink, nowMs: () => 1000.4 })
  return { line, reads, failNextRead: () => void (shouldFail = true) }
}

describe('ParcelLine', () => {
  it('hands out the parcel that was prepared ahead, once', async () => {
    const { line, reads } = createRig()
    line.prepareAhead(100, 50)

    expect(await line.take(100, 50)).toMatchObject({ offset: 100, byteCount: 50 })
    expect(await line.take(100, 20)).toMatchObject({ offset: 100, byteCount: 20 })
    expect(reads).toEqual([100, 100])
  })

  it('never hands out a parcel of another place', async () => {
    const { line, reads } = createRig()
    line.prepareAhead(100, 50)

    expect(await line.take(60, 10)).toMatchObject({ offset: 60, byteCount: 10 })
    expect(await line.take(100, 30)).toMatchObject({ offset: 100, byteCount: 30 })
    expect(reads).toEqual([100, 60, 100])
  })

  it('tells of a failed read to whoever takes the parcel, and to nobody else', async () => {
    const { line, failNextRead } = createRig()
    failNextRead()
    line.prepareAhead(100, 50)
    line.drop()
    failNextRead()
    line.prepareAhead(200, 50)

    await expect(line.take(200, 50)).rejects.toThrow('EIO')
    expect(await line.take(200, 50)).toMatchObject({ offset: 200 })
  })

  it('reads nothing for a sign of life', async () => {
    const { line, reads } = createRig()

    expect(await line.take(1000, 0)).toMatchObject({ offset: 1000, byteCount: 0 })
    expect(reads).toEqual([])
  })

  it('tells the age of the log in whole milliseconds', async () => {
    expect(await createRig().line.ageMs()).toBe(600)
  })
})
