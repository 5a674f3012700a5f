import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

let root: string

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'kymo-layers-'))
})
afterEach(() => {
  rmSync(root, { recursive: true, force: true })
})

function check(files: Record<string, string>): { status: number | null; output: string } {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const script = new URL('./check-layers.mjs', import.meta.url).pathname
  const result = spawnSync(process.execPath, [script, '--root', root], { encoding: 'utf8' })
  return { status: result.status, output: result.stderr }
}

test('check-layers accepts an import that points down', () => {
  const result = check({
    'packages/protocol/src/log/log-reader.ts': "import { x } from '../errors.ts'\n",
    'packages/core/src/run/run.ts': "import { LogFramer } from '@kymo/protocol'\n",
  })

  expect(result).toEqual({ status: 0, output: '' })
})

test('check-layers refuses a package that imports one above it', () => {
  const result = check({ 'packages/protocol/src/log/log-reader.ts': "import { init } from '@kymo/core'\n" })

  expect(result.status).toBe(1)
  expect(result.output).toContain("packages/protocol/src/log/log-reader.ts: import of '@kymo/core'")
})

test('check-layers refuses a folder that imports one below it', () => {
  const result = check({
    'packages/server/src/series/chunk.ts': "import type { App } from '../http/router.ts'\n",
  })

  expect(result.status).toBe(1)
  expect(result.output).toContain('server/series may not import server/http')
})

test('check-layers sees dynamic imports and re-exports', () => {
  const result = check({
    'packages/core/src/platform/a.ts': "export const load = () => import('../run/run.ts')\n",
    'packages/core/src/settings/b.ts': "export { run } from '../run/run.ts'\n",
  })

  expect(result.output).toContain('2 import(s) against the layers')
})

test('check-layers refuses a relative path into another package', () => {
  const result = check({
    'packages/core/src/run/run.ts': "import { x } from '../../../protocol/src/errors.ts'\n",
  })

  expect(result.output).toContain('leaves the source folder of core')
})
