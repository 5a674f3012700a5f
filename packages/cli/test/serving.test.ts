import { existsSync, mkdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { createTempDir, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runKymo, startKymo } from './kymo.ts'
import { hasTerminal, runInTerminal, toScreenText } from './terminal.ts'
import { writeRun } from './write-run.ts'

let temp: TempDir
const children = new Set<Child>()

beforeEach(() => {
  temp = createTempDir()
})

afterEach(async () => {
  await Promise.all([...children].map((child) => child.kill()))
  children.clear()
  temp.remove()
})

const kymo = (...args: string[]): ReturnType<typeof runKymo> => runKymo(args, { cwd: temp.path })

function start(...args: string[]): Child {
  const child = startKymo([...args, '--port', '0'], { cwd: temp.path })
  children.add(child)
  return child
}

describe('ui', () => {
  test('prints one clear line, serves the folder, changes nothing in it, and ends with 0 on Ctrl-C', async () => {
    const { path } = writeRun({ dir: temp.join('kymo'), id: 'k3v9x2ab' })
    const before = statSync(path).mtimeMs
    const child = start('ui')

    const [, url = ''] = await child.waitForLine(
      /^Kymo shows 1 run of \.\/kymo at (http:\/\/127\.0\.0\.1:\d+)$/,
    )
    const run = await waitFor('the run in the index', async () => {
      const reply = await fetch(`${url}/api/v1/runs/default/digits/k3v9x2ab`)
      return reply.ok && reply.json()
    })
    const { code, stdout, stderr } = await child.kill('SIGINT')

    expect(run).toMatchObject({ run: 'k3v9x2ab', state: 'finished' })
    expect(code).toBe(0)
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(stderr).toBe('')
    expect(statSync(path).mtimeMs).toBe(before)
  })

  test('--json prints one line that a program can wait for', async () => {
    writeRun({ dir: temp.join('kymo'), id: 'k3v9x2ab' })

    const [line] = await start('ui', '--json').waitForLine(/^\{.*\}$/)

    expect(JSON.parse(line)).toEqual({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      port: expect.any(Number),
      dir: temp.join('kymo'),
    })
  })

  test.skipIf(!hasTerminal)('says on a terminal how to end it', async () => {
    writeRun({ dir: temp.join('kymo'), id: 'k3v9x2ab' })

    const { code, output } = await runInTerminal(['ui', '--port', '0'], {
      cwd: temp.path,
      typing: [{ after: /Ctrl-C ends it/, keys: '\u0003' }],
    })

    expect(code).toBe(0)
    expect(toScreenText(output)).toContain('Stopping …')
  })

  test('without runs anywhere ends with 3 and says where it looked', async () => {
    const { code, stderr } = await kymo('ui')

    expect(code).toBe(3)
    expect(stderr).toContain('neither ./kymo nor ./wandb')
  })

  test('beyond this machine it asks for a key, and keeps that key away from the runs', async () => {
    writeRun({ dir: temp.join('kymo'), id: 'k3v9x2ab' })

    const [line] = await start('ui', '--host', '0.0.0.0', '--json').waitForLine(/^\{.*\}$/)
    const { port, firstKey } = JSON.parse(line) as { port: number; firstKey: string }
    const api = `http://127.0.0.1:${port}/api/v1/projects`

    expect((await fetch(api)).status).toBe(401)
    expect((await fetch(api, { headers: { authorization: `Bearer ${firstKey}` } })).status).toBe(200)
  })
})

describe('server', () => {
  test('shows its first key once, and never again', async () => {
    const first = start('server', '--require-key')
    const [key] = await first.waitForLine(/kymo_[\w-]{40,}/)
    await first.kill('SIGTERM')

    const second = start('server', '--require-key')
    await second.waitForLine(/^Kymo serves \.\/kymo-data at http:/)
    const { code, stdout, stderr } = await second.kill('SIGTERM')

    expect(first.stdout()).toContain('shown only now')
    expect(stdout + stderr).not.toContain(key.trim())
    expect(stdout).not.toContain('kymo_')
    expect(code).toBe(0)
  })

  test('makes, lists and revokes keys; only the key itself goes to standard output', async () => {
    const created = await kymo('server', '--create-key', 'ci')
    const listed = await kymo('server', '--list-keys', '--json')
    const { keys } = JSON.parse(listed.stdout) as { keys: { id: string; name: string }[] }
    const table = await kymo('server', '--list-keys')
    const revoked = await kymo('server', '--revoke-key', keys[0]?.id ?? '')
    const none = await kymo('server', '--list-keys')

    expect(created.stdout).toMatch(/^kymo_[\w-]{40,}\n$/)
    expect(created.stderr).toContain("The key 'ci'")
    expect(keys).toEqual([expect.objectContaining({ name: 'ci' })])
    expect(listed.stdout).not.toContain(created.stdout.trim())
    expect(table.stdout).toMatch(/^ID +NAME +ENDS WITH +CREATED\n[0-9a-f]{8} +ci +…\S{4} +\d{4}-/)
    expect(revoked).toMatchObject({ code: 0 })
    expect(none).toMatchObject({ code: 0, stdout: '' })
  })

  test('a key that does not exist cannot be revoked: 3', async () => {
    const { code, stderr } = await kymo('server', '--revoke-key', 'nope')

    expect(code).toBe(3)
    expect(stderr).toContain('code: KEY_NOT_FOUND')
  })

  test('collects content that nothing names, after having said what that would be', async () => {
    const hex = 'ab'.repeat(32)
    const path = temp.join(`data/blobs/sha256/ab/${hex}`)
    mkdirSync(dirname(path), { recursive: true })
    mkdirSync(temp.join('data/runs'))
    writeFileSync(path, 'content')
    utimesSync(path, 1_700_000_000, 1_700_000_000)

    const planned = await kymo('server', '--data', 'data', '--collect', '--dry-run')
    const isThere = existsSync(path)
    const done = await kymo('server', '--data', 'data', '--collect', '--json')
    const other = await kymo('server', '--data', 'nowhere', '--collect')
    const wrong = await kymo('server', '--dry-run')

    expect(planned).toMatchObject({ code: 0, stdout: 'Would delete 0 expired versions and 1 file (7 B)\n' })
    expect(isThere).toBe(true)
    expect(JSON.parse(done.stdout)).toMatchObject({
      removedCount: 1,
      removedBytes: 7,
      keptCount: 0,
      dryRun: false,
    })
    expect(existsSync(path)).toBe(false)
    expect(other.stderr).toContain('code: DATA_DIR_UNUSABLE')
    expect(existsSync(temp.join('nowhere'))).toBe(false)
    expect(wrong).toMatchObject({ code: 2 })
  })

  test('does not move to another port when its own is taken', async () => {
    const [line] = await start('server', '--json').waitForLine(/^\{.*\}$/)
    const { port } = JSON.parse(line) as { port: number }

    const { code, stderr } = await kymo('server', '--data', 'other', '--port', String(port))

    expect(code).toBe(1)
    expect(stderr).toContain(`Cannot listen on 127.0.0.1:${port}`)
    expect(stderr).toContain('remedy:')
  })

  test('says so when its folder is served already, or is no folder', async () => {
    await start('server', '--json').waitForLine(/^\{.*\}$/)
    mkdirSync(temp.join('sub'))
    writeFileSync(temp.join('sub', 'file'), '')

    const twice = await kymo('server', '--port', '0')
    const file = await kymo('server', '--port', '0', '--data', 'sub/file')

    expect(twice.code).toBe(1)
    expect(twice.stderr).toContain('code: DATA_DIR_LOCKED')
    expect(file.code).toBe(1)
    expect(file.stderr).toContain('code: DATA_DIR_UNUSABLE')
  })
})
