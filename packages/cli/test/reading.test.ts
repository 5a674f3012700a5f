import { execFileSync } from 'node:child_process'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { encodeTraceRequest, LogFramer, type SpanRecord, type TraceRequest } from '@kymo/protocol'
import { buildSpan, createTempDir, runChild, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runKymo } from './kymo.ts'
import { cleanEnv, hasTerminal, KYMO, runInTerminal, toScreenText } from './terminal.ts'
import { writeRun } from './write-run.ts'

const TTY = { skip: !hasTerminal }
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/

let temp: TempDir

beforeEach(() => {
  temp = createTempDir()
})

afterEach(() => temp.remove())

const kymo = (...args: string[]): ReturnType<typeof runKymo> =>
  runKymo(args, { cwd: temp.path, env: { TZ: 'UTC' } })

function requestOf(span: SpanRecord): TraceRequest {
  const scope = { name: 'test', version: '', attributes: [], schemaUrl: '' }
  return [{ resource: [], scopes: [{ ...scope, spans: [span] }], schemaUrl: '' }]
}

function writeTwoRuns(): void {
  writeRun({ dir: temp.join('kymo'), id: 'k3v9x2ab', name: '学習率の探索 🚀', rowCount: 1234 })
  writeRun({
    dir: temp.join('kymo'),
    id: 'zz81mm0q',
    name: 'wide',
    exitCode: 1,
    startedMs: Date.UTC(2026, 10, 24, 9, 0),
  })
}

describe('help', () => {
  test('kymo alone lists the commands, without colours in a pipe', async () => {
    const { code, stdout, stderr } = await kymo()

    expect(code).toBe(0)
    expect(stderr).toBe('')
    for (const command of [
      'ui',
      'sync',
      'ls',
      'show',
      'tail',
      'logs',
      'export',
      'verify',
      'gc',
      'login',
      'server',
    ])
      expect(stdout).toMatch(new RegExp(`^  ${command} +[A-Z]`, 'm'))
    expect(stdout).not.toMatch(CONTROL)
  })

  test.each([
    'ui',
    'sync',
    'ls',
    'show',
    'tail',
    'logs',
    'export',
    'artifact',
    'verify',
    'gc',
    'doctor',
    'login',
    'server',
  ])('kymo %s --help has examples and --json', async (command) => {
    const { code, stdout } = await kymo(command, '--help')

    expect(code).toBe(0)
    expect(stdout).toContain(`Usage: kymo ${command}`)
    expect(stdout).toContain('Examples:\n  kymo')
    expect(stdout).toContain('--json')
  })

  test.skipIf(TTY.skip)('is coloured and wrapped on a terminal, unless NO_COLOR says otherwise', async () => {
    const coloured = await runInTerminal(['sync', '--help'], { cwd: temp.path, columns: 60 })
    const plain = await runInTerminal(['sync', '--help'], { cwd: temp.path, env: { NO_COLOR: '1' } })

    expect(coloured.output).toContain('\x1b[1mUsage:')
    const prose = toScreenText(coloured.output).split('Examples:')[0] ?? ''
    for (const line of prose.split('\n')) expect(line.length).toBeLessThanOrEqual(60)
    expect(plain.output).not.toMatch(CONTROL)
  })

  test('kymo --version is the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      version: string
    }

    expect((await kymo('--version')).stdout).toBe(`${version}\n`)
  })

  test('an old Node is told what it lacks instead of failing somewhere', async () => {
    const pretend =
      'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"18.20.0"}})'

    const { code, stderr } = await runChild(KYMO, { nodeArgs: ['--import', pretend], args: ['ls'] })

    expect(code).toBe(1)
    expect(stderr).toBe(
      'error: Cannot run kymo: it needs Node 20.19 or 22.12 or later, this is Node 18.20.0\nremedy: Install a current Node from https://nodejs.org\n',
    )
  })
})

describe('a wrong command line', () => {
  test.each([
    [['sync', '--folow'], "unknown option '--folow'", 'Did you mean --follow?'],
    [['lss'], "unknown command 'lss'", 'Did you mean ls?'],
    [['show'], "missing required argument 'run'", 'Run: kymo show --help'],
    [['ls', 'a', 'b'], 'too many arguments', 'Run: kymo ls --help'],
    [['ui', '--port', 'x'], "the port 'x'", 'Port 0 takes any free one'],
  ])('%j ends with 2 and a remedy', async (args, reason, remedy) => {
    writeTwoRuns()

    const { code, stdout, stderr } = await kymo(...args)

    expect(code).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toContain(reason)
    expect(stderr).toContain('code: CLI_USAGE\n')
    expect(stderr).toContain(`remedy: ${remedy}`)
  })

  test('with --json the error is one object', async () => {
    const { code, stdout, stderr } = await kymo('ls', 'nowhere', '--json')

    expect(code).toBe(3)
    expect(stdout).toBe('')
    expect(JSON.parse(stderr)).toEqual({
      error: {
        code: 'FOLDER_NOT_FOUND',
        message: 'Cannot read nowhere: there is no such folder',
        remedies: ['Name a folder that holds runs'],
        exitCode: 3,
      },
    })
  })
})

