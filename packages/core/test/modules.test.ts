import { cpSync, symlinkSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { build, type Format } from 'esbuild'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readOnlyLog } from './read-log.ts'

const FIXTURES = fileURLToPath(new URL('fixtures/', import.meta.url))
const ROWS = Array.from({ length: 10 }, (_, i) => i)

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

function expectWholeRun(exit: ChildExit): void {
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stderr).not.toContain('warning')
  const log = readOnlyLog(dir.join('kymo'))
  expect(log.rows).toEqual(ROWS)
  expect(log.exitCode).toBe(0)
}

test.each(['program.mjs', 'program.cjs'])('%s logs and finishes', async (program) => {
  expectWholeRun(await runChild(`${FIXTURES}${program}`, { cwd: dir.path }))
})

test.each(['program.mjs', 'program.cjs'])('%s logs and finishes inside a worker thread', async (program) => {
  const exit = await runChild(`${FIXTURES}in-worker.mjs`, { args: [`./${program}`], cwd: dir.path })

  expect(exit.stdout).toContain('worker ended with 0')
  expectWholeRun(exit)
})

test.each([
  ['nothing', 0, 0],
  ['exit-3', 3, 3],
  ['exception', 1, 1],
])('in a worker thread that ends by %s no row is lost', async (way, code, exitCode) => {
  const args = ['./log-and-end.mjs', way, '50']
  const exit = await runChild(`${FIXTURES}in-worker.mjs`, { args, cwd: dir.path })

  expect(exit.stdout).toContain(`worker ended with ${code}`)
  const log = readOnlyLog(dir.join('kymo'))
  expect(log.rows).toHaveLength(50)
  expect(log.exitCode).toBe(exitCode)
})

test.each(['esm', 'cjs'] as Format[])(
  'an esbuild bundle in one file logs and finishes: %s',
  async (format) => {
    const program = format === 'esm' ? 'program.mjs' : 'program.cjs'
    const bundle = dir.join(`bundle.${format === 'esm' ? 'mjs' : 'cjs'}`)
    await build({
      entryPoints: [`${FIXTURES}${program}`],
      bundle: true,
      platform: 'node',
      format,
      outfile: bundle,
      logLevel: 'error',
      logOverride: { 'empty-import-meta': 'silent' },
    })

    expectWholeRun(await runChild(bundle, { cwd: dir.path }))
  },
)

test('a program given with --eval logs and finishes', async () => {
  symlinkSync(
    fileURLToPath(new URL('../../../node_modules', import.meta.url)),
    dir.join('node_modules'),
    'junction',
  )
  cpSync(`${FIXTURES}program.mjs`, dir.join('empty.mjs'))
  const code = `import('@kymo/core').then(async ({ init }) => {
    const run = await init({ id: 'modules' })
    for (let i = 0; i < 10; i++) run.log({ i })
    await run.finish()
  })`

  expectWholeRun(await runChild('--eval', { args: [code], cwd: dir.path }))
})
