import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Api } from '@kymo/core'
import { createKey, startServer, type RunningServer } from '@kymo/server'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runKymo } from './kymo.ts'
import { writeRun } from './write-run.ts'

let temp: TempDir
let server: RunningServer | undefined
beforeEach(() => {
  temp = createTempDir()
  mkdirSync(temp.join('data'))
  writeFileSync(temp.join('data', 'a.csv'), '1,2')
})
afterEach(async () => {
  await server?.close()
  server = undefined
  temp.remove()
})

const kymo = (...args: string[]): ReturnType<typeof runKymo> =>
  runKymo(args, { cwd: temp.path, env: { KYMO_CACHE_DIR: temp.join('cache') } })

describe('artifact', () => {
  test.each(['folder', 'server'])('put, ls, info, get, verify and diff agree over a %s', async (kind) => {
    if (kind === 'server') server = await startServer({ mode: 'server', dir: temp.join('server'), port: 0 })
    const place = server === undefined ? [] : ['--server', server.url]
    const put = await kymo(
      'artifact',
      'put',
      'digits',
      'data',
      '--project',
      'p',
      '--alias',
      'raw',
      ...place,
      '--json',
    )
    writeFileSync(temp.join('data', 'b.csv'), '3')
    await kymo('artifact', 'put', 'digits', 'data', '--project', 'p', ...place)
    await server?.settle()

    const all = await kymo('artifact', 'ls', ...place, '--json')
    const versions = await kymo('artifact', 'ls', 'digits', ...place)
    const info = await kymo('artifact', 'info', 'digits:raw', ...place, '--json')
    const got = await kymo('artifact', 'get', 'digits', 'to', ...place)
    const well = await kymo('artifact', 'verify', 'p/digits:v1', 'to', ...place)
    writeFileSync(temp.join('to', 'a.csv'), 'x')
    const changed = await kymo('artifact', 'verify', 'digits', 'to', ...place)
    const diff = await kymo('artifact', 'diff', 'digits:v0', 'v1', ...place)

    const { run } = JSON.parse(put.stdout) as { run: string }
    expect(put.code).toBe(0)
    expect(JSON.parse(all.stdout)).toMatchObject({
      artifacts: [{ project: 'p', name: 'digits', type: 'dataset', versionCount: 2 }],
    })
    expect(versions.stdout).toMatch(/^VERSION .*\nv1 +latest +2 .*\nv0 +raw +1 /)
    expect(JSON.parse(info.stdout)).toMatchObject({
      version: 'v0',
      loggedBy: `default/p/${run}`,
      usedBy: [],
      files: [{ path: 'a.csv', sizeBytes: 3 }],
    })
    expect(got).toMatchObject({ code: 0, stdout: '✓ default/p/digits:v1: 2 files, 4 B in ./to\n' })
    expect(readFileSync(temp.join('to', 'b.csv'), 'utf8')).toBe('3')
    expect(well.code).toBe(0)
    expect(changed.code).toBe(7)
    expect(changed.stderr).toContain('1 changed')
    expect(diff.stdout).toContain('+ b.csv')
    expect(diff.stdout).toContain('1 added, 0 removed, 0 changed, 1 file the same')
  })

  test('get --exact makes the folder the version and nothing else', async () => {
    await kymo('artifact', 'put', 'digits', 'data', '--project', 'p')
    mkdirSync(temp.join('to'))
    writeFileSync(temp.join('to', 'other.txt'), 'x')

    const { code } = await kymo('artifact', 'get', 'digits', 'to', '--exact')

    expect(code).toBe(0)
    expect(existsSync(temp.join('to', 'other.txt'))).toBe(false)
    expect(readFileSync(temp.join('to', 'a.csv'), 'utf8')).toBe('1,2')
  })

  test('put makes a run of job type upload, with references for addresses', async () => {
    const { stdout } = await kymo(
      'artifact', 'put', 'mixed', 'data/a.csv', 's3://bucket/big.bin',
      '--project', 'p', '--type', 'model', '--tag', 'x', '--metadata', '{"rows":2}', '--json',
    ) // prettier-ignore
    const { run } = JSON.parse(stdout) as { run: string }
    const api = new Api({ dir: temp.join('kymo') })
    const version = await api.artifact('p/mixed')
    const files: unknown[] = []
    for await (const { path, ref } of version.files()) files.push([path, ref])

    expect((await api.run(`p/${run}`)).jobType).toBe('upload')
    expect(version).toMatchObject({ type: 'model', tags: ['x'], metadata: { rows: 2 } })
    expect(files).toEqual([
      ['a.csv', undefined],
      ['big.bin', 's3://bucket/big.bin'],
    ])
  })

  test.each([
    [['artifact'], 2, 'which command of it?'],
    [['artifact', 'put', 'a/b', 'data'], 2, 'code: CLI_USAGE'],
    [['artifact', 'put', 'x', 'data', '--metadata', '[]'], 2, 'it must be a JSON object'],
    [['artifact', 'put', 'x', 'nothing'], 3, 'code: ARTIFACT_FILE_UNREADABLE'],
    [['artifact', 'get', 'nothing'], 3, 'code: ARTIFACT_NOT_FOUND'],
  ])('%j ends with %d and a reason', async (args, exitCode, reason) => {
    mkdirSync(temp.join('kymo'))

    const { code, stderr } = await kymo(...args)

    expect(code).toBe(exitCode)
    expect(stderr).toContain(reason)
  })

  test('a name that two projects have is not guessed', async () => {
    for (const project of ['p', 'q']) await kymo('artifact', 'put', 'digits', 'data', '--project', project)

    const { code, stderr } = await kymo('artifact', 'get', 'digits')

    expect(code).toBe(3)
    expect(stderr).toContain('code: ARTIFACT_AMBIGUOUS')
    expect(stderr).toContain('default/p/digits, default/q/digits')
  })
})

