import { rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { waitFor } from '@kymo/testkit'
import { afterEach, describe, expect, test } from 'vitest'
import type { AlertInfo } from '../src/api/file-types.ts'
import type { AlertMessage } from '../src/alerts/alert-delivery.ts'
import { LogBuilder } from './log-builder.ts'
import { serve, tempDir } from './serve.ts'

const hooks: Server[] = []
afterEach(() => {
  for (const hook of hooks.splice(0)) hook.close().closeAllConnections()
})

/** An incoming webhook as chat services have it. */
async function openHook(statuses: readonly number[] = []) {
  const messages: AlertMessage[] = []
  let count = 0
  const hook = createServer((request, response) => {
    let text = ''
    request.on('data', (bytes) => (text += bytes))
    request.on('end', () => {
      const status = statuses[count++] ?? 200
      if (status === 200) messages.push(JSON.parse(text) as AlertMessage)
      response.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end()
    })
  })
  hooks.push(hook)
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/hook`,
    messages,
    requestCount: () => count,
  }
}

function alert(title: string, { timeMs = Date.now(), id = title, text = '' } = {}) {
  const kymoTime = { seconds: Math.floor(timeMs / 1000), nanos: (timeMs % 1000) * 1e6 }
  return { alert: { title, text, level: 'WARN', kymoId: id, kymoTime } }
}

function logOf(dir: string, id: string): string {
  return join(dir, 'runs', 'team', 'digits', `run-20261123_101500-${id}`, `run-${id}.wandb`)
}

async function list(url: string, query = ''): Promise<AlertInfo[]> {
  const response = await fetch(`${url}/api/v1/alerts${query}`)
  return ((await response.json()) as { alerts: AlertInfo[] }).alerts
}

describe('GET /api/v1/alerts', () => {
  test('lists the alerts of all runs, newest first, of one project and of one run', async () => {
    const { path: dir } = tempDir()
    const now = Date.now()
    const log = new LogBuilder()
      .run('a', { displayName: 'first' })
      .record(alert('older', { timeMs: now - 9 }))
    log.record(alert('newest', { timeMs: now, text: 'it went wrong' })).writeTo(logOf(dir, 'a'))
    new LogBuilder()
      .run('b')
      .record(alert('middle', { timeMs: now - 5 }))
      .writeTo(logOf(dir, 'b'))
    const { url, settle } = await serve({ dir })
    await settle()

    expect((await list(url)).map(({ title }) => title)).toEqual(['newest', 'middle', 'older'])
    expect((await list(url, '?run=a&limit=1'))[0]).toEqual({
      entity: 'team',
      project: 'digits',
      run: 'a',
      runName: 'first',
      id: 'newest',
      title: 'newest',
      text: 'it went wrong',
      level: 'WARN',
      timeMs: now,
    })
    expect(await list(url, '?project=other')).toEqual([])
    expect((await fetch(`${url}/api/v1/alerts?limit=0`)).status).toBe(400)
  })
})

describe('the webhook', () => {
  test('hears of each alert once, also when the index is made anew, and not of old ones', async () => {
    const { path: dir } = tempDir()
    const hook = await openHook()
    const day = 24 * 3_600_000
    const log = new LogBuilder().run('a', { displayName: 'first' })
    log.record(alert('old', { timeMs: Date.now() - day - 1000 })).record(alert('<!here> loss is NaN'))
    log.writeTo(logOf(dir, 'a'))
    const options = { dir, alertWebhook: hook.url, publicUrl: 'https://kymo.example/base/' }
    const first = await serve(options)
    await first.settle()
    await waitFor('the alert', () => hook.messages.length === 1)
    expect(hook.messages[0]).toMatchObject({
      type: 'kymo.alert',
      subject: '[WARN] <!here> loss is NaN (digits/first)',
      alert: { title: '<!here> loss is NaN', level: 'WARN' },
      run: { run: 'a', url: 'https://kymo.example/base/team/digits/runs/a' },
      allowed_mentions: { parse: [] },
    })
    expect(hook.messages[0].text).not.toContain('<!here>')
    await first.close()
    rmSync(join(dir, 'index.sqlite'))

    const second = await serve(options)
    await second.settle()
    log.record(alert('another')).writeTo(logOf(dir, 'a'))
    await second.settle()
    await waitFor('another alert', () => hook.messages.length === 2)

    expect(hook.messages.map((message) => message.alert.title)).toEqual(['<!here> loss is NaN', 'another'])
    expect(hook.requestCount()).toBe(2)
  })

  test('what it refuses for good is given up with a warning, a redirect too', async () => {
    const { path: dir } = tempDir()
    const hook = await openHook([404, 302])
    const warnings: string[] = []
    new LogBuilder().run('a').record(alert('one')).record(alert('two')).writeTo(logOf(dir, 'a'))
    const server = await serve({ dir, alertWebhook: hook.url, onWarning: (line) => warnings.push(line) })
    await server.settle()

    await waitFor('two warnings', () => warnings.length === 2)

    expect(warnings[0]).toMatch(/"one".*answered 404/)
    expect(warnings[1]).toMatch(/"two".*answered 302/)
    expect(hook.messages).toEqual([])
  })

  test('while it is away alerts wait, in order, and a new server delivers them', async () => {
    const { path: dir } = tempDir()
    const away = await openHook([503, 503, 503])
    new LogBuilder().run('a').record(alert('one')).writeTo(logOf(dir, 'a'))
    const first = await serve({ dir, alertWebhook: away.url })
    await first.settle()
    await waitFor('a try', () => away.requestCount() >= 1)
    await first.close()
    const back = await openHook()

    const later = Date.now() + 60_000
    const second = await serve({ dir, alertWebhook: back.url, clock: { nowMs: () => later } })
    await second.settle()
    await waitFor('the delivery', () => back.messages.length === 1)

    expect(back.messages[0].alert.title).toBe('one')
  })

  test('an address that is none is refused at the start', async () => {
    await expect(serve({ alertWebhook: 'ftp://x' })).rejects.toMatchObject({ code: 'OPTION_INVALID' })
  })
})