describe('ls', () => {
  test('prints an aligned table in a pipe, newest first, nothing cut', async () => {
    writeTwoRuns()

    const { code, stdout, stderr } = await kymo('ls')

    expect(code).toBe(0)
    expect(stdout.split('\n')).toEqual([
      'ID        NAME             PROJECT  STATE     STARTED                DURATION   ROWS  SYNCED',
      'zz81mm0q  wide             digits   failed    2026-11-24 09:00:00       1.0 s     10  no',
      'k3v9x2ab  学習率の探索 🚀  digits   finished  2026-11-23 10:15:00  2 min 03 s  1,234  no',
      '',
    ])
    expect(stderr).toBe('')
  })

  test.skipIf(TTY.skip)('fits the terminal, with colours and a last line', async () => {
    writeTwoRuns()

    const { code, output } = await runInTerminal(['ls'], { cwd: temp.path, columns: 80 })

    const lines = toScreenText(output).trimEnd().split('\n')
    expect(code).toBe(0)
    expect(output).toContain('\x1b[32mfinished')
    expect(lines[2]).toContain('学習率…')
    expect(lines.at(-1)).toBe('2 runs in ./kymo')
  })

  test('--json has everything, with the keys of users as keys', async () => {
    writeTwoRuns()

    const { runs, dir } = JSON.parse((await kymo('ls', '--json')).stdout) as {
      dir: string
      runs: Record<string, unknown>[]
    }

    expect(dir).toBe(temp.join('kymo'))
    expect(runs[1]).toMatchObject({
      id: 'k3v9x2ab',
      name: '学習率の探索 🚀',
      state: 'finished',
      rowCount: 1234,
      pointCount: 2468,
      isSynced: false,
      config: { learningRate: 0.01 },
      summary: { loss: 1 / 1234 },
    })
  })

  test('reads ./wandb when there is no ./kymo, and says so when there is neither', async () => {
    const neither = await kymo('ls')
    writeRun({ dir: temp.join('wandb'), id: 'k3v9x2ab' })
    const wandb = await kymo('ls')

    expect(neither.code).toBe(3)
    expect(neither.stderr).toContain('neither ./kymo nor ./wandb')
    expect(wandb.stdout).toContain('k3v9x2ab')
  })

  test('of an empty folder says that there are no runs', async () => {
    mkdirSync(temp.join('kymo'))

    expect(await kymo('ls')).toMatchObject({ code: 0, stdout: '', stderr: 'No runs in ./kymo\n' })
  })

  test('shows the names of others without obeying them', async () => {
    writeRun({
      dir: temp.join('kymo'),
      id: 'evil',
      name: '\x1b]0;owned\x07\x1b[2J\r\nFAKE  row\u202e',
      project: '\x9b31m',
    })

    const { stdout } = await kymo('ls')
    const json = await kymo('ls', '--json')

    expect(stdout.split('\n')).toHaveLength(3)
    expect(stdout).not.toMatch(CONTROL)
    expect(stdout).toContain('\\x1b]0;owned\\x07\\x1b[2J\\x0d\\nFAKE  row\\u202e')
    expect(json.stdout).not.toMatch(CONTROL)
  })

  test('is silent when its reader goes away', () => {
    for (let i = 0; i < 300; i++) writeRun({ dir: temp.join('kymo'), id: `run${i}`, rowCount: 1 })

    const script = `"${process.execPath}" "${KYMO}" ls --json 2>err.txt | head -n 1`
    const first = execFileSync('sh', ['-c', script], {
      cwd: temp.path,
      encoding: 'utf8',
      env: cleanEnv(temp.path),
    })

    expect(first).toBe('{\n')
    expect(readFileSync(temp.join('err.txt'), 'utf8')).toBe('')
  })
})

