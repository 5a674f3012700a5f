import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { build, type Format } from 'esbuild'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  createTempDir,
  runChild,
  startChild,
  startFakeKymoServer,
  waitFor,
  type ChildExit,
  type FakeKymoServer,
  type TempDir,
} from '@kymo/testkit'

const PROGRAM = fileURLToPath(new URL('fixtures/host-program.mjs', import.meta.url))
const FILE = 'run-a1b2c3d4.wandb'

let dir: TempDir
let server: FakeKymoServer
let logPath: string
beforeEach(async () => {
  dir = createTempDir()
  server = await startFakeKymoServer()
  logPath = dir.join('run-20261123_101500-a1b2c3d4', FILE)
})
afterEach(async () => {
  await server.close()
  dir.remove()
})

const received = (): string => Buffer.from(server.log(FILE)).toString()

function eventsOf(exit: ChildExit): Record<string, unknown>[] {
  return exit.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}

describe('the worker thread', () => {
  it('ships rows within a second while the training thread is blocked', async () => {
    const delaysMs: number[] = []
    let seenCount = 0
    const child = startChild(PROGRAM, { args: ['block', logPath, server.url] })
    await child.waitForLine(/blocked/)
    await waitFor('rows from a blocked thread', () => {
      const rows = received().split('\n').slice(1, -1)
      for (const row of rows.slice(seenCount)) delaysMs.push(Date.now() - Number(row))
      seenCount = rows.length
      return seenCount >= 20
    })
    const isStillBlocked = !child.stdout().includes('unblocked')
    const exit = await child.exited

    expect(isStillBlocked).toBe(true)
    // The first row waits for the thread to start.
    expect(Math.max(...delaysMs.slice(5))).toBeLessThan(1000)
    expect(exit).toMatchObject({ code: 0, signal: null, stderr: '' })
  })

  it('shows a stop request to a thread that never awaits', async () => {
    server.requestStop()

    const exit = await runChild(PROGRAM, { args: ['block', logPath, server.url] })

    expect(eventsOf(exit)).toContainEqual({ kind: 'unblocked', stopRequested: 1 })
  })

  it.each(['online', 'offline'])(
    'does not keep a program alive that forgets to finish (%s)',
    async (mode) => {
      const exit = await runChild(PROGRAM, { args: ['forget', logPath, mode === 'online' ? server.url : ''] })

      expect(exit).toEqual({ code: 0, signal: null, stdout: '', stderr: '' })
      expect(readFileSync(logPath, 'utf8')).toBe('header\na row\n')
    },
  )

  it('finish() resolves when the server holds everything, and the program ends', async () => {
    const exit = await runChild(PROGRAM, { args: ['finish', logPath, server.url] })

    expect(eventsOf(exit).at(-1)).toMatchObject({
      kind: 'finished',
      sink: 'kymo',
      acknowledgedBytes: 13,
      totalBytes: 13,
      complete: true,
    })
    expect(received()).toBe('header\na row\n')
    expect(exit.code).toBe(0)
  })

  it('starts a thread that crashed again, says so once, and delivers everything', async () => {
    const exit = await runChild(PROGRAM, { args: ['crash', logPath, server.url] })

    expect(eventsOf(exit).filter(({ kind }) => kind === 'warning')).toMatchObject([
      { code: 'WORKER_CRASHED', message: expect.stringContaining('boom') as string },
    ])
    expect(eventsOf(exit).at(-1)).toMatchObject({ kind: 'finished', complete: true })
    expect(received()).toBe('header\na row\n')
  })

  it('loads neither preloads of the program nor of NODE_OPTIONS', async () => {
    writeFileSync(
      dir.join('preload.mjs'),
      `import { isMainThread } from 'node:worker_threads'\nconsole.log(JSON.stringify({ kind: 'preload', isMainThread }))\n`,
    )
    const preload = dir.join('preload.mjs')

    const exit = await runChild(PROGRAM, {
      args: ['finish', logPath, server.url],
      nodeArgs: ['--import', preload, '--max-old-space-size=300'],
      env: { NODE_OPTIONS: `--import ${preload}` },
    })

    expect(
      eventsOf(exit)
        .filter(({ kind }) => kind === 'preload')
        .every(({ isMainThread }) => isMainThread === true),
    ).toBe(true)
    expect(eventsOf(exit).at(-1)).toMatchObject({ kind: 'finished', complete: true })
  })
})

describe('a bundle without the worker file', () => {
  it.each<[Format, string]>([
    ['esm', 'bundle.mjs'],
    ['cjs', 'bundle.cjs'],
  ])('uses the embedded worker (%s)', async (format, outfile) => {
    // What the user may well have beside the bundle; starting it as our worker would train twice.
    mkdirSync(dir.join('out'))
    writeFileSync(dir.join('out', 'entry.js'), 'console.log("the program of the user ran in a worker")\n')
    const program = readFileSync(PROGRAM, 'utf8').replace('await acts[act]()', 'void acts[act]()')
    await build({
      stdin: { contents: program, resolveDir: fileURLToPath(new URL('fixtures', import.meta.url)) },
      bundle: true,
      platform: 'node',
      format,
      outfile: dir.join('out', outfile),
      logLevel: 'error',
    })

    const exit = await runChild(dir.join('out', outfile), { args: ['finish', logPath, server.url] })

    expect(exit.stderr).toBe('')
    expect(eventsOf(exit).map(({ kind }) => kind)).not.toContain('warning')
    expect(eventsOf(exit).at(-1)).toMatchObject({ kind: 'finished', complete: true })
    expect(exit.stdout).not.toContain('program of the user')
    expect(received()).toBe('header\na row\n')
  })
})
