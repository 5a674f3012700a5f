import { describe, expect, it } from 'vitest'
import { FakeTimers, settle } from '@kymo/testkit'
import { LogGuard } from './log-guard.ts'

function createRig(): {
  guard: LogGuard
  calls: string[]
  failures: unknown[]
  state: { count: number; sync: () => Promise<number> }
  run(durationMs: number): Promise<void>
} {
  const timers = new FakeTimers()
  const calls: string[] = []
  const failures: unknown[] = []
  const state = { count: 0, sync: () => Promise.resolve(0) }
  const keeper = {
    sync: () => {
      calls.push('sync')
      return state.sync()
    },
    touch: () => Promise.resolve(void calls.push('touch')),
    close: () => Promise.resolve(),
  }
  const guard = new LogGuard({
    keeper,
    readCount: () => state.count,
    nowMs: () => timers.nowMs(),
    syncIntervalMs: 1000,
    heartbeatMs: 15_000,
    onSynced: () => undefined,
    onFailure: (error) => failures.push(error),
  })
  const run = async (durationMs: number): Promise<void> => {
    for (let passedMs = 0; passedMs < durationMs; passedMs += 100) {
      await timers.advance(100)
      guard.look()
    }
    await settle()
  }
  return { guard, calls, failures, state, run }
}

describe('LogGuard', () => {
  it('syncs what was written before it existed, then nothing more without a new record', async () => {
    const rig = createRig()

    await rig.run(5000)

    expect(rig.calls).toEqual(['sync'])
  })

  it('syncs at most once per interval, however much is appended', async () => {
    const rig = createRig()
    for (let i = 0; i < 50; i++) {
      rig.state.count += 1000
      await rig.run(100)
    }

    expect(rig.calls).toEqual(['sync', 'sync', 'sync', 'sync', 'sync'])
  })

  it('syncs again what was appended during a sync', async () => {
    const rig = createRig()
    let finishSync: (durableBytes: number) => void = () => undefined
    rig.state.sync = () => new Promise((resolve) => (finishSync = resolve))
    await rig.run(1000)
    rig.state.count += 1
    await rig.run(3000)
    const callsMeanwhile = rig.calls.length
    finishSync(0)
    await rig.run(1000)

    expect(callsMeanwhile).toBe(1)
    expect(rig.calls).toEqual(['sync', 'sync'])
  })

  it('touches the log of an idle run, and not one that is being written', async () => {
    const rig = createRig()
    await rig.run(46_000)
    const idle = rig.calls.filter((call) => call === 'touch').length
    for (let second = 0; second < 60; second++) {
      rig.state.count += 1
      await rig.run(1000)
    }

    expect(idle).toBe(3)
    expect(rig.calls.filter((call) => call === 'touch')).toHaveLength(3)
  })

  it('goes on after a disk that refused', async () => {
    const rig = createRig()
    rig.state.sync = () => Promise.reject(new Error('EIO'))
    await rig.run(1000)
    rig.state.sync = () => Promise.resolve(0)
    await rig.run(1000)

    expect(rig.failures).toHaveLength(1)
    expect(rig.calls).toEqual(['sync', 'sync'])
  })

  it('flush() waits for a sync that began after the call', async () => {
    const rig = createRig()
    const finishers: ((durableBytes: number) => void)[] = []
    rig.state.sync = () => new Promise((resolve) => finishers.push(resolve))
    await rig.run(1000)
    let isFlushed = false
    void rig.guard.flush().then(() => (isFlushed = true))
    finishers[0]?.(0)
    await settle()
    const isFlushedByOldSync = isFlushed
    finishers[1]?.(0)
    await settle()

    expect(isFlushedByOldSync).toBe(false)
    expect(isFlushed).toBe(true)
  })
})
