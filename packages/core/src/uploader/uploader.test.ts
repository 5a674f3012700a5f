import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FakeTimers, seededRandom, settle } from '@kymo/testkit'
import type { LogFile } from '../platform/log-file.ts'
import type { LogCursor } from './cursor.ts'
import type { SendOutcome, Sink } from './sink.ts'
import { Uploader, uploadReason, type UploaderOptions, type UploadReport } from './uploader.ts'

const CURSOR: LogCursor = { file: 'run-a.wandb', offset: 0, state: { target: 'http://h/default/p' } }
const RETRY_LATER: SendOutcome = { kind: 'retry', code: 'UPLOAD_UNREACHABLE', reason: 'ECONNREFUSED' }
const REFUSED: SendOutcome = { kind: 'refused', code: 'UPLOAD_UNAUTHORIZED', reason: 'unknown key' }

class MemoryLog implements LogFile {
  bytes: Uint8Array = new Uint8Array(0)
  readCount = 0
  failure: Error | undefined
  /** Called once, after the size has been taken and before it is told. */
  meanwhile: (() => void) | undefined

  append(text: string): void {
    this.bytes = Buffer.concat([this.bytes, Buffer.from(text)])
  }
  status(): Promise<{ sizeBytes: number; modifiedMs: number }> {
    const status = { sizeBytes: this.bytes.byteLength, modifiedMs: 0 }
    const { meanwhile } = this
    this.meanwhile = undefined
    meanwhile?.()
    return Promise.resolve(status)
  }
  read(offset: number, maxBytes: number): Promise<Uint8Array> {
    this.readCount += 1
    if (this.failure !== undefined) return Promise.reject(this.failure)
    return Promise.resolve(this.bytes.slice(offset, offset + maxBytes))
  }
  close(): Promise<void> {
    return Promise.resolve()
  }
}

/** Appends what it is sent, like the kymo server; each outcome of the script comes first, once. */
class MemorySink implements Sink {
  readonly name = 'memory'
  maxBatchBytes = 100
  held = Buffer.alloc(0)
  readonly script: (SendOutcome | 'lost' | 'never')[] = []
  readonly sentAtMs: number[] = []
  readonly sizes: number[] = []
  openCount = 0
  stop = false
  readonly #timers: FakeTimers

  constructor(timers: FakeTimers) {
    this.#timers = timers
  }

  open(): Promise<SendOutcome> {
    this.openCount += 1
    return this.#attempt(() => undefined)
  }
  prepare({ offset, bytes }: { offset: number; bytes: Uint8Array }): ReturnType<Sink['prepare']> {
    const send = (signal: AbortSignal): Promise<SendOutcome> => {
      this.sentAtMs.push(this.#timers.nowMs())
      this.sizes.push(bytes.byteLength)
      return this.#attempt(() => {
        if (offset === this.held.byteLength) this.held = Buffer.concat([this.held, bytes])
      }, signal)
    }
    return Promise.resolve({ offset, byteCount: bytes.byteLength, send })
  }

  #attempt(store: () => void, signal?: AbortSignal): Promise<SendOutcome> {
    const next = this.script.shift()
    if (next === 'never')
      return new Promise((resolve) => signal?.addEventListener('abort', () => resolve(RETRY_LATER)))
    if (next === undefined || next === 'lost') store()
    if (next === 'lost') return Promise.resolve(RETRY_LATER)
    return Promise.resolve(next ?? { kind: 'sent', offset: this.held.byteLength, stop: this.stop })
  }
}

interface Rig {
  readonly log: MemoryLog
  readonly sink: MemorySink
  readonly timers: FakeTimers
  readonly uploader: Uploader
  readonly cursors: number[]
  readonly warnings: string[]
  readonly progress: { sentBytes: number; totalBytes: number }[]
  stops: number
}

