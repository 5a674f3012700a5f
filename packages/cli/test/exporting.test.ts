import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { encodeRecord, HistoryEncoder, LogFramer, type RecordInit } from '@kymo/protocol'
import { syncRunFolder } from '@kymo/core/sync'
import { startServer, type RunningServer } from '@kymo/server'
import { createTempDir, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runKymo, startKymo } from './kymo.ts'
import { cleanEnv, hasTerminal, KYMO, runInTerminal, toScreenText } from './terminal.ts'
import { writeRun } from './write-run.ts'

let temp: TempDir
let server: RunningServer | undefined
const children = new Set<Child>()
beforeEach(() => {
  temp = createTempDir()
})
afterEach(async () => {
  await Promise.all([...children].map((child) => child.kill()))
  children.clear()
  await server?.close()
  server = undefined
  temp.remove()
})

const kymo = (...args: string[]): ReturnType<typeof runKymo> =>
  runKymo(args, { cwd: temp.path, env: { TZ: 'UTC' } })

function start(...args: string[]): Child {
  const child = startKymo(args, { cwd: temp.path, env: { TZ: 'UTC' } })
  children.add(child)
  return child
}

const metrics = (row: number): Record<string, unknown> => ({
  loss: row === 1 ? Number.NaN : 1 / (row + 1),
  ...(row === 2 ? { note: 'a,"b"' } : {}),
})
const write = (id: string, more: object = {}): ReturnType<typeof writeRun> =>
  writeRun({ dir: temp.join('kymo'), id, rowCount: 3, metrics, ...more })

async function serve(path: string): Promise<string> {
  server = await startServer({ mode: 'server', dir: temp.join('data'), port: 0 })
  await syncRunFolder(path, { baseUrl: server.url })
  await server.settle()
  return server.url
}

const CSV = `_step,_timestamp,loss,note
0,1795428900,1,
1,1795428900.1,NaN,
2,1795428900.2,0.3333333333333333,"a,""b"""
`

