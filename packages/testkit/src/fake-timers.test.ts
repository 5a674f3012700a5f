import { describe, expect, it } from 'vitest'
import { FakeTimers } from './fake-timers.ts'

describe('FakeTimers', () => {
  it('wakes sleepers in the order of their time, and not before it', async () => {
    const timers = new FakeTimers(0)
    const woken: string[] = []
    void timers.sleep(30).then(() => woken.push(`late at ${timers.nowMs()}`))
    const sleepTwice = async (): Promise<void> => {
      await timers.sleep(10)
      woken.push(`early at ${timers.nowMs()}`)
      await timers.sleep(10)
      woken.push(`again at ${timers.nowMs()}`)
    }
    void sleepTwice()

    await timers.advance(29)
    const before = [...woken]
    await timers.advance(1)

    expect(before).toEqual(['early at 10', 'again at 20'])
    expect(woken.at(-1)).toBe('late at 30')
  })

  it('sleep() ends early when its signal aborts, and leaves nothing behind', async () => {
    const timers = new FakeTimers(0)
    const controller = new AbortController()
    const sleeping = timers.sleep(1000, controller.signal)
    controller.abort()
    await sleeping

    expect([timers.nowMs(), timers.sleeperCount]).toEqual([0, 0])
  })

  it('runUntil() does not go on for ever', async () => {
    const timers = new FakeTimers(0)
    const endless = (async () => {
      for (;;) await timers.sleep(1000)
    })()

    await expect(timers.runUntil(endless, 60_000)).rejects.toThrow('60000 ms of fake time')
  })
})