function createRig(options: Partial<UploaderOptions> = {}): Rig {
  const timers = new FakeTimers()
  const log = new MemoryLog()
  const sink = new MemorySink(timers)
  const rig: Omit<Rig, 'uploader'> = { log, sink, timers, cursors: [], warnings: [], progress: [], stops: 0 }
  const uploader = new Uploader({
    sink,
    log,
    cursor: CURSOR,
    cursors: { advance: (cursor) => rig.cursors.push(cursor.offset), settle: () => Promise.resolve() },
    timers,
    random: seededRandom(1),
    pace: { liveIntervalMs: 200, catchUpBytes: 1000, heartbeatMs: 15_000, pollMs: 15_000 },
    retry: { baseMs: 250, capMs: 30_000 },
    refusedRetryMs: 60_000,
    giveUpAfterMs: Number.POSITIVE_INFINITY,
    events: {
      onProgress: (progress) => rig.progress.push(progress),
      onStop: () => void (rig.stops += 1),
      onWarning: (warning) => rig.warnings.push(warning.code),
    },
    ...options,
  })
  return Object.assign(rig, { uploader })
}

function finish(rig: Rig, deadlineMs = Number.POSITIVE_INFINITY): Promise<UploadReport> {
  const running = rig.uploader.run()
  rig.uploader.finish(deadlineMs)
  return rig.timers.runUntil(running)
}

