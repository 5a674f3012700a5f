import {
  appendFileSync,
  existsSync,
  readdirSync,
  readlinkSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTempDir, startFakeKymoServer, waitFor, type FakeKymoServer, type TempDir } from '@kymo/testkit'
import type { FromWorkerMessage, SinkReport, ToWorkerMessage, WorkerStart } from './messages.ts'
import { runWorker } from './run-worker.ts'
import {
  createSharedSlots,
  SLOT_RECORDS_APPENDED,
  SLOT_STOP_REQUESTED,
  SLOT_SYNCS_DONE,
} from './shared-slots.ts'

const FILE = 'run-a1b2c3d4.wandb'

let dir: TempDir
let server: FakeKymoServer
let logPath: string
beforeEach(async () => {
  dir = createTempDir()
  server = await startFakeKymoServer()
  logPath = dir.join(FILE)
  writeFileSync(logPath, 'header.')
})
afterEach(async () => {
  await server.close()
  dir.remove()
})

interface Rig {
  readonly slots: Int32Array
  readonly messages: FromWorkerMessage[]
  readonly ended: Promise<void>
  append(text: string): void
  say(message: ToWorkerMessage): void
  report(): SinkReport | undefined
  onPost(listener: (message: FromWorkerMessage) => void): void
}

/** Paths of what this process has open. */
function openPaths(): string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)]
    } catch {
      // The one that the folder was read through.
      return []
    }
  })
}

function start(options: Partial<WorkerStart> = {}): Rig {
  const shared = createSharedSlots()
  const slots = new Int32Array(shared)
  const messages: FromWorkerMessage[] = []
  let listener: ((message: ToWorkerMessage) => void) | undefined
  let onPost: (message: FromWorkerMessage) => void = () => {}
  const base = {
    logPath,
    folderName: 'run-20261123_101500-a1b2c3d4',
    fileName: FILE,
    shared,
    syncIntervalMs: 100,
    heartbeatMs: 15_000,
  }
  const ended = runWorker(
    { ...base, ...options },
    {
      post: (message) => {
        onPost(message)
        messages.push(message)
      },
      onMessage: (given) => (listener = given),
    },
  )
  return {
    slots,
    messages,
    ended,
    append: (text) => {
      appendFileSync(logPath, text)
      Atomics.add(slots, SLOT_RECORDS_APPENDED, 1)
    },
    say: (message) => listener?.(message),
    onPost: (given) => (onPost = given),
    report: () => messages.flatMap((message) => (message.kind === 'finished' ? [message.report] : []))[0],
  }
}

const target = (): NonNullable<WorkerStart['target']> => ({
  baseUrl: server.url,
  entity: 'default',
  project: 'p',
})

describe('runWorker()', () => {
  it('makes an offline log durable and asks no server', async () => {
    const rig = start()
    rig.append('one')
    await waitFor('a sync', () => Atomics.load(rig.slots, SLOT_SYNCS_DONE) > 0)
    rig.say({ kind: 'finish', deadlineMs: 1000 })
    await rig.ended

    expect(rig.report()).toEqual({ sink: 'none', acknowledgedBytes: 0, totalBytes: 10, complete: true })
    expect(existsSync(dir.join('cursors'))).toBe(false)
    expect(server.requests).toEqual([])
  })

  it.skipIf(!existsSync('/proc/self/fd'))(
    'has closed the log when it reports, since it is ended then',
    async () => {
      for (const options of [{}, { target: target() }]) {
        const rig = start(options)
        const isOpen = (): boolean => openPaths().includes(logPath)
        await waitFor('the log to be open', isOpen)
        const states: boolean[] = []
        rig.onPost(({ kind }) => kind === 'finished' && states.push(isOpen()))
        rig.say({ kind: 'finish', deadlineMs: 5000 })
        await rig.ended

        expect(states).toEqual([false])
      }
    },
  )

  it.skipIf(process.platform === 'win32')('says so when the log has been deleted', async () => {
    const rig = start()
    rig.append('one')
    await waitFor('a sync', () => Atomics.load(rig.slots, SLOT_SYNCS_DONE) > 0)
    rmSync(logPath)
    Atomics.add(rig.slots, SLOT_RECORDS_APPENDED, 1)
    await waitFor('a warning', () => rig.messages.some(({ kind }) => kind === 'warning'))
    rig.say({ kind: 'close' })
    await rig.ended

    const warnings = rig.messages.filter((message) => message.kind === 'warning')
    expect(warnings).toEqual([
      {
        kind: 'warning',
        code: 'LOG_NOT_DURABLE',
        message: `Cannot make ${FILE} durable: it has been deleted; what is logged from now on is lost`,
      },
    ])
  })

  it('ships rows as they are appended, and the rest at finish', async () => {
    const rig = start({ target: target() })
    rig.append('one')
    await waitFor('the first row', () => server.log(FILE).length === 10)
    rig.append('two')
    rig.say({ kind: 'finish', deadlineMs: 5000 })
    await rig.ended

    expect(Buffer.from(server.log(FILE)).toString()).toBe('header.onetwo')
    expect(rig.report()).toMatchObject({
      sink: 'kymo',
      acknowledgedBytes: 13,
      totalBytes: 13,
      complete: true,
    })
    expect(rig.messages.filter(({ kind }) => kind === 'progress').at(-1)).toEqual({
      kind: 'progress',
      sentBytes: 13,
      totalBytes: 13,
    })
  })

  it('posts no progress before finish, so that a blocked thread has no queue of it', async () => {
    const rig = start({ target: target() })
    await waitFor('the header', () => server.log(FILE).length === 7)
    const before = [...rig.messages]
    rig.say({ kind: 'close' })
    await rig.ended

    expect(before).toEqual([{ kind: 'ready' }])
    expect(rig.report()).toBeUndefined()
  })

  it('gives up at the deadline when there is no server', async () => {
    await server.close()
    const rig = start({ target: target() })
    rig.say({ kind: 'finish', deadlineMs: 300 })
    await rig.ended

    expect(rig.report()).toMatchObject({ sink: 'kymo', acknowledgedBytes: 0, totalBytes: 7, complete: false })
    expect(rig.report()?.reason).toContain('ECONNREFUSED')
    expect(Atomics.load(rig.slots, SLOT_SYNCS_DONE)).toBeGreaterThan(0)
  })

  it('raises the stop flag that the training thread can see', async () => {
    server.requestStop()
    const rig = start({ target: target() })
    await waitFor('the stop flag', () => Atomics.load(rig.slots, SLOT_STOP_REQUESTED) === 1)
    rig.say({ kind: 'close' })
    await rig.ended

    expect(rig.messages.filter(({ kind }) => kind === 'stop')).toHaveLength(1)
  })

  it('touches the log of an idle run', async () => {
    utimesSync(logPath, 1000, 1000)
    const rig = start({ heartbeatMs: 200 })
    await waitFor('a fresh modification time', () => Date.now() - statSync(logPath).mtimeMs < 10_000)
    rig.say({ kind: 'close' })
    await rig.ended
  })

  it('says once that it cannot make a log durable, and still reports', async () => {
    const rig = start({ logPath: dir.join('absent.wandb') })
    rig.say({ kind: 'finish', deadlineMs: 1000 })
    await rig.ended

    expect(rig.messages.map(({ kind }) => kind)).toEqual(['warning', 'ready', 'finished'])
  })
})
