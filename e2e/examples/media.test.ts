import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readRunFolder, findRunFolders } from '@kymo/core/sync'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/media/main.mjs', import.meta.url))

let dir: TempDir
let exit: ChildExit
let folder: string
beforeAll(async () => {
  dir = createTempDir()
  exit = await runChild(EXAMPLE, { cwd: dir.path })
  folder = (await findRunFolders(dir.join('kymo')))[0]
})
afterAll(() => dir.remove())

interface MediaFile {
  readonly path: string
  readonly sha256: string
  readonly size: number
}

async function summary(): Promise<Map<string, Record<string, unknown>>> {
  return new Map((await readRunFolder(folder)).summary) as Map<string, Record<string, unknown>>
}

test('the example says what it did, and warns of the one value that it could not log', () => {
  expect(exit.stderr).toMatch(/warning: Cannot log "missing": there is no file no-such-file\.png/)
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout).toMatch(/rows, 1 value left out, in .*kymo/)
})

test.each([
  ['scenes', 'images/separated'],
  ['weights', 'histogram'],
  ['predictions', 'table-file'],
  ['confusion_table', 'table-file'],
  ['roc_table', 'table-file'],
  ['pr_table', 'table-file'],
  ['tone', 'audio-file'],
  ['cloud', 'object3D-file'],
  ['surface', 'plotly-file'],
  ['report', 'html-file'],
])('%s is logged as %s', async (key, type) => {
  expect((await summary()).get(key)).toMatchObject({ _type: type })
})

test('every file that a value names is there with its content', async () => {
  const files = [...(await summary()).values()].flatMap(filesIn)

  expect(files.length).toBeGreaterThan(12)
  for (const { path, sha256, size } of files) {
    const bytes = readFileSync(join(folder, 'files', path))
    expect([path, bytes.length, createHash('sha256').update(bytes).digest('hex')]).toEqual([
      path,
      size,
      sha256,
    ])
  }
})

test('nothing is left in the spool', () => {
  expect(readdirSync(join(folder, 'spool'))).toEqual([])
})

function filesIn(value: unknown): MediaFile[] {
  if (typeof value !== 'object' || value === null) return []
  const own = 'sha256' in value && 'path' in value && 'size' in value ? [value as unknown as MediaFile] : []
  return [...own, ...Object.values(value).flatMap(filesIn)]
}
