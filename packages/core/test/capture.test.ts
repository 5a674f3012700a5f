import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { createTempDir, runChild, startChild, waitFor, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readOnlyLog, type ReadLog } from './read-log.ts'

const PROGRAM = fileURLToPath(new URL('fixtures/capture.mjs', import.meta.url))
const TOOLS = fileURLToPath(new URL('fixtures/tools', import.meta.url))

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

const log = (): ReadLog => readOnlyLog(dir.join('kymo'))

function run(act: string, settings: object = {}, env: Record<string, string> = {}): Promise<ChildExit> {
  return runChild(PROGRAM, { args: [act, JSON.stringify({ silent: true, ...settings })], cwd: dir.path, env })
}

function textOf({ records }: ReadLog, type?: 0 | 1): string {
  return records
    .filter(({ outputRaw }) => outputRaw && (type === undefined || (outputRaw.outputType ?? 0) === type))
    .map(({ outputRaw }) => outputRaw?.line ?? '')
    .join('')
}

/** Samples as objects. */
function samplesOf({ records }: ReadLog): Record<string, number>[] {
  return records.flatMap(({ stats }) =>
    stats
      ? [Object.fromEntries((stats.item ?? []).map(({ key, valueJson }) => [key ?? '', Number(valueJson)]))]
      : [],
  )
}

/** As a reader sees it: later records add to the first. */
function environmentOf({ records }: ReadLog): Record<string, unknown> {
  const parts = records.flatMap(({ environment }) => (environment ? [{ ...environment }] : []))
  const isGiven = (value: unknown): boolean =>
    Array.isArray(value) ? value.length > 0 : typeof value !== 'object' || Object.keys(value ?? {}).length > 0
  return Object.assign(
    {},
    ...parts.map((part) => Object.fromEntries(Object.entries(part).filter(([, v]) => isGiven(v)))),
  )
}

describe('what a program prints', () => {
  test('is printed as ever, and kept with every control character', async () => {
    const exit = await run('print')

    const stdout = 'bytes é\nwith a callback\n\u001b[32mgreen\u001b[0m\n\r0 %\r50 %\r100 %\n'
    expect(exit).toMatchObject({ code: 0, stdout, stderr: 'to stderr\n' })
    expect(textOf(log(), 1)).toBe(stdout)
    expect(textOf(log(), 0)).toBe('to stderr\n')
  })

  test('keeps its order across both streams', async () => {
    await run('many')

    expect(textOf(log())).toBe(Array.from({ length: 20_000 }, (_, i) => `line ${i}\n`).join(''))
  })

  test('is kept of threads too', async () => {
    await run('thread')

    expect(textOf(log(), 1)).toBe('from a thread\n')
    expect(textOf(log(), 0)).toBe('error of a thread\n')
  })

  test('belongs to every open run', async () => {
    await run('two')

    expect(textOf(readOnlyLog(dir.join('other')))).toBe('both\n')
    expect(textOf(log())).toBe('both\nonly one\n')
  })

  test.each([
    ['throw', { code: 1 }, /^before\nright before\nUncaught Error: boom\n {4}at /],
    ['exit', { code: 3 }, /^before\nwithout an end$/],
    ['kill', { signal: 'SIGKILL' }, /^one\ntwo\n$/],
  ])('is kept when the process ends by %s', async (act, end, text) => {
    expect(await run(act)).toMatchObject({ code: null, signal: null, ...end })

    expect(textOf(log())).toMatch(text)
  })

  test('is shown to redact() first, but printed as it was', async () => {
    expect((await run('redact')).stdout).toBe('the key abc123 is secret\n')

    expect(textOf(log())).toBe('the key *** is secret\n')
  })

  test.each([
    ['false', ''],
    ['"stderr"', 'to stderr\n'],
  ])('with console: %s only that is kept', async (setting, text) => {
    await run('print', { console: JSON.parse(setting) as unknown })

    expect(textOf(log())).toBe(text)
  })

  test('does not contain what we print ourselves', async () => {
    const exit = await run('redact', { silent: false })

    expect(exit.stderr).toContain('kymo: run')
    expect(textOf(log(), 0)).toBe('')
  })
})

