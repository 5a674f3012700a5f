import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { logPath, MAX_APPEND_BYTES } from '@kymo/protocol'
import type { PointPage, RunDetail } from '@kymo/server/api'
import { buildRunLog, waitFor } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { addressOf, appendHeaders, appendLog, getJson, sendLog, serve } from './serve.ts'

const id = 'a1b2c3d4'
const address = addressOf(id)
const log = buildRunLog({ id, rowCount: 5000, exitCode: 0 })

test('a run that is sent in pieces is stored byte for byte and can be queried', async () => {
  const { url, dir, settle } = await serve()

  await sendLog(url, address, { bytes: log, pieceBytes: 10_007 })
  await settle()

  const stored = readFileSync(join(dir, 'runs/team/digits', address.folder, address.file))
  const run = await getJson<RunDetail>(`${url}/api/v1/runs/team/digits/${id}`)
  const page = await getJson<PointPage>(`${url}/api/v1/runs/team/digits/${id}/points?metric=loss`)
  expect(stored.equals(log)).toBe(true)
  expect(run).toMatchObject({ state: 'finished', lastStep: 4999, pointCount: 10_000 })
  expect(page.steps).toEqual(Array.from({ length: 5000 }, (_, step) => step))
  expect(page.values[1]).toBe(0.5)
})

test('GET tells how much of a log is here', async () => {
  const { url } = await serve()

  expect(await getJson(`${url}${logPath(address)}`)).toEqual({ offset: 0 })
  await appendLog({ url, address, offset: 0, bytes: log.subarray(0, 1000) })
  expect(await getJson(`${url}${logPath(address)}`)).toEqual({ offset: 1000 })
})

test('one question tells of many logs how much is here, whatever is wrong with some, and names the data', async () => {
  const { url } = await serve()
  await appendLog({ url, address, offset: 0, bytes: log.subarray(0, 1000) })
  const logs = [addressOf('other'), address, { ...address, folder: '..' }, { ...address, project: '' }]
  const ask = (body: unknown): Promise<Response> =>
    fetch(`${url}/api/v1/logs/held`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })

  const response = await ask({ logs })
  const refused = [await ask({}), await ask({ logs: [1] }), await ask({ logs: Array(1001).fill(address) })]

  expect(await response.json()).toEqual({
    held: [{ offset: 0 }, { offset: 1000 }, { offset: 0 }, { offset: 0 }],
  })
  const { dataId } = await getJson<{ dataId: string }>(`${url}/api/v1/server`)
  expect(response.headers.get('kymo-data-id')).toBe(dataId)
  expect(refused.map(({ status }) => status)).toEqual([400, 400, 400])
})

test('gzip is undone before the bytes are checked and stored', async () => {
  const { url, dir } = await serve()

  const response = await appendLog({
    url,
    address,
    offset: 0,
    bytes: log,
    body: gzipSync(log),
    headers: { 'content-encoding': 'gzip' },
  })

  expect(await response.json()).toEqual({ offset: log.byteLength })
  expect(readFileSync(join(dir, 'runs/team/digits', address.folder, address.file)).equals(log)).toBe(true)
})

test('a body of unknown length is taken too', async () => {
  const { url } = await serve()
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      for (let offset = 0; offset < log.byteLength; offset += 1000)
        controller.enqueue(log.subarray(offset, offset + 1000))
      controller.close()
    },
  })

  const response = await fetch(`${url}${logPath(address)}?offset=0`, {
    method: 'POST',
    body: stream,
    duplex: 'half',
    headers: appendHeaders(log),
  } as RequestInit)

  expect(await response.json()).toEqual({ offset: log.byteLength })
})