describe('doctor', () => {
  interface Diagnosis {
    readonly checks: readonly { readonly name: string; readonly status: string; readonly text: string }[]
    readonly settings: readonly { readonly name: string; readonly value: unknown; readonly source: string }[]
  }
  const diagnose = async (
    env: Record<string, string>,
  ): Promise<Diagnosis & { code: number | null; text: string }> => {
    const { stdout, code } = await runKymo(['doctor', '--json'], { cwd: temp.path, env })
    return { ...(JSON.parse(stdout) as Diagnosis), code, text: stdout }
  }
  const statusOf = ({ checks }: Diagnosis, name: string): string | undefined =>
    checks.find((check) => check.name === name)?.status

  test('of a healthy machine says so, with settings and where they came from', async () => {
    server = await startServer({ mode: 'server', dir: temp.join('server'), port: 0, requireKey: true })
    const { key } = createKey(temp.join('server'), 'doctor')
    writeRun({ dir: temp.join('kymo'), id: 'abc' })

    const found = await diagnose({
      KYMO_BASE_URL: server.url,
      KYMO_API_KEY: key,
      HTTPS_PROXY: 'http://u:secret@p',
    })

    expect(found.code).toBe(0)
    expect(statusOf(found, 'server')).toBe('ok')
    expect(statusOf(found, 'clock')).toBe('ok')
    expect(statusOf(found, 'folder')).toBe('ok')
    expect(statusOf(found, 'proxy')).toBe('warn')
    expect(found.checks.find(({ name }) => name === 'runs')).toMatchObject({
      status: 'warn',
      text: '1 run in ./kymo, 1 not sent to a server',
    })
    expect(found.settings).toContainEqual({ name: 'baseUrl', value: server.url, source: 'env' })
    expect(found.text).not.toContain(key)
    expect(found.text).not.toContain('secret')
  })

  test('finds a server that is not there, and a key that it does not take: 1', async () => {
    server = await startServer({ mode: 'server', dir: temp.join('server'), port: 0, requireKey: true })
    const refused = await diagnose({ KYMO_BASE_URL: server.url, KYMO_API_KEY: 'kymo_wrong-wrong-wrong' })
    const { url } = server
    await server.close()
    server = undefined
    const gone = await diagnose({ KYMO_BASE_URL: url })

    expect(refused.code).toBe(1)
    expect(refused.checks.find(({ name }) => name === 'server')?.text).toContain('does not know this API key')
    expect(gone.code).toBe(1)
    expect(gone.checks.find(({ name }) => name === 'server')?.text).toContain('nothing listens there')
  })

  test('finds settings that init() would refuse', async () => {
    const found = await diagnose({ KYMO_MODE: 'online' })

    expect(found.code).toBe(1)
    expect(found.checks[0]).toMatchObject({ name: 'settings', status: 'fail' })
  })

  test.skipIf(process.getuid?.() === 0)('finds a folder that cannot be written', async () => {
    mkdirSync(temp.join('kymo'))
    chmodSync(temp.join('kymo'), 0o500)

    expect(statusOf(await diagnose({}), 'folder')).toBe('fail')
  })
})
