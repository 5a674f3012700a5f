import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createTempDir, startFakeKymoServer, waitFor, type FakeKymoServer, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runKymo, startKymo } from './kymo.ts'
import { hasTerminal, runInTerminal, toScreenText } from './terminal.ts'
import { writeRun } from './write-run.ts'

const TTY = { skip: !hasTerminal }
const KEY = `kymo_${'k'.repeat(45)}`
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/

let temp: TempDir
let server: FakeKymoServer

beforeEach(async () => {
  temp = createTempDir()
  server = await startFakeKymoServer()
})

afterEach(async () => {
  await server.close()
  temp.remove()
})

const kymo = (...args: string[]): ReturnType<typeof runKymo> => runKymo(args, { cwd: temp.path })
const sync = (...args: string[]): ReturnType<typeof runKymo> =>
  kymo('sync', '--base-url', server.url, ...args)

function writeRuns(count: number, rowCount = 10): string[] {
  return Array.from(
    { length: count },
    (_, i) => writeRun({ dir: temp.join('kymo'), id: `run${i}`, rowCount }).logPath,
  )
}

/** Not toEqual(): it compares and prints millions of bytes one by one. */
function expectCopy(logPath: string): void {
  expect(Buffer.compare(server.log('run-run0.wandb'), readFileSync(logPath))).toBe(0)
}

describe('sync', () => {
  test('sends every run of ./kymo, and says what and where, without control characters in a pipe', async () => {
    const [logPath = ''] = writeRuns(2)

    const { code, stdout, stderr } = await sync()

    expect(code).toBe(0)
    expect(stdout).toMatch(/^✓ run0 {2}[\d.]+ kB {2}http:\/\/127\.0\.0\.1:\d+\/default\/digits\/runs\/run0$/m)
    expect(stdout).toMatch(/^Sent 2 runs, [\d.]+ kB in .+, to http:/m)
    expect(stderr).toBe('')
    expect(stdout).not.toMatch(CONTROL)
    expectCopy(logPath)
  })

  test('sends nothing twice, and --all asks the server again', async () => {
    writeRuns(2)
    await sync()
    const requestCount = server.requests.length

    const again = await sync()
    const all = await sync('--all')

    expect(again).toMatchObject({ code: 0 })
    // This server cannot be asked about many logs at once, like those of earlier versions: nothing is claimed about what it has.
    expect(again.stdout).toBe(
      `Nothing to send: all 2 runs were sent to ${server.url} before; to ask it again, add --all\n`,
    )
    const sent = server.requests.slice(requestCount).filter(({ path }) => !path.endsWith('/logs/held'))
    expect(sent.every(({ byteCount }) => byteCount <= 0)).toBe(true)
    expect(all.stdout).toContain('Nothing to send: all 2 runs')
    expect(server.requests.length).toBeGreaterThan(requestCount + 2)
  })

  test('sends again what a server has lost', async () => {
    const [logPath = ''] = writeRuns(1)
    await sync()
    server.setLog('run-run0.wandb', new Uint8Array(0))

    await sync('--all')

    expectCopy(logPath)
  })

  test('--json prints one object with every run', async () => {
    const [logPath = ''] = writeRuns(1)

    const { stdout, stderr } = await sync('--json')
    const result = JSON.parse(stdout) as { runs: unknown[] }

    expect(stderr).toBe('')
    const bytes = statSync(logPath).size
    expect(result).toMatchObject({
      baseUrl: server.url,
      sent: 1,
      sentBytes: bytes,
      unchanged: 0,
      incomplete: 0,
      failed: 0,
    })
    expect(result.runs).toEqual([
      {
        path: temp.join('kymo', 'offline-run-20261123_101500-run0'),
        status: 'sent',
        sentBytes: bytes,
        resumedFrom: 0,
        acknowledgedBytes: bytes,
        totalBytes: bytes,
        content: expect.objectContaining({ sentCount: 0, complete: true }) as unknown,
        complete: true,
        url: `${server.url}/default/digits/runs/run0`,
      },
    ])
  })

  test('continues after a run that the server refuses, ends with 6, and says how to go on', async () => {
    writeRuns(3)
    server.script({ kind: 'status', status: 403 })

    const { code, stdout, stderr } = await sync('--json')

    const result = JSON.parse(stdout) as { sent: number; failed: number }
    expect(stderr).toBe('')
    expect(result).toMatchObject({ sent: 2, failed: 1 })
    expect(code).toBe(6)
  })

  test.skipIf(TTY.skip)('shows one redrawn line of progress on a terminal', async () => {
    writeRuns(1, 100_000)

    const { code, output } = await runInTerminal(['sync', '--base-url', server.url], {
      cwd: temp.path,
      columns: 100,
    })

    expect(code).toBe(0)
    expect(output).toMatch(/\r.*[━─].* %  .* of .*MB/)
    const lines = toScreenText(output).trimEnd().split('\n')
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^✓ run0 /)
  })

  test.skipIf(TTY.skip)(
    'Ctrl-C ends it with 130, keeps what was sent, and the next sync continues',
    async () => {
      const [logPath = ''] = writeRuns(1, 100_000)
      // The question where to continue, one batch, and then silence.
      server.script(undefined, undefined, { kind: 'hang' })

      const stopped = await runInTerminal(['sync', '--base-url', server.url], {
        cwd: temp.path,
        typing: [{ after: /[1-9]\d* %  /, keys: '\u0003' }],
      })
      const sentBytes = server.log('run-run0.wandb').length
      const next = await sync('--json')

      expect(stopped.code).toBe(130)
      expect(toScreenText(stopped.output)).toContain('run the same command again')
      expect(sentBytes).toBeLessThan(statSync(logPath).size)
      expect(JSON.parse(next.stdout)).toMatchObject({
        sent: 1,
        sentBytes: statSync(logPath).size - sentBytes,
      })
      expectCopy(logPath)
    },
  )

  test('says why a key of the environment is not sent to a server that a workspace names', async () => {
    writeRuns(1)
    writeFileSync(temp.join('kymo', 'settings.json'), JSON.stringify({ baseUrl: server.url }))

    const { code, stderr } = await runKymo(['sync'], { cwd: temp.path, env: { KYMO_API_KEY: KEY } })

    expect(code).toBe(0)
    expect(stderr).toContain('warning: KYMO_API_KEY is not used')
    expect(JSON.stringify(server.requests)).not.toContain(KEY)
  })

  test('SIGTERM ends it with 143', async () => {
    writeRuns(1, 1000)
    server.script(undefined, { kind: 'hang' })
    const child = startKymo(['sync', '--base-url', server.url], { cwd: temp.path })
    await waitFor('the request without an answer', () => server.requests.some(({ status }) => status === 0))

    const { code } = await child.kill('SIGTERM')

    expect(code).toBe(143)
  })

  test('--follow takes in a run that appears later', async () => {
    writeRuns(1)
    const child = startKymo(['sync', '--follow', '--base-url', server.url], { cwd: temp.path })
    await waitFor('the first run', () => server.log('run-run0.wandb').length > 0)

    const { logPath } = writeRun({ dir: temp.join('kymo'), id: 'later' })
    await waitFor('the later run', () => server.log('run-later.wandb').length === statSync(logPath).size)
    await waitFor('its line', () => child.stdout().includes('✓ later'))
    const { code, stdout } = await child.kill('SIGINT')

    expect(code).toBe(130)
    expect(stdout).toContain('✓ later')
  })
})