describe('show', () => {
  test('prints facts, config and summary', async () => {
    writeTwoRuns()

    const { code, stdout } = await kymo('show', 'zz81')

    expect(code).toBe(0)
    expect(stdout).toBe(`zz81mm0q  wide
  state    failed (exit code 1)
  project  default/digits
  started  2026-11-24 09:00:00, took 1.0 s
  rows     10 (20 values)
  folder   ./kymo/offline-run-20261124_090000-zz81mm0q
  log      1.2 kB, intact
  synced   no

config (1)
  learningRate  0.01

summary (2)
  loss      0.1
  accuracy  0.9
`)
  })

  test('counts the spans that have ended', async () => {
    const { path } = writeRun({ dir: temp.join('kymo'), id: 'k3v9x2ab', rowCount: 0 })
    const framer = new LogFramer(0)
    const spans = [buildSpan({ endNs: 0n }), buildSpan(), buildSpan({ spanId: 'eee19b7ec3c1b175' })]
    const frames = spans.map((span) => Buffer.from(framer.frame(encodeTraceRequest(requestOf(span)))))
    writeFileSync(`${path}/run-k3v9x2ab.spans`, Buffer.concat(frames))

    const { stdout } = await kymo('show', 'k3v9')
    const { runs } = JSON.parse((await kymo('show', 'k3v9', '--json')).stdout)

    expect(stdout).toMatch(/^ {2}spans {4}2 \(.* intact\)$/m)
    expect(runs).toMatchObject([{ spans: { spanCount: 2, recordCount: 3, damagedBytes: 0 } }])
  })

  test('finds a run by name and by path', async () => {
    writeTwoRuns()

    expect((await kymo('show', 'wide')).stdout).toContain('zz81mm0q')
    expect((await kymo('show', './kymo/offline-run-20261124_090000-zz81mm0q')).stdout).toContain('zz81mm0q')
    expect(
      (await kymo('show', './kymo/offline-run-20261124_090000-zz81mm0q/run-zz81mm0q.wandb')).stdout,
    ).toContain('zz81mm0q')
  })

  test('of an unknown run ends with 3 and the nearest ones', async () => {
    writeTwoRuns()

    const { code, stderr } = await kymo('show', 'k3v9x2aa')

    expect(code).toBe(3)
    expect(stderr).toContain('code: RUN_NOT_FOUND')
    expect(stderr).toContain('remedy: Did you mean: k3v9x2ab')
  })

  test('of a beginning that several ids have ends with 3 and names them', async () => {
    writeRun({ dir: temp.join('kymo'), id: 'aa1' })
    writeRun({ dir: temp.join('kymo'), id: 'aa2' })

    const { code, stderr } = await kymo('show', 'aa')

    expect(code).toBe(3)
    expect(stderr).toContain('aa1, aa2')
  })

  test('a record that a kill cut off is told, and is no damage', async () => {
    const { logPath } = writeRun({ dir: temp.join('kymo'), id: 'torn' })
    appendFileSync(logPath, Buffer.of(1, 2, 3, 4))

    const { code, stdout } = await kymo('show', 'torn')

    expect(code).toBe(0)
    expect(stdout).toContain('4 bytes of a last record cut off by the end of the process')
  })

  test('damage in the middle ends with 7, counted, with everything readable shown', async () => {
    const { logPath } = writeRun({ dir: temp.join('kymo'), id: 'hurt', rowCount: 2000 })
    const bytes = readFileSync(logPath)
    bytes.fill(0xff, 40_000, 40_100)
    writeFileSync(logPath, bytes)

    const { code, stdout } = await kymo('show', 'hurt', '--json')
    const [run] = (
      JSON.parse(stdout) as { runs: { damagedBytes: number; rowCount: number; state: string }[] }
    ).runs

    expect(code).toBe(7)
    expect(run?.damagedBytes).toBeGreaterThanOrEqual(100)
    expect(run?.rowCount).toBeGreaterThan(1000)
    expect(run?.state).toBe('finished')
    expect((await kymo('show', 'hurt')).stdout).toMatch(/[\d,]+ damaged bytes skipped/)
  })
})

test('the table of exit codes in the README is the one of the program', async () => {
  const { EXIT } = await import('../src/exit-codes.ts')
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const source = readFileSync(new URL('../src/exit-codes.ts', import.meta.url), 'utf8')

  const documented = [...readme.matchAll(/^\| (\d+) \|/gm)].map(([, code]) => Number(code))
  const commented = [...source.matchAll(/^ \* \| +(\d+) \|/gm)].map(([, code]) => Number(code))

  expect(documented).toEqual(Object.values(EXIT))
  expect(commented).toEqual(Object.values(EXIT))
})
