import { EventEmitter } from 'node:events'
import { FakePulse } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { ENDING_SIGNALS, type EndingSignal, type ProcessEvents } from '../platform/process-events.ts'
import { ExitWatch, SIGNAL_UPLOAD_MS, type ExitTarget } from './exit-watch.ts'

/** A process: emits events, and dies of a signal that nobody listens to. */
class FakeProcess implements ProcessEvents {
  readonly emitter = new EventEmitter()
  readonly deaths: EndingSignal[] = []
  passiveCount = 0

  listen(event: string, listener: () => void): void {
    this.emitter.prependListener(event, listener)
  }
  unlisten(event: string, listener: () => void): void {
    this.emitter.removeListener(event, listener)
  }
  listeners(event: string): readonly unknown[] {
    return this.emitter.listeners(event)
  }
  passiveListenerCount(): number {
    return this.passiveCount
  }
  kill(signal: EndingSignal): void {
    if (!this.emitter.emit(signal)) this.deaths.push(signal)
  }
  exitCode(): number {
    return 0
  }
}

interface FakeTarget extends ExitTarget {
  readonly seen: string[]
  finishUpload(): void
}

function setUp() {
  const events = new FakeProcess()
  const pulse = new FakePulse()
  const watch = new ExitWatch(events, pulse)
  const addTarget = (options: Partial<ExitTarget> = {}): FakeTarget => {
    const seen: string[] = []
    const upload = withResolvers()
    const target: FakeTarget = {
      isOnline: false,
      wantsSignals: true,
      seen,
      flush: () => void seen.push('flush'),
      end: (code) => {
        seen.push(`end ${code}`)
        watch.remove(target)
      },
      settle: (timeoutMs) => {
        seen.push(`settle ${timeoutMs}`)
        return upload.promise
      },
      finishUpload: () => upload.resolve(undefined),
      ...options,
    }
    watch.add(target)
    return target
  }
  return { events, pulse, watch, addTarget }
}

function withResolvers(): { promise: Promise<unknown>; resolve: (value: unknown) => void } {
  let resolve: (value: unknown) => void = () => {}
  const promise = new Promise((done) => {
    resolve = done
  })
  return { promise, resolve }
}

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends every run with %i, and the process dies of the signal', (signal, code) => {
  const { events, addTarget } = setUp()
  const targets = [addTarget(), addTarget()]

  events.kill(signal)

  for (const target of targets) expect(target.seen).toEqual(['flush', `end ${code}`])
  expect(events.deaths).toEqual([signal])
})

test("a program's own listener keeps the signal: runs are flushed, nothing ends", () => {
  const { events, addTarget } = setUp()
  const target = addTarget()
  let heardCount = 0
  events.emitter.on('SIGINT', () => heardCount++)

  events.kill('SIGINT')

  expect(heardCount).toBe(1)
  expect(target.seen).toEqual(['flush'])
  expect(events.deaths).toEqual([])
})

test('listeners that only wait for others to end the process do not count as its own', () => {
  const { events, addTarget } = setUp()
  const target = addTarget()
  const passive = (): void => {
    // What the package signal-exit does: it ends the process when nobody else listens.
    if (events.listeners('SIGINT').length > 1) return
    events.emitter.removeListener('SIGINT', passive)
    events.kill('SIGINT')
  }
  events.emitter.on('SIGINT', passive)
  events.passiveCount = 1

  events.kill('SIGINT')

  expect(target.seen).toEqual(['flush', 'end 130'])
  expect(events.deaths.length).toBeGreaterThan(0)
})

test('two copies of this package do not wait for each other', () => {
  const { events, pulse, addTarget } = setUp()
  const first = addTarget()
  const copy = new ExitWatch(events, pulse)
  const seen: string[] = []
  const second: ExitTarget = {
    ...first,
    flush: () => {},
    end: (code) => (seen.push(`end ${code}`), copy.remove(second)),
  }
  copy.add(second)

  events.kill('SIGTERM')

  expect(first.seen).toContain('end 143')
  expect(seen).toContain('end 143')
  expect(events.deaths.length).toBeGreaterThan(0)
})

test('a run with a server gets a moment to send its end', async () => {
  const { events, addTarget } = setUp()
  const target = addTarget({ isOnline: true })

  events.kill('SIGINT')
  expect(target.seen).toEqual(['flush', 'end 130', `settle ${SIGNAL_UPLOAD_MS}`])
  expect(events.deaths).toEqual([])
  target.finishUpload()
  await new Promise((resolve) => setImmediate(resolve))

  expect(events.deaths).toEqual(['SIGINT'])
})

test('a second signal cuts that moment short', () => {
  const { events, addTarget } = setUp()
  addTarget({ isOnline: true })

  events.kill('SIGINT')
  events.kill('SIGINT')

  expect(events.deaths).toEqual(['SIGINT'])
})