describe('login', () => {
  let secured: FakeKymoServer

  beforeEach(async () => {
    secured = await startFakeKymoServer({ apiKey: KEY })
  })

  afterEach(() => secured.close())

  const settingsFile = (): string => temp.join('.config', 'kymo', 'settings.json')

  test('keeps a key that the server knows, readable by its owner alone, and sync uses it', async () => {
    writeRuns(1)

    const login = await runKymo(['login', '--base-url', secured.url, '--key', '-'], {
      cwd: temp.path,
      input: `${KEY}\n`,
    })
    const sent = await kymo('sync')

    expect(login.code).toBe(0)
    expect(login.stdout).toContain(`✓ Saved ${secured.url}`)
    expect(login.stdout + login.stderr).not.toContain(KEY)
    expect(statSync(settingsFile()).mode & 0o777).toBe(0o600)
    expect(sent).toMatchObject({ code: 0 })
    expect(secured.log('run-run0.wandb').length).toBeGreaterThan(0)
  })

  test('saves nothing when the server refuses the key', async () => {
    const { code, stderr } = await runKymo(['login', '--base-url', secured.url, '--key', '-'], {
      cwd: temp.path,
      input: 'wrong-key',
    })

    expect(code).toBe(4)
    expect(stderr).toContain('code: KEY_REFUSED')
    expect(existsSync(settingsFile())).toBe(false)
  })

  test('takes no key from the command line', async () => {
    const { code, stderr } = await kymo('login', '--base-url', secured.url, '--key', KEY)

    expect(code).toBe(2)
    expect(stderr).toContain('every user of this machine can read it')
    expect(stderr).not.toContain(KEY)
  })

  test('in a pipe without a key says how to give one', async () => {
    const { code, stderr } = await kymo('login', '--base-url', secured.url)

    expect(code).toBe(2)
    expect(stderr).toContain('code: KEY_UNREADABLE')
    expect(stderr).toContain('--key - < key.txt')
  })

  test('needs no key for a server that wants none', async () => {
    const { code, stdout } = await kymo('login', '--base-url', server.url, '--json')

    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ baseUrl: server.url, hasKey: false, settingsFile: settingsFile() })
  })

  test.skipIf(TTY.skip)('asks on a terminal without showing what is typed', async () => {
    const { code, output } = await runInTerminal(['login', '--base-url', secured.url], {
      cwd: temp.path,
      typing: [{ after: /API key/, keys: `x\u007f${KEY}\r` }],
    })

    expect(code).toBe(0)
    expect(output).not.toContain(KEY.slice(0, 8))
    expect(readFileSync(settingsFile(), 'utf8')).toContain(KEY)
  })

  test.skipIf(TTY.skip)('Ctrl-C at the prompt saves nothing', async () => {
    const { code } = await runInTerminal(['login', '--base-url', secured.url], {
      cwd: temp.path,
      typing: [{ after: /API key/, keys: '\u0003' }],
    })

    expect(code).toBe(2)
    expect(existsSync(settingsFile())).toBe(false)
  })
})
