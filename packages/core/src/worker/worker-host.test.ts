import { EventEmitter } from 'node:events'
import type { Worker } from 'node:worker_threads'
import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTempDir, settle, type TempDir } from '@kymo/testkit'
import type { ToWorkerMessage, WorkerStart } from './messages.ts'
import { createSharedSlots } from './shared-slots.ts'
import { createWorkerHost, type WorkerHost } from './worker-host.ts'

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
  writeFileSync(dir.join('run-a.wandb'), 'header.')
})
afterEach(() => dir.remove())

class FakeWorker extends EventEmitter {
  isReferenced = true
  isTerminated = false
  readonly received: ToWorkerMessage[] = []

  ref(): void {
    this.isReferenced = true
  }
  unref(): void {
    this.isReferenced = false
  }
  postMessage(message: ToWorkerMessage): void {
    this.received.push(message)
  }
  terminate(): Promise<number> {
    this.isTerminated = true
    return Promise.resolve(0)
  }
  crash(): void {
    this.emit('error', new Error('out of memory'))
    this.emit('exit', 1)
  }
}

function createRig(spawnFails = false): {
  host: WorkerHost
  workers: FakeWorker[]
  warnings: string[]
  seen: string[]
} {
  const workers: FakeWorker[] = []
  const warnings: string[] = []
  const seen: string[] = []
  const start: WorkerStart = {
    logPath: dir.join('run-a.wandb'),
    folderName: 'run-20261123_101500-a',
    fileName: 'run-a.wandb',
    shared: createSharedSlots(),
    syncIntervalMs: 1000,
    heartbeatMs: 15_000,
  }
  const spawn = (): Worker => {
    if (spawnFails) throw new Error('threads are forbidden')
    const worker = new FakeWorker()
    workers.push(worker)
    return worker as never
  }
  const events = {
    onProgress: () => void seen.push('progress'),
    onStop: () => void seen.push('stop'),
    onWarning: (warning: { code: string }) => void warnings.push(warning.code),
  }
  return { host: createWorkerHost(start, events, { spawn }), workers, warnings, seen }
}

const REPORT = { sink: 'none', acknowledgedBytes: 0, totalBytes: 7, complete: true } as const

describe('createWorkerHost()', () => {
  it('takes no crash from a worker that reports and ends in the same turn', async () => {
    const { host, workers, warnings } = createRig()
    const ended = host.finish(1000)

    workers[0]?.emit('message', { kind: 'finished', report: REPORT })
    workers[0]?.emit('exit', 0)

    expect(await ended).toEqual(REPORT)
    expect(warnings).toEqual([])
    expect(workers.length).toBe(1)
  })

  it('is ready when its worker says so, and at once when there will be none', async () => {
    const { host, workers } = createRig()
    const seen: string[] = []
    const ready = host.whenReady().then(() => seen.push('ready'))
    await new Promise((resolve) => setImmediate(resolve))
    const before = [...seen]
    workers[0]?.emit('message', { kind: 'ready' })
    await ready

    expect([before, seen]).toEqual([[], ['ready']])
    const startedMs = performance.now()
    await createRig(true).host.whenReady()
    expect(performance.now() - startedMs).toBeLessThan(500)
  })

  it('keeps the process alive only while finish() is pending', async () => {
    const { host, workers } = createRig()
    const before = workers[0]?.isReferenced
    const finishing = host.finish(1000)
    const during = workers[0]?.isReferenced
    workers[0]?.emit('message', { kind: 'finished', report: REPORT })

    expect(await finishing).toEqual(REPORT)
    expect([before, during, workers[0]?.isReferenced]).toEqual([false, true, false])
    expect(workers[0]?.isTerminated).toBe(true)
  })

  it('starts a crashed worker again, at most three times, and reports that once', async () => {
    const { host, workers, warnings } = createRig()
    for (let i = 0; i < 4; i++) workers.at(-1)?.crash()

    expect(workers).toHaveLength(4)
    expect(warnings).toEqual(['WORKER_CRASHED', 'WORKER_UNAVAILABLE'])
    expect(await host.finish(1000)).toEqual(REPORT)
  })

  it('tells the new worker to finish when the old one crashes while finishing', async () => {
    const { host, workers } = createRig()
    const finishing = host.finish(10_000)
    workers[0]?.crash()
    workers[1]?.emit('message', { kind: 'finished', report: REPORT })

    expect(await finishing).toEqual(REPORT)
    expect(workers[1]?.received).toHaveLength(1)
    expect(workers[1]?.received[0]).toMatchObject({ kind: 'finish' })
  })

  it('does the work on this thread at finish() where threads are forbidden', async () => {
    const { host, warnings } = createRig(true)

    expect(await host.finish(1000)).toEqual(REPORT)
    expect(warnings).toEqual(['WORKER_UNAVAILABLE'])
  })

  it('does not wait for a worker that hangs', async () => {
    const { host, workers } = createRig()

    expect(await host.finish(10)).toMatchObject({
      complete: false,
      reason: 'the worker thread did not answer in time',
    })
    expect(workers[0]?.isTerminated).toBe(true)
  })

  it('passes on a stop request once, even from two workers', async () => {
    const { host, workers, seen } = createRig()
    workers[0]?.emit('message', { kind: 'stop' })
    workers[0]?.crash()
    workers[1]?.emit('message', { kind: 'stop' })
    workers[1]?.emit('message', { kind: 'progress', sentBytes: 1, totalBytes: 2 })
    await settle()
    void host.close()
    workers[1]?.emit('exit', 0)
    await host.close()

    expect(seen).toEqual(['stop', 'progress'])
    expect(workers).toHaveLength(2)
  })
})