test('a loop that does not turn gets its default death back at the next log()', () => {
  const { events, pulse, watch, addTarget } = setUp()
  const target = addTarget()
  pulse.isBlocked = true

  pulse.advance(900)
  watch.noteCall(pulse.nowMs())
  expect(events.listeners('SIGINT')).toHaveLength(1)
  pulse.advance(200)
  watch.noteCall(pulse.nowMs())
  events.kill('SIGINT')

  expect(events.deaths).toEqual(['SIGINT'])
  expect(target.seen).toEqual([])
})

test('once the loop turns again, signals are answered again', () => {
  const { events, pulse, watch, addTarget } = setUp()
  const target = addTarget()
  pulse.isBlocked = true
  pulse.advance(2000)
  watch.noteCall(pulse.nowMs())

  pulse.isBlocked = false
  pulse.advance(300)
  events.kill('SIGTERM')

  expect(target.seen).toEqual(['flush', 'end 143'])
})

test('a loop that turns is left alone, however long it runs', () => {
  const { events, pulse, watch, addTarget } = setUp()
  addTarget()

  for (let i = 0; i < 100; i++) {
    pulse.advance(100)
    watch.noteCall(pulse.nowMs())
  }

  expect(events.listeners('SIGINT')).toHaveLength(1)
})

test('exit ends what is open with its code', () => {
  const { events, addTarget } = setUp()
  const target = addTarget()

  events.emitter.emit('exit', 3)

  expect(target.seen).toEqual(['end 3'])
})

test('beforeExit ends what is open and sends it', () => {
  const { events, pulse, addTarget } = setUp()
  const target = addTarget()

  events.emitter.emit('beforeExit', 0)
  pulse.advance(0)

  expect(target.seen).toEqual(['end 0', 'settle 5000'])
})

test('a signal that was not heard yet wins over the end of the program', () => {
  const { events, pulse, addTarget } = setUp()
  const target = addTarget()

  events.emitter.emit('beforeExit', 0)
  events.kill('SIGTERM')
  pulse.advance(0)

  expect(target.seen).toEqual(['flush', 'end 143'])
  expect(events.deaths).toEqual(['SIGTERM'])
})

test('an uncaught exception only flushes: whether the process dies is not ours to say', () => {
  const { events, addTarget } = setUp()
  const target = addTarget()

  events.emitter.emit('uncaughtExceptionMonitor', new Error('x'))

  expect(target.seen).toEqual(['flush'])
})

test('when the last run has ended, no listener and no timer is left', () => {
  const { events, pulse, watch, addTarget } = setUp()
  const targets = [addTarget(), addTarget()]

  for (const target of targets) watch.remove(target)

  expect(events.emitter.eventNames()).toEqual([])
  expect(pulse.tickerCount).toBe(0)
})

test('a run that wants no signals installs none', () => {
  const { events, pulse, addTarget } = setUp()

  addTarget({ wantsSignals: false })

  for (const signal of ENDING_SIGNALS) expect(events.listeners(signal)).toEqual([])
  expect(pulse.tickerCount).toBe(0)
})

test('a signal that announces the end is told before the run ends of it', () => {
  const { events, addTarget } = setUp()
  const target = addTarget({ preemptSignals: ['SIGTERM'], preempt: () => void target.seen.push('preempt') })

  events.emitter.emit('SIGTERM')

  expect(target.seen).toEqual(['preempt', 'flush', 'end 143'])
  expect(events.deaths).toEqual(['SIGTERM'])
})

test('SIGUSR1 ends nothing, and is listened to only while a run wants it', () => {
  const { events, watch, addTarget } = setUp()
  const target = addTarget({ preemptSignals: ['SIGUSR1'], preempt: () => void target.seen.push('preempt') })
  const other = addTarget()

  events.emitter.emit('SIGUSR1')
  watch.remove(target)

  expect([target.seen, other.seen, events.deaths]).toEqual([['preempt'], [], []])
  expect(events.emitter.listenerCount('SIGUSR1')).toBe(0)
})

test.each([
  { diesOfSignals: true, deaths: ['SIGTERM'] },
  { diesOfSignals: false, deaths: [] },
])(
  'a run that does not handle SIGTERM only hears of it, and the process dies as before: $diesOfSignals',
  (row) => {
    const { events, addTarget } = setUp()
    const target = addTarget({
      wantsSignals: false,
      diesOfSignals: row.diesOfSignals,
      preemptSignals: ['SIGTERM'],
      preempt: () => void target.seen.push('preempt'),
    })

    events.emitter.emit('SIGTERM')

    expect(target.seen).toEqual(['preempt', 'flush'])
    expect(events.deaths).toEqual(row.deaths)
    expect(events.emitter.listenerCount('SIGINT')).toBe(0)
  },
)