describe('export', () => {
  test('writes the rows of a run as CSV to standard output', async () => {
    write('abc')

    expect(await kymo('export', 'abc')).toMatchObject({ code: 0, stdout: CSV, stderr: '' })
  })

  test('writes the same from a server', async () => {
    const url = await serve(write('abc').path)

    const bare = await kymo('export', 'abc', '--server', url)
    const whole = await kymo('export', 'default/digits/abc', '--server', url)
    const unknown = await kymo('export', 'nope', '--server', url)

    expect(bare).toMatchObject({ code: 0, stdout: CSV, stderr: '' })
    expect(whole.stdout).toBe(CSV)
    expect(unknown).toMatchObject({ code: 3, stdout: '' })
  })

  test('writes JSON lines, chosen metrics and steps', async () => {
    write('abc', { metrics: (row: number) => ({ loss: row, 'val/a': row, 'val/b': row, other: 1 }) })

    const { stdout } = await kymo(
      'export',
      'abc',
      '--format',
      'jsonl',
      '--keys',
      'val/*',
      '--from',
      '1',
      '--to',
      '2',
    )

    expect(stdout).toBe('{"_step":1,"_timestamp":1795428900.1,"val/a":1,"val/b":1}\n')
  })

  test('writes Parquet with the name of the run in front when there are several', async () => {
    write('abc')
    write('def', { startedMs: Date.UTC(2026, 10, 24) })

    const { code, stdout } = await kymo('export', '--all', '-o', 'out.parquet', '--json')
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(temp.join('out.parquet')) })

    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ format: 'parquet', runCount: 2, rowCount: 6 })
    expect(rows.map(({ _run, _step }) => [_run, _step])).toEqual([
      ['def', 0n],
      ['def', 1n],
      ['def', 2n],
      ['abc', 0n],
      ['abc', 1n],
      ['abc', 2n],
    ])
    expect(rows[1]?.['loss']).toBeNaN()
    expect(rows[0]?.['note']).toBeNull()
  })

  test('--samples takes so many rows, the first and the last among them', async () => {
    write('abc', { rowCount: 1000 })

    const lines = (await kymo('export', 'abc', '--samples', '5')).stdout.trimEnd().split('\n')

    expect(lines).toHaveLength(6)
    expect(lines[1]).toMatch(/^0,/)
    expect(lines[5]).toMatch(/^999,/)
  })

  test('--runs writes one row per run, with config and summary', async () => {
    write('abc', { config: { lr: 0.1, optimizer: { name: 'adam' } }, name: '=evil' })
    write('def', { exitCode: 1 })

    const csv = await kymo('export', '--runs', '--spreadsheet')
    const jsonl = await kymo('export', '--runs', 'abc', '--format', 'jsonl')
    const parquet = await kymo('export', '--runs', '-o', 'runs.parquet')
    const rows = await parquetReadObjects({ file: await asyncBufferFromFile(temp.join('runs.parquet')) })

    expect(csv.stdout.split('\n')[0]).toMatch(
      /^entity,project,id,name,state,.*config\.(lr|learningRate).*summary\.loss/,
    )
    expect(csv.stdout).toContain(",abc,'=evil,finished,")
    expect(JSON.parse(jsonl.stdout)).toMatchObject({
      id: 'abc',
      config: { lr: 0.1, optimizer: { name: 'adam' } },
      started: '2026-11-23T10:15:00.000Z',
    })
    expect(parquet.code).toBe(0)
    expect(rows.find(({ id }) => id === 'abc')).toMatchObject({
      started: new Date('2026-11-23T10:15:00Z'),
      'config.optimizer.name': 'adam',
      exit_code: 0n,
      last_step: 2n,
    })
  })

  test('is silent when its reader goes away, and stops reading', () => {
    write('abc', { rowCount: 200_000, metrics: (row: number) => ({ loss: row }) })
    const script = `"${process.execPath}" "${KYMO}" export abc --format jsonl 2>err.txt | head -n 1`

    const first = execFileSync('sh', ['-c', script], {
      cwd: temp.path,
      encoding: 'utf8',
      env: cleanEnv(temp.path),
    })

    expect(first).toBe('{"_step":0,"_timestamp":1795428900,"loss":0}\n')
    expect(readFileSync(temp.join('err.txt'), 'utf8')).toBe('')
  })

  test('a file appears whole or not at all', async () => {
    write('abc', { rowCount: 300_000, metrics: (row: number) => ({ loss: row }) })
    const child = start('export', 'abc', '-o', 'out.csv')
    await waitFor(
      'the draft',
      () => readdirSync(temp.path).some((name) => name.startsWith('out.csv.partial')),
      {
        deadlineMs: 60_000,
      },
    )

    const { code } = await child.kill('SIGINT')

    expect(code).toBe(130)
    expect(readdirSync(temp.path).filter((name) => name.startsWith('out'))).toEqual([])
  })

  test.each([
    [['export'], 'which runs?'],
    [['export', 'abc', '--format', 'xlsx'], "as 'xlsx'"],
    [['export', 'abc', '--json'], 'to the same place'],
    [['export', 'abc', '--samples', '0'], '--samples 0'],
    [['export', '--server', 'abc'], "'abc' as the address of a server"],
    [['export', 'abc', '--server'], 'which one?'],
    [['export', 'abc', '--dir', 'kymo', '--server', 'http://x'], 'a folder and a server at once'],
  ])('%j ends with 2 and says why', async (args, reason) => {
    write('abc')

    const { code, stderr, stdout } = await kymo(...args)

    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain(reason)
  })

  test('says which file cannot be written', async () => {
    write('abc')

    const { code, stderr } = await kymo('export', 'abc', '-o', 'no/such/folder.csv')

    expect(code).toBe(1)
    expect(stderr).toContain('code: EXPORT_UNWRITABLE')
    expect(existsSync(temp.join('no'))).toBe(false)
  })
})

/** Appends to a log as a run does that is going on. */
function appender(
  logPath: string,
): (record: RecordInit | { readonly step: number; readonly loss: number }) => void {
  const framer = new LogFramer(readFileSync(logPath).length)
  const encoder = new HistoryEncoder()
  let num = 1000
  return (record) => {
    num++
    const payload =
      'step' in record
        ? encoder.encode({
            num,
            step: record.step,
            timestampMs: Date.UTC(2026, 10, 23, 11),
            runtimeMs: 0,
            metrics: { loss: record.loss },
          })
        : encodeRecord({ ...record, num })
    appendFileSync(logPath, Uint8Array.from(framer.frame(payload)))
  }
}

const output = (line: string, outputType: number, seconds: number): RecordInit => ({
  outputRaw: { line, outputType, timestamp: { seconds, nanos: 0 } },
})

