import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StaticSite } from './static-site.ts'

let dir: TempDir
let site: StaticSite

beforeEach(() => {
  dir = createTempDir()
  mkdirSync(dir.join('public/assets'), { recursive: true })
  writeFileSync(dir.join('secret.txt'), 'secret')
  site = new StaticSite(dir.join('public'))
})
afterEach(() => dir.remove())

function build(): void {
  writeFileSync(dir.join('public/assets/main-abc123.js'), 'console.log(1)\n'.repeat(200))
  writeFileSync(dir.join('public/index.html'), '<!doctype html><div id="root"></div>')
}

const ask = (path: string, headers: Record<string, string> = {}): Promise<Response | undefined> =>
  site.answer(new Request('http://localhost/', { headers }), path.split('/').slice(1))

test('StaticSite says clearly that the dashboard is not built, and notices when it is', async () => {
  const before = await ask('/')
  build()
  const after = await ask('/')

  expect(before?.status).toBe(503)
  expect(await before?.text()).toContain('npm run build')
  expect(await after?.text()).toContain('root')
})

test('StaticSite lets browsers keep hashed files for ever and ask again for the page', async () => {
  build()
  const script = await ask('/assets/main-abc123.js')
  const page = await ask('/')
  const again = await ask('/', { 'if-none-match': page?.headers.get('etag') ?? '' })

  expect(script?.headers.get('cache-control')).toContain('immutable')
  expect(page?.headers.get('cache-control')).toBe('no-cache')
  expect(page?.headers.get('content-security-policy')).toContain("script-src 'self';")
  expect(again?.status).toBe(304)
})

test('StaticSite compresses for those who accept it, with a tag of its own', async () => {
  build()
  const plain = await ask('/assets/main-abc123.js')
  const gzip = await ask('/assets/main-abc123.js', { 'accept-encoding': 'gzip' })

  expect(gunzipSync(new Uint8Array((await gzip?.arrayBuffer()) ?? new ArrayBuffer(0))).toString()).toBe(
    await plain?.text(),
  )
  expect(gzip?.headers.get('etag')).not.toBe(plain?.headers.get('etag'))
})

test('StaticSite gives the page for an address of the app, and nothing for a file that is missing', async () => {
  build()

  expect((await ask('/team/digits/runs/abc', { accept: 'text/html' }))?.status).toBe(200)
  expect(await ask('/team/digits', { accept: '*/*' })).toBeUndefined()
  expect(await ask('/assets/gone.js', { accept: 'text/html' })).toBeUndefined()
})

test.each([
  '/../secret.txt',
  '/..',
  '/assets/../../secret.txt',
  '//etc/passwd',
  '/.',
  '/link.txt',
  '/__proto__',
])('StaticSite never leaves its folder for %s', async (path) => {
  build()
  symlinkSync(dir.join('secret.txt'), dir.join('public/link.txt'))

  expect(await ask(path)).toBeUndefined()
  expect(await site.answer(new Request('http://localhost/'), [path.slice(1)])).toBeUndefined()
})
