import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeTraceRequest, LogReader, type SpanRecord } from '@kymo/protocol'
import { startServer, type RunningServer } from '@kymo/server'
import { createTempDir, startChild, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { homeAt, runKymo } from './lib/kymo.ts'

const PROGRAM = new URL('fixtures/trace.mjs', import.meta.url).pathname

let dir: TempDir
let child: Child | undefined
let server: RunningServer | undefined
beforeEach(() => {
  dir = createTempDir()
})
afterEach(async () => {
  await child?.kill()
  await server?.close()
  server = undefined
  dir.remove()
})

function start(env: Record<string, string> = {}): Child {
  child = startChild(PROGRAM, { cwd: dir.path, env: { ...homeAt(dir.path), KYMO_PROJECT: 'traces', ...env } })
  return child
}

/** Bytes of the only log of spans below a folder; empty while there is none. */
function spanLog(folder: string): Buffer {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.spans'),
  )
  return names.length === 1 ? readFileSync(join(folder, names[0] ?? '')) : Buffer.alloc(0)
}

/** By name: the end of a span in place of its start. */
function spansIn(bytes: Buffer): Map<string, SpanRecord> {
  const spans = new Map<string, SpanRecord>()
  const reader = new LogReader()
  reader.push(bytes)
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    for (const { scopes } of decodeTraceRequest(entry.payload))
      for (const span of scopes.flatMap((scope) => scope.spans)) spans.set(span.name, span)
  return spans
}

test('spans reach the server while the program runs, and its copy is equal when it has ended', async () => {
  server = await startServer({ mode: 'server', dir: dir.join('data'), port: 0 })
  const program = start({ KYMO_BASE_URL: server.url, STEPS: '1000000' })
  await waitFor('spans on the server', () => spansIn(spanLog(dir.join('data'))).size > 100, {
    deadlineMs: 30_000,
  })
  program.process.stdin?.write('stop\n')
  await program.waitForLine(/^finished$/, 30_000)

  const local = spanLog(dir.join('kymo'))
  expect(local.length).toBeGreaterThan(10_000)
  expect(spanLog(dir.join('data')).equals(local)).toBe(true)
  expect([...spansIn(local).values()].every(({ endNs }) => endNs > 0n)).toBe(true)
})

test('SIGKILL loses no span that has ended, leaves the others open, and kymo sync sends them', async () => {
  const program = start({ KYMO_MODE: 'offline' })
  await program.waitForLine(/^ended 300$/, 30_000)
  await program.kill('SIGKILL')
  const said = [...program.stdout().matchAll(/^ended (\d+)$/gm)].map(([, step]) => Number(step))
  const bytes = spanLog(dir.join('kymo'))
  const spans = spansIn(bytes)

  for (const step of said) {
    expect(spans.get(`step ${step}`)?.endNs).toBeGreaterThan(0n)
    expect(spans.get(`model ${step}`)?.parentSpanId).toBe(spans.get(`step ${step}`)?.spanId)
  }
  expect(spans.get('step 7')?.attributes).toEqual([
    ['kymo.step', 8],
    ['question', 'what is 7?'],
  ])
  server = await startServer({ mode: 'server', dir: dir.join('data'), port: 0 })
  const sync = await runKymo(['sync', '--base-url', server.url], { cwd: dir.path, env: homeAt(dir.path) })
  expect(sync).toMatchObject({ code: 0 })
  expect(spanLog(dir.join('data')).equals(bytes)).toBe(true)
})

test('process.exit() inside of a span ends it as cancelled', async () => {
  await start({ KYMO_MODE: 'offline', EXIT_INSIDE: '1' }).exited
  const spans = spansIn(spanLog(dir.join('kymo')))

  expect(spans.get('step 49')?.status.code).toBe(1)
  expect(spans.get('step 50')?.attributes).toContainEqual(['kymo.outcome', 'cancelled'])
  expect(spans.get('step 50')?.endNs).toBeGreaterThan(0n)
})