describe('tail', () => {
  test('prints the last rows, then new ones as they are written, and ends with the run', async () => {
    const { logPath } = write('abc', { exitCode: undefined })
    const append = appender(logPath)
    const child = start('tail', 'abc', '-n', '1')
    await child.waitForLine(/^step 2 {2}10:15:00 {2}loss=0.333333 {2}note=a,"b"$/)

    append({ step: 3, loss: 0.25 })
    await child.waitForLine(/^step 3 {2}11:00:00 {2}loss=0.25$/)
    append({ exit: { exitCode: 0, runtime: 1 } })
    const { code, stdout, stderr } = await child.exited

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.trimEnd().split('\n')).toHaveLength(2)
  })

  test('of a server gives the same rows', async () => {
    const url = await serve(write('abc').path)

    const { code, stdout } = await kymo('tail', 'abc', '-n', '2', '--json', '--server', url)

    expect(code).toBe(0)
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => (JSON.parse(line) as Record<string, unknown>)['_step']),
    ).toEqual([1, 2])
  })

  test('Ctrl-C ends it with 0', async () => {
    write('abc', { exitCode: undefined })
    const child = start('tail', 'abc', '--json')
    await child.waitForLine(/"_step":2/)

    expect(await child.kill('SIGINT')).toMatchObject({ code: 0, stderr: '' })
  })

  test('--no-follow prints what is there', async () => {
    write('abc', { exitCode: undefined })

    const { code, stdout } = await kymo('tail', 'abc', '-n', '1', '--no-follow', '--keys', 'loss')

    expect({ code, stdout }).toEqual({ code: 0, stdout: 'step 2  10:15:00  loss=0.333333\n' })
  })
})

describe('logs', () => {
  const STARTED_S = Date.UTC(2026, 10, 23, 10, 15) / 1000
  const records = [
    output('one\ntw', 1, STARTED_S + 1),
    output('\u001b[31mbad\u001b[0m \u001b]0;owned\u0007\n', 0, STARTED_S + 2),
    output('o\r', 1, STARTED_S + 3),
    output('two!\nlast', 1, STARTED_S + 4),
  ]

  test('prints lines of both streams in a pipe, without colours or anything that a terminal obeys', async () => {
    write('abc', { records })

    const { stdout, code } = await kymo('logs', 'abc')

    expect({ code, stdout }).toEqual({ code: 0, stdout: 'one\nbad \ntwo!\nlast\n' })
  })

  test('chooses a stream, the last lines, and times', async () => {
    write('abc', { records })

    expect((await kymo('logs', 'abc', '--stream', 'stderr')).stdout).toBe('bad \n')
    expect((await kymo('logs', 'abc', '-n', '2')).stdout).toBe('two!\nlast\n')
    expect((await kymo('logs', 'abc', '-n', '1', '--timestamps')).stdout).toBe('10:15:04 last\n')
    expect((await kymo('logs', 'abc', '--stream', 'both')).code).toBe(2)
  })

  test('--follow goes on with what is printed later, nothing twice', async () => {
    const { logPath } = write('abc', { records, exitCode: undefined })
    const append = appender(logPath)
    const child = start('logs', 'abc', '-f', '-n', '1')
    await child.waitForLine(/^two!$/)

    append(output(' words\nmore\n', 1, STARTED_S + 5))
    await child.waitForLine(/^more$/)
    append({ exit: { exitCode: 0, runtime: 1 } })
    const { code, stdout } = await child.exited

    expect({ code, stdout }).toEqual({ code: 0, stdout: 'two!\nlast words\nmore\n' })
  })

  test('of a server prints the same', async () => {
    const url = await serve(write('abc', { records }).path)

    const { stdout } = await kymo('logs', 'abc', '--server', url)
    const followed = await kymo('logs', 'abc', '--server', url, '--follow', '-n', '1')

    expect(
      stdout
        .split('\n')
        .filter((line) => line !== '')
        .toSorted(),
    ).toEqual(['bad ', 'last', 'one', 'two!'].toSorted())
    expect(followed).toMatchObject({ code: 0, stdout: 'last\n' })
  })

  test.skipIf(!hasTerminal)('keeps colours on a terminal, unless it is told not to', async () => {
    write('abc', { records })

    const coloured = await runInTerminal(['logs', 'abc'], { cwd: temp.path })
    const plain = await runInTerminal(['logs', 'abc', '--no-color'], { cwd: temp.path })

    expect(coloured.output).toContain('\u001b[31mbad')
    expect(coloured.output).not.toContain('owned')
    expect(plain.output).not.toContain('\u001b[31m')
    expect(toScreenText(plain.output)).toContain('bad')
  })
})
