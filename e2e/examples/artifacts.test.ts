import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeRecord, LogReader, manifestDigest, type LogRecord } from '@kymo/protocol'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/artifacts/main.mjs', import.meta.url))

let dir: TempDir
let exit: ChildExit
let folder: string
let records: LogRecord[]
beforeAll(async () => {
  dir = createTempDir()
  exit = await runChild(EXAMPLE, { cwd: dir.path, env: { KYMO_CACHE_DIR: dir.join('cache') } })
  folder = dir.join('kymo', readdirSync(dir.join('kymo')).find((name) => name.includes('run-')) ?? '')
  records = readRecords(join(folder, readdirSync(folder).find((name) => name.endsWith('.wandb')) ?? ''))
})
afterAll(() => dir.remove())

function readRecords(path: string): LogRecord[] {
  const reader = new LogReader()
  reader.push(readFileSync(path))
  const found: LogRecord[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    found.push(decodeRecord(entry.payload.slice()))
  return found
}

test('the example says what it did', () => {
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout).toMatch(/logged digits, 12 files, digest [0-9a-f]{32}/)
  expect(exit.stdout).toContain('used default/digits/digits:v0')
  expect(exit.stdout).toContain('verify: changed train/3.csv')
  expect(exit.stdout).toContain(String.raw`mended: "label,pixel\n3,75\n"`)
  expect(exit.stdout).toMatch(/second version v1/)
})

test('the log has both versions, each with the digest of its manifest', () => {
  const artifacts = records.flatMap(({ artifact }) => artifact ?? [])
  expect(artifacts.map(({ name, type }) => `${name} ${type}`)).toEqual(['digits dataset', 'digits dataset'])
  expect(artifacts[0]).toMatchObject({
    aliases: ['clean'],
    tags: ['small'],
    ttlDurationSeconds: 90 * 86_400,
    metadata: '{"rows":10}',
  })
  for (const { manifest, digest } of artifacts) {
    const entries = (manifest?.contents ?? []).map((entry) => ({
      path: entry.path ?? '',
      digest: entry.digest ?? '',
    }))
    expect(entries).toHaveLength(12)
    expect(manifestDigest(entries)).toBe(digest)
  }
})

test('every content lies in the run folder under its own digest, equal ones once', () => {
  const contents = records.flatMap(({ artifact }) => artifact?.manifest?.contents ?? [])
  const digests = new Set(contents.flatMap(({ kymoSha256 }) => kymoSha256 || []))
  expect(digests.size).toBe(12)
  for (const sha256 of digests) {
    const bytes = readFileSync(join(folder, 'artifacts', sha256.slice(0, 2), sha256))
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
  }
  expect(contents.find(({ path }) => path === 'origin.zip')).toMatchObject({
    ref: 'https://example.com/digits.zip',
    kymoSha256: '',
  })
})

test('the run says which version it used, and has the saved file', () => {
  const used = records.flatMap(({ useArtifact }) => useArtifact ?? [])
  expect(used.map(({ name }) => name)).toEqual(['digits:v0', 'digits:v1'])
  expect(readFileSync(join(folder, 'files', 'notes.txt'), 'utf8')).toBe('loss went down')
  const files = records.flatMap(({ files: record }) => record?.files ?? [])
  expect(files.map(({ path, policy }) => [path, policy])).toContainEqual(['notes.txt', 1])
})