describe('Uploader', () => {
  it('ships a whole log in batches, back to back', async () => {
    const rig = createRig()
    rig.log.append('x'.repeat(950))

    const report = await finish(rig)

    expect(report).toEqual({ kind: 'complete', resumedFrom: 0, acknowledgedBytes: 950, totalBytes: 950 })
    expect(rig.sink.held.equals(rig.log.bytes)).toBe(true)
    expect(rig.timers.sleepsMs).toEqual([])
    expect(rig.cursors.at(-1)).toBe(950)
    expect(rig.progress.at(-1)).toEqual({ sentBytes: 950, totalBytes: 950 })
  })

  it('sends a last row that is appended, and finished, while it asks for the size', async () => {
    const rig = createRig()
    rig.log.append('one')
    const running = rig.uploader.run()
    await settle()

    rig.log.meanwhile = () => {
      rig.log.append('two')
      rig.uploader.finish(Number.POSITIVE_INFINITY)
    }
    rig.uploader.poke()
    await rig.timers.runUntil(running)

    expect(rig.sink.held.toString()).toBe('onetwo')
  })

  it('sends what is appended while it follows, at most every 200 ms', async () => {
    const rig = createRig()
    const running = rig.uploader.run()
    await settle()
    for (let row = 0; row < 100; row++) {
      rig.log.append('row')
      rig.uploader.poke()
      await rig.timers.advance(10)
    }
    rig.uploader.finish(1000)
    const report = await rig.timers.runUntil(running)

    expect(report.kind).toBe('complete')
    expect(rig.sink.held.byteLength).toBe(300)
    const gaps = rig.sink.sentAtMs.slice(1, -1).map((atMs, i) => atMs - (rig.sink.sentAtMs[i] ?? 0))
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(200)
    expect(rig.sink.sentAtMs.length).toBeGreaterThanOrEqual(5)
  })

  it('gives a sign of life while nothing is logged', async () => {
    const rig = createRig()
    const running = rig.uploader.run()
    await rig.timers.advance(60_000)
    rig.uploader.abort()
    await running

    expect(rig.sink.sizes.filter((size) => size === 0).length).toBeGreaterThanOrEqual(4)
    expect(rig.sink.sizes.length).toBeLessThanOrEqual(6)
  })

  it('reads nothing while the backend is away, however much is logged', async () => {
    const rig = createRig()
    rig.sink.script.push(...Array.from({ length: 1000 }, () => RETRY_LATER))
    const running = rig.uploader.run()
    for (let minute = 0; minute < 60; minute++) {
      rig.log.append('x'.repeat(100_000))
      rig.uploader.poke()
      await rig.timers.advance(60_000)
    }
    const readsWhileAway = rig.log.readCount
    rig.uploader.abort()
    await running

    expect(readsWhileAway).toBe(0)
    expect(rig.warnings).toEqual(['UPLOAD_UNREACHABLE'])
  })

  it('reads at most two batches for each attempt when the backend goes away in the middle', async () => {
    const rig = createRig()
    rig.log.append('x'.repeat(5000))
    rig.sink.script.push({ kind: 'sent', offset: 0 }, ...Array.from({ length: 20 }, () => RETRY_LATER))
    const running = rig.uploader.run()
    await rig.timers.advance(24 * 3600 * 1000)
    rig.uploader.finish(1000)
    await rig.timers.runUntil(running)

    expect(rig.sink.held.equals(rig.log.bytes)).toBe(true)
    expect(rig.log.readCount).toBeLessThanOrEqual(20 * 2 + 50)
  })

  it('waits as long as the server asked, even when the run finishes meanwhile', async () => {
    const rig = createRig()
    rig.log.append('x')
    rig.sink.script.push({ kind: 'sent', offset: 0 }, { ...RETRY_LATER, afterMs: 5000 })
    const startedMs = rig.timers.nowMs()
    const report = await finish(rig)

    expect(report.kind).toBe('complete')
    expect(rig.timers.nowMs() - startedMs).toBeGreaterThanOrEqual(5000)
  })

  it('tries at once when the run finishes during a back-off of its own', async () => {
    const rig = createRig({ retry: { baseMs: 1e6, capMs: 1e6 } })
    rig.log.append('x')
    rig.sink.script.push(RETRY_LATER)
    const running = rig.uploader.run()
    await settle()
    rig.uploader.finish(1000)
    const startedMs = rig.timers.nowMs()
    const report = await rig.timers.runUntil(running)

    expect(report.kind).toBe('complete')
    expect(rig.timers.nowMs()).toBe(startedMs)
  })

  it('gives up at the deadline and says what stood in the way', async () => {
    const rig = createRig()
    rig.log.append('x'.repeat(10))
    rig.sink.script.push(...Array.from({ length: 1000 }, () => RETRY_LATER))
    const startedMs = rig.timers.nowMs()
    const report = await finish(rig, 5000)

    expect(report).toMatchObject({ kind: 'cut-off', acknowledgedBytes: 0, totalBytes: 10 })
    expect(rig.timers.nowMs() - startedMs).toBe(5000)
    expect(uploadReason(CURSOR, report)).toBe('Cannot upload run-a.wandb to http://h/default/p: ECONNREFUSED')
  })

  it('gives up at the deadline on a request that never ends', async () => {
    const rig = createRig()
    rig.log.append('x'.repeat(10))
    rig.sink.script.push({ kind: 'sent', offset: 0 }, 'never')

    const report = await finish(rig, 5000)

    expect(report).toMatchObject({ kind: 'cut-off', acknowledgedBytes: 0, totalBytes: 10 })
    expect(uploadReason(CURSOR, report)).toContain('10 of 10 bytes were not acknowledged')
  })

  it('gives up on a finished log after giveUpAfterMs without an acknowledgement', async () => {
    const rig = createRig({ giveUpAfterMs: 10_000 })
    rig.log.append('x')
    rig.sink.script.push(...Array.from({ length: 1000 }, () => RETRY_LATER))

    expect(await finish(rig)).toMatchObject({ kind: 'gave-up', trouble: { code: 'UPLOAD_UNREACHABLE' } })
  })

  it('ends at once when a finished log is refused', async () => {
    const rig = createRig()
    rig.log.append('x')
    rig.sink.script.push(REFUSED)

    expect(await finish(rig)).toMatchObject({ kind: 'refused', trouble: { code: 'UPLOAD_UNAUTHORIZED' } })
    expect(rig.sink.openCount).toBe(1)
  })

  it('asks again a minute after a refusal while the log is being written', async () => {
    const rig = createRig()
    rig.log.append('x')
    rig.sink.script.push(REFUSED)
    const running = rig.uploader.run()
    await rig.timers.advance(59_000)
    const heldBefore = rig.sink.held.byteLength
    await rig.timers.advance(2000)
    rig.uploader.abort()
    await running

    expect(heldBefore).toBe(0)
    expect(rig.sink.held.byteLength).toBe(1)
    expect(rig.warnings).toEqual(['UPLOAD_UNAUTHORIZED'])
  })

  it('continues where the backend is, not where the cursor says', async () => {
    const rig = createRig({ cursor: { ...CURSOR, offset: 400 } })
    rig.log.append('abcdefghij'.repeat(50))
    rig.sink.held = Buffer.from(rig.log.bytes.slice(0, 120))

    const report = await finish(rig)

    expect(report).toMatchObject({ kind: 'complete', resumedFrom: 120, acknowledgedBytes: 500 })
    expect(rig.sink.held.equals(rig.log.bytes)).toBe(true)
  })

  it('refuses to guess when the backend holds more than the log', async () => {
    const rig = createRig()
    rig.log.append('short')
    rig.sink.held = Buffer.alloc(500)

    const report = await finish(rig)

    expect(report).toMatchObject({ kind: 'refused', trouble: { code: 'UPLOAD_REMOTE_AHEAD' } })
    expect(uploadReason(CURSOR, report)).toContain('it holds 500 bytes of a log that has 5 here')
  })

  it('backs off from a server that asks for the same bytes again and again', async () => {
    const rig = createRig({ giveUpAfterMs: 10_000 })
    rig.log.append('x'.repeat(10))
    rig.sink.script.push(...Array.from({ length: 5000 }, (): SendOutcome => ({ kind: 'sent', offset: 0 })))

    const report = await finish(rig)

    expect(report).toMatchObject({ kind: 'gave-up', trouble: { code: 'UPLOAD_REPLY_INVALID' } })
    expect(rig.sink.sizes.length).toBeLessThan(100)
  })

  it('backs off from a server that goes back and forth', async () => {
    const rig = createRig({ giveUpAfterMs: 10_000 })
    rig.log.append('x'.repeat(1000))
    const offsets = Array.from({ length: 400 }, (_, i) => (i % 2 === 0 ? 100 : 0))
    rig.sink.script.push(...offsets.map((offset): SendOutcome => ({ kind: 'sent', offset })))
    const startedMs = rig.timers.nowMs()

    const report = await finish(rig, 10 * 60_000)

    expect(report.kind).toBe('complete')
    expect(rig.timers.nowMs() - startedMs).toBeGreaterThan(190 * 100)
  })

  it('cuts smaller batches as soon as the sink wants them', async () => {
    const rig = createRig()
    rig.log.append('x'.repeat(300))
    rig.sink.script.push({ kind: 'sent', offset: 0 }, { kind: 'resize' })
    const running = rig.uploader.run()
    rig.uploader.finish(1000)
    rig.sink.maxBatchBytes = 50
    const report = await rig.timers.runUntil(running)

    expect(report.kind).toBe('complete')
    expect(Math.max(...rig.sink.sizes)).toBeLessThanOrEqual(50)
    expect(rig.warnings).toEqual([])
  })

  it('reports a stop request once', async () => {
    const rig = createRig()
    rig.sink.stop = true
    rig.log.append('x'.repeat(500))

    await finish(rig)

    expect(rig.stops).toBe(1)
  })

  it('keeps trying when the log cannot be read for a while', async () => {
    const rig = createRig()
    rig.log.append('x'.repeat(500))
    rig.log.failure = Object.assign(new Error('EIO: i/o error'), { code: 'EIO' })
    const running = rig.uploader.run()
    await rig.timers.advance(5000)
    rig.log.failure = undefined
    rig.uploader.finish(60_000)
    const report = await rig.timers.runUntil(running)

    expect(rig.warnings).toEqual(['UPLOAD_LOG_UNREADABLE'])
    expect(report.kind).toBe('complete')
  })

  it('delivers every byte once, in order, whatever goes wrong on the way', async () => {
    const trouble = fc.constantFrom<SendOutcome | 'lost' | undefined>(
      RETRY_LATER,
      'lost',
      undefined,
      { ...RETRY_LATER, afterMs: 1000 },
      { kind: 'resize' },
    )
    const step = fc.record({ text: fc.string({ maxLength: 400 }), waitMs: fc.nat({ max: 2000 }) })
    const check = async (
      troubles: (SendOutcome | 'lost' | undefined)[],
      steps: { text: string; waitMs: number }[],
    ): Promise<void> => {
      const rig = createRig()
      for (const item of troubles) if (item !== undefined) rig.sink.script.push(item)
      const running = rig.uploader.run()
      for (const { text, waitMs } of steps) {
        rig.log.append(text)
        rig.uploader.poke()
        await rig.timers.advance(waitMs)
      }
      rig.uploader.finish(Number.POSITIVE_INFINITY)
      const report = await rig.timers.runUntil(running, 1e9)

      expect(report).toMatchObject({ kind: 'complete', acknowledgedBytes: rig.log.bytes.byteLength })
      expect(rig.sink.held.equals(rig.log.bytes)).toBe(true)
    }
    await fc.assert(
      fc.asyncProperty(fc.array(trouble, { maxLength: 15 }), fc.array(step, { maxLength: 8 }), check),
      { numRuns: 60 },
    )
  })
})
