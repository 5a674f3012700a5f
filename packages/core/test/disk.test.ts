import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTempDir, runChild, startChild, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readOnlyLog } from './read-log.ts'

const FIXTURES = fileURLToPath(new URL('fixtures/', import.meta.url))
const FILLER_BYTES = 160 * 1024
const ROW_COUNT = 4000

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

function canMount(): boolean {
  const probe = createTempDir()
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', probe.path]).status === 0
  if (isMounted) execFileSync('umount', [probe.path])
  probe.remove()
  return isMounted
}

test.skipIf(!canMount())('a disk that fills up and is freed again costs no row and one warning', async () => {
  const disk = dir.join('disk')
  mkdirSync(disk)
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=768k', 'none', disk])
  try {
    writeFileSync(`${disk}/filler`, new Uint8Array(FILLER_BYTES * 4))
    const child = startChild(`${FIXTURES}fill-disk.mjs`, {
      args: [`${disk}/kymo`, String(ROW_COUNT)],
      cwd: dir.path,
    })
    await child.waitForLine(/^half$/)
    expect(child.stderr()).toMatch(/warning: Cannot write the log of run disk: ENOSPC/)

    rmSync(`${disk}/filler`)
    child.process.stdin?.write('go\n')
    const exit = await child.exited

    expect(JSON.parse(exit.stdout.split('\n')[1] ?? '')).toEqual({
      rowCount: ROW_COUNT,
      lostRecordCount: 0,
      lostBytes: 0,
    })
    expect(readOnlyLog(`${disk}/kymo`).rows).toEqual(Array.from({ length: ROW_COUNT }, (_, i) => i))
    expect(exit.stderr.match(/Cannot write the log/g)).toHaveLength(1)
  } finally {
    execFileSync('umount', [disk])
  }
})

test('a file that may not grow further keeps what fits, and the report counts the rest', async () => {
  // The limit is in KiB; the system call fails with EFBIG.
  const args = [
    '-c',
    `ulimit -f 64; exec "$0" "$@"`,
    process.execPath,
    `${FIXTURES}fill-disk.mjs`,
    dir.join('kymo'),
    String(ROW_COUNT),
  ]
  const child = spawn('bash', args, { cwd: dir.path, stdio: ['pipe', 'pipe', 'pipe'] })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (bytes: Buffer) => (stdout += bytes.toString()))
  child.stderr.on('data', (bytes: Buffer) => (stderr += bytes.toString()))
  child.stdin.write('go\n')
  const code = await new Promise((resolve) => child.on('close', resolve))

  expect({ code, stderr }).toMatchObject({ code: 0, stderr: expect.stringContaining('EFBIG') as string })
  const report = JSON.parse(stdout.split('\n')[1] ?? '') as { rowCount: number; lostBytes: number }
  expect(report.lostBytes).toBeGreaterThan(0)
  const log = readOnlyLog(dir.join('kymo'))
  expect(log.rows.length).toBeGreaterThan(100)
  expect(log.rows).toEqual(Array.from({ length: log.rows.length }, (_, i) => i))
})

test('where no folder can be made, the run goes to the folder for temporary files and says so', async () => {
  writeFileSync(dir.join('kymo'), 'a file where the folder should be')
  const temp = dir.join('temp')
  mkdirSync(temp)

  const exit = await runChild(`${FIXTURES}program.mjs`, { cwd: dir.path, env: { TMPDIR: temp } })

  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stderr).toContain(`run modules is kept in ${temp}/kymo/`)
  expect(readOnlyLog(`${temp}/kymo`).rows).toHaveLength(10)
})

test('where no folder can be made at all, training goes on and the report counts what is lost', async () => {
  writeFileSync(dir.join('kymo'), 'a file where the folder should be')

  const exit = await runChild(`${FIXTURES}program.mjs`, { cwd: dir.path, env: { TMPDIR: dir.join('kymo') } })

  expect(exit).toMatchObject({ code: 0, signal: null })
  const report = JSON.parse(exit.stdout) as { lostBytes: number }
  expect(report.lostBytes).toBeGreaterThan(100)
  expect(exit.stderr).toMatch(/warning: Cannot write the log of run modules/)
})