test('of many clients with the same offset exactly one wins', async () => {
  const { url, dir } = await serve()
  const calls = Array.from({ length: 30 }, (_, index) =>
    appendLog({ url, address, offset: 0, bytes: log.subarray(0, 5000 + index) }),
  )

  const responses = await Promise.all(calls)

  const replies = await Promise.all(
    responses.map(async (response) => ({
      status: response.status,
      ...((await response.json()) as { offset: number }),
    })),
  )
  const winner = replies.find(({ status }) => status === 200)
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
    200,
    ...Array.from({ length: 29 }, () => 409),
  ])
  expect(new Set(replies.map(({ offset }) => offset)).size).toBe(1)
  expect(
    readFileSync(join(dir, 'runs/team/digits', address.folder, address.file)).equals(
      log.subarray(0, winner?.offset),
    ),
  ).toBe(true)
})

test('many runs are taken side by side', async () => {
  const { url, settle } = await serve()
  const ids = Array.from({ length: 40 }, (_, index) => `run${index}`)

  await Promise.all(
    ids.map((one) =>
      sendLog(url, addressOf(one), {
        bytes: buildRunLog({ id: one, rowCount: 200, exitCode: 0 }),
        pieceBytes: 3000,
      }),
    ),
  )
  await settle()

  const { total, runs } = await getJson<{ total: number; runs: RunDetail[] }>(
    `${url}/api/v1/projects/team/digits/runs`,
  )
  expect(total).toBe(40)
  expect(runs.every(({ pointCount }) => pointCount === 400)).toBe(true)
})

test('an empty body keeps a run alive and asks for nothing else', async () => {
  const { url, dir } = await serve()
  await appendLog({
    url,
    address,
    offset: 0,
    bytes: log.subarray(0, 5000),
    headers: { 'kymo-age-ms': '600000' },
  })
  const path = join(dir, 'runs/team/digits', address.folder, address.file)
  const oldMs = statSync(path).mtimeMs

  const response = await appendLog({ url, address, offset: 5000, bytes: new Uint8Array(0) })

  expect(await response.json()).toEqual({ offset: 5000 })
  expect(statSync(path).mtimeMs - oldMs).toBeGreaterThan(500_000)
})

test('the largest append is taken, one byte more is not', async () => {
  const { url } = await serve()
  const largest = Buffer.concat([log, Buffer.alloc(MAX_APPEND_BYTES + 1 - log.byteLength, 1)])

  const over = await appendLog({ url, address, offset: 0, bytes: largest })
  const exact = await appendLog({ url, address, offset: 0, bytes: largest.subarray(0, MAX_APPEND_BYTES) })

  expect(over.status).toBe(413)
  expect(await exact.json()).toEqual({ offset: MAX_APPEND_BYTES })
})

test('a request to stop reaches the run with its next append, and is forgotten when the run has ended', async () => {
  const { url, settle } = await serve()
  const live = buildRunLog({ id, rowCount: 100 })
  await appendLog({ url, address, offset: 0, bytes: live })
  await settle()
  const stopUrl = `${url}/api/v1/runs/team/digits/${id}/stop`
  const json = { 'content-type': 'application/json' }
  const beat = async (): Promise<unknown> =>
    (await appendLog({ url, address, offset: live.byteLength, bytes: new Uint8Array(0) })).json()

  expect(await beat()).toEqual({ offset: live.byteLength })
  expect((await fetch(stopUrl, { method: 'POST', headers: json, body: '{}' })).status).toBe(200)
  expect(await beat()).toEqual({ offset: live.byteLength, stop: true })
  await fetch(stopUrl, { method: 'DELETE' })
  expect(await beat()).toEqual({ offset: live.byteLength })

  await fetch(stopUrl, { method: 'POST', headers: json, body: '{}' })
  const ended = buildRunLog({ id, rowCount: 100, exitCode: 130 })
  await appendLog({ url, address, offset: live.byteLength, bytes: ended.subarray(live.byteLength) })
  await waitFor('the flag to be forgotten', async () => {
    const reply = await (
      await appendLog({ url, address, offset: ended.byteLength, bytes: new Uint8Array(0) })
    ).json()
    return JSON.stringify(reply) === JSON.stringify({ offset: ended.byteLength })
  })
  expect((await fetch(stopUrl, { method: 'POST', headers: json, body: '{}' })).status).toBe(409)
})