describe('the environment', () => {
  test('is described, with secrets masked, when the run ends at once', async () => {
    writeFileSync(dir.join('yarn.lock'), 'left-pad@^1.0.0:\n  version "1.3.0"\n')
    const args = ['redact', '{"silent":true,"saveCode":true}', '--api-key', 'abc', 'https://a:b@host/']
    await runChild(PROGRAM, {
      args,
      cwd: dir.path,
      env: { SLURM_JOB_ID: '17', SLURM_JWT: 'x' },
      nodeArgs: ['--no-warnings'],
    })

    const environment = environmentOf(log())
    expect(environment).toMatchObject({
      args: [...args.slice(0, 2), '--api-key', '***', 'https://***@host/'],
      kymoExecArgs: ['--no-warnings'],
      program: PROGRAM,
      root: dir.path,
      kymoRuntime: `node ${process.versions.node}`,
      slurm: { job_id: '17' },
    })
    expect(environment['cpuCountLogical']).toBeGreaterThan(0)
    expect(Object.keys(environment['disk'] as object)).toContain('/')
    expect(new Set(log().records.flatMap(({ environment: part }) => part?.writerId ?? [])).size).toBe(1)
  })

  test('can be left out, wholly and in parts', async () => {
    await run('print', { environment: { username: false, args: false, dependencies: false }, git: false })
    expect(environmentOf(log())).toMatchObject({ program: PROGRAM })
    expect(environmentOf(log())).not.toHaveProperty('username')
    expect(environmentOf(log())).not.toHaveProperty('args')
    dir.remove()
    dir = createTempDir()

    await run('print', { environment: false, git: false, systemMetrics: false })
    expect(log().records.map(({ recordType }) => recordType)).not.toContain('environment')
  })

  test('has commit, branch, remote without credentials, and both patches', async () => {
    const git = (...args: string[]): string =>
      execFileSync('git', args, { cwd: dir.path, encoding: 'utf8' }).trim()
    git('init', '--quiet', '--initial-branch=main')
    git('config', 'user.email', 'ada@example.org')
    git('config', 'user.name', 'Ada')
    // What a repository's own configuration names is not started.
    git('config', 'diff.external', '/bin/false')
    git('config', 'core.fsmonitor', '/bin/false')
    git('remote', 'add', 'origin', 'https://ada:secret@example.org/ada/digits.git')
    const commit = (text: string): string => {
      writeFileSync(dir.join('train.txt'), text)
      git('add', 'train.txt')
      git('commit', '--quiet', '-m', text)
      return git('rev-parse', 'HEAD')
    }
    const base = commit('one\n')
    git('update-ref', 'refs/remotes/origin/main', base)
    const head = commit('two\n')
    writeFileSync(dir.join('train.txt'), 'three\n')

    await run('print')

    expect(environmentOf(log())['git']).toMatchObject({
      commit: head,
      remoteUrl: 'https://example.org/ada/digits.git',
      kymoBranch: 'main',
      kymoDirty: true,
    })
    const { folder, records } = log()
    const names = records.flatMap(({ files }) => files?.files?.map(({ path }) => path) ?? [])
    expect(names).toEqual(expect.arrayContaining(['diff.patch', `diff_${base}.patch`]))
    expect(readFileSync(join(folder, 'files/diff.patch'), 'utf8')).toContain('-two\n+three')
    expect(readFileSync(join(folder, `files/diff_${base}.patch`), 'utf8')).toContain('-one\n+three')
  })

  test('contains a snapshot of the code, even of a run that ends at once', async () => {
    for (const name of [
      'a.mjs',
      'src/b.ts',
      'src/c.test.ts',
      'data.csv',
      'node_modules/x/index.js',
      '.env.json',
    ]) {
      mkdirSync(dirname(dir.join(name)), { recursive: true })
      writeFileSync(dir.join(name), name)
    }
    const program = dir.join('a.mjs')
    const url = pathToFileURL(fileURLToPath(new URL('../dist/index.js', import.meta.url))).href
    writeFileSync(
      program,
      `import { init } from '${url}'\nawait (await init({ silent: true, saveCode: { exclude: ['*.test.ts'] } })).finish()`,
    )
    expect(await runChild(program, { cwd: dir.path })).toMatchObject({ code: 0, stderr: '' })

    const artifact = log().records.find(({ recordType }) => recordType === 'artifact')?.artifact
    expect(artifact).toMatchObject({ type: 'code', name: 'source-a.mjs' })
    expect(artifact?.manifest?.contents?.map(({ path }) => path)).toEqual(['a.mjs', 'src/b.ts'])
    expect(readFileSync(join(log().folder, 'files/code/a.mjs'), 'utf8')).toContain('saveCode')
  })

  test('does without git, and without a repository', async () => {
    mkdirSync(dir.join('empty'))
    const exit = await run('print', {}, { PATH: dir.join('empty') })

    expect(exit).toMatchObject({ code: 0, stderr: 'to stderr\n' })
    expect(environmentOf(log())).toMatchObject({ program: PROGRAM })
  })

  test('has the packages of the lock file and its digest', async () => {
    // The program of this test lies in our own workspace, whose lock file is the nearest.
    await run('print')

    const text = readFileSync(join(log().folder, 'files/dependencies.txt'), 'utf8')
    expect(text).toMatch(/^vitest@\d/m)
    expect(environmentOf(log())['kymoLockfileSha256']).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('system metrics', () => {
  const systemMetrics = { intervalMs: 200 }

  test('are taken while the thread is blocked, and kept though it exits without ever turning', async () => {
    await run('block', { systemMetrics })

    const samples = samplesOf(log())
    expect(samples.length).toBeGreaterThanOrEqual(10)
    const times = log().records.flatMap(({ stats }) =>
      stats ? [Number(stats.timestamp?.seconds) * 1000 + (stats.timestamp?.nanos ?? 0) / 1e6] : [],
    )
    expect((times.at(-1) ?? 0) - (times[0] ?? 0)).toBeGreaterThan(1800)
    expect(samples.at(-1)?.['proc.eventLoop.maxDelayMs']).toBeGreaterThan(1500)
    for (const key of [
      'cpu',
      'memory_percent',
      'proc.memory.rssMB',
      'proc.memory.availableMB',
      'disk./.usagePercent',
    ])
      expect(samples.at(-1)?.[key], key).toBeGreaterThan(0)
  })

  test('are not taken when switched off', async () => {
    await run('block', { systemMetrics: false })

    expect(samplesOf(log())).toEqual([])
  })
})

describe('GPUs', () => {
  const settings = { silent: true, systemMetrics: { intervalMs: 200 } }

  function start(env: Record<string, string>, act = 'stay') {
    const child = startChild(PROGRAM, {
      args: [act, JSON.stringify(settings)],
      cwd: dir.path,
      env: {
        PATH: `${TOOLS}${delimiter}${process.env['PATH'] ?? ''}`,
        FAKE_GPU_STARTS: dir.join('starts'),
        FAKE_AMD_STARTS: dir.join('amd-starts'),
        FAKE_GPU: 'refuse',
        ...env,
      },
    })
    const startsIn = (name: string): number[] =>
      existsSync(dir.join(name)) ? readFileSync(dir.join(name), 'utf8').trim().split('\n').map(Number) : []
    const starts = (): number[] => startsIn('starts')
    const amdStarts = (): number[] => startsIn('amd-starts')
    const hasLog = (): boolean => existsSync(dir.join('kymo')) && readdirSync(dir.join('kymo')).length > 0
    const end = (): Promise<ChildExit> => {
      child.process.stdin?.end()
      return child.exited
    }
    return { child, starts, amdStarts, end, samples: () => (hasLog() ? samplesOf(log()) : []) }
  }

  const isAlive = (pid: number): boolean => {
    try {
      process.kill(pid, 0)
      return true
    } catch {
      return false
    }
  }

  test('of NVIDIA come from one nvidia-smi, which ends with the run', async () => {
    const { samples, starts, end } = start({ FAKE_GPU: 'well' })
    await waitFor(
      'samples of both GPUs',
      () => samples().filter((sample) => sample['gpu.1.gpu'] === 91).length > 5,
    )
    const exit = await end()

    expect(exit).toMatchObject({ code: 0, stderr: '' })
    expect(samples().at(-1)).toMatchObject({
      'gpu.0.gpu': 90,
      'gpu.0.memoryAllocated': 25,
      'gpu.0.powerPercent': 50,
    })
    expect(starts()).toHaveLength(1)
    await waitFor('the end of nvidia-smi', () => !starts().some(isAlive))
    expect(environmentOf(log())).toMatchObject({ gpuType: 'NVIDIA H200', gpuCount: 2, cudaVersion: '12.4' })
  })

  test.each(['die', 'refuse', 'garbage'])(
    'an nvidia-smi that does %s costs the run nothing',
    async (mode) => {
      const { samples, starts, end } = start({ FAKE_GPU: mode })
      await waitFor('samples', () => samples().length > 12)
      if (mode !== 'garbage') await waitFor('a second start', () => starts().length > 1)
      const exit = await end()

      expect(exit).toMatchObject({ code: 0, stderr: '' })
      expect(samples().at(-1)?.['cpu']).toBeGreaterThanOrEqual(0)
      expect(samples().some((sample) => sample['gpu.0.gpu'] === 90)).toBe(mode === 'die')
      await waitFor('the end of nvidia-smi', () => !starts().some(isAlive))
    },
  )

  test('an nvidia-smi that hangs is left out of the samples, killed and started again', async () => {
    const { samples, starts, end } = start({ FAKE_GPU: 'hang' })
    await waitFor('a second start', () => starts().length > 1, { deadlineMs: 30_000 })

    expect(samples().some((sample) => sample['gpu.0.gpu'] === 90)).toBe(true)
    expect(samples().some((sample) => !('gpu.0.gpu' in sample))).toBe(true)
    expect(isAlive(starts()[0] ?? 0)).toBe(false)
    await end()
  })

  test.each(['cards', 'garbage', 'hang'])(
    'of AMD come from rocm-smi; one that gives %s costs nothing else',
    async (mode) => {
      const { samples, end } = start({ FAKE_AMD: mode })
      await waitFor('samples', () => samples().length > 8)
      await end()

      expect(samples().some((sample) => sample['gpu.0.gpu'] === 12)).toBe(mode === 'cards')
      if (mode === 'cards')
        expect(environmentOf(log())).toMatchObject({ gpuType: 'Instinct MI300X', gpuCount: 1 })
    },
  )

  test.each([
    ['finishes', 'stay', { code: 0 }],
    ['exits', 'stay, exit', { code: 3 }],
    ['throws', 'stay, throw', { code: 1 }],
    ['is terminated', 'stay', { signal: 'SIGTERM' }],
  ])('tools that hang and hear no signal do not outlive a program that %s', async (name, act, ending) => {
    const { child, starts, amdStarts, end } = start({ FAKE_GPU: 'deaf', FAKE_AMD: 'deaf' }, act)
    // One for the facts about the machine and one for the samples of each.
    await waitFor('all tools', () => starts().length > 1 && amdStarts().length > 1)
    if (name === 'is terminated') child.process.kill('SIGTERM')
    const exit = name === 'is terminated' ? await child.exited : await end()

    expect(exit).toMatchObject(ending)
    const processIds = [...starts(), ...amdStarts()]
    await waitFor('the end of all tools', () => !processIds.some(isAlive))
  })
})
