import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { PointPage, RunDetail } from '@kymo/server/api'
import { buildRunLog, seededRandom } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { addressOf, appendLog, getJson, sendLog, serve, tempDir } from './serve.ts'
import { startServerChild } from './server-child.ts'

const id = 'a1b2c3d4'
const address = addressOf(id)
const log = buildRunLog({ id, rowCount: 20_000, exitCode: 0 })

const PIECE_BYTES = 30_011
/** No record of the log is longer. */
const MAX_RECORD_BYTES = 250

/**
 * Sends piece after piece until everything is there or the server is gone.
 * @returns the greatest offset that was acknowledged
 */
async function feed(url: string, from: number, onAcknowledged: () => void): Promise<number> {
  let offset = from
  while (offset < log.byteLength) {
    try {
      const piece = log.subarray(offset, offset + PIECE_BYTES)
      const response = await appendLog({ url, address, offset, bytes: piece })
      offset = ((await response.json()) as { offset: number }).offset
      onAcknowledged()
    } catch {
      return offset
    }
  }
  return offset
}

test('a server that is killed again and again while it is fed keeps what it acknowledged, and ends with the same bytes', async () => {
  const dir = tempDir().path
  const random = seededRandom(7)
  const stored = (): Buffer => readFileSync(join(dir, 'runs/team/digits', address.folder, address.file))
  let acknowledged = 0
  let killCount = 0
  while (acknowledged < log.byteLength) {
    const { url, child } = await startServerChild({ mode: 'server', dir, port: 0 })
    // Some die at their first request, some between two, some in the middle of one.
    let left = Math.floor(random() * 20)
    const delayMs = random() * 4
    const kill = (): void => void setTimeout(() => void child.kill('SIGKILL'), delayMs)
    if (left === 0) kill()
    const reached = await feed(url, acknowledged, () => {
      left -= 1
      if (left === 0) kill()
    })
    await child.kill('SIGKILL')
    if (reached < log.byteLength) killCount += 1
    acknowledged = reached
    if (acknowledged === 0) continue
    // A restart cuts half a record off the end, which is sent again; whole records are never given up.
    const kept = stored()
    const common = Math.min(kept.byteLength, acknowledged)
    expect(acknowledged - common).toBeLessThan(MAX_RECORD_BYTES)
    expect(kept.subarray(0, common).equals(log.subarray(0, common))).toBe(true)
  }

  const { url, settle } = await serve({ dir })
  await sendLog(url, address, log)
  await settle()

  const run = await getJson<RunDetail>(`${url}/api/v1/runs/team/digits/${id}`)
  const page = await getJson<PointPage>(
    `${url}/api/v1/runs/team/digits/${id}/points?metric=loss&limit=100000`,
  )
  expect(killCount).toBeGreaterThan(3)
  expect(stored().equals(log)).toBe(true)
  expect(run).toMatchObject({ state: 'finished', pointCount: 40_000 })
  expect(page.steps).toEqual(Array.from({ length: 20_000 }, (_, step) => step))
  expect(readdirSync(dir).filter((name) => name.endsWith('.tmp'))).toEqual([])
})

test('a body of 100 MB does not reach the memory of the server', async () => {
  const { url, child } = await startServerChild({ mode: 'server', dir: tempDir().path, port: 0 })
  const measure = async (): Promise<number> => {
    child.process.stdin?.write('memory\n')
    const [line] = await child.waitForLine(/maxRss.*$/)
    return Number(/\d+/.exec(line)?.[0])
  }
  const before = await measure()

  const response = await appendLog({ url, address, offset: 0, bytes: Buffer.alloc(100 * 1024 * 1024) })
  expect(response.status).toBe(413)
  await response.text()
  child.process.stdin?.end('memory\nclose\n')
  const { stdout } = await child.exited

  const [, after = Number.POSITIVE_INFINITY] = [...stdout.matchAll(/"maxRssBytes":(\d+)/g)].map((match) =>
    Number(match[1]),
  )
  expect(after - before).toBeLessThan(32 * 1024 * 1024)
})
