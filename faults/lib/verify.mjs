import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { HistoryDecoder, LogReader } from '@kymo/protocol'
import { lossAt } from './loss.mjs'

/** Rows of logs as any reader sees them: how many times each row `i` is there, and how many say something else. */
export function readRows(logPaths) {
  const counts = new Map()
  let different = 0
  let damagedBytes = 0
  for (const path of logPaths) {
    const reader = new LogReader({ onDamage: ({ byteCount }) => (damagedBytes += byteCount) })
    const decoder = new HistoryDecoder()
    reader.push(readFileSync(path))
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
      const row = decoder.decode(entry.payload)
      // Media that were encoded later have a row of their own.
      if (row === undefined || !row.names.includes('i')) continue
      const [i, loss] = [row.values[row.names.indexOf('i')], row.values[row.names.indexOf('loss')]]
      if (loss !== lossAt(i)) different++
      counts.set(i, (counts.get(i) ?? 0) + 1)
    }
  }
  return { counts, different, damagedBytes }
}

/**
 * Waits until the server has everything that it received in its index, and compares with what was accepted.
 * @returns {Promise<{ lost: number, twice: number, different: number, served: number }>}
 */
export async function verifyServer(baseUrl, { run = 'faulty', accepted, logBytes }) {
  const address = `${baseUrl}/api/v1/runs/default/faults/${run}`
  const deadlineMs = performance.now() + 30_000
  for (;;) {
    const detail = await getJson(address)
    const indexed = detail?.folders.reduce((sum, { indexedBytes }) => sum + indexedBytes, 0)
    if (detail !== undefined && (logBytes === undefined || indexed >= logBytes)) break
    if (performance.now() > deadlineMs)
      throw new Error(`The server has indexed ${indexed} of ${logBytes} bytes`)
    await delay(20)
  }
  const seen = new Set()
  let [twice, different] = [0, 0]
  for (let after; after !== null;) {
    const page = await getJson(
      `${address}/points?metric=loss&limit=100000${after === undefined ? '' : `&after=${after}`}`,
    )
    page.steps.forEach((step, index) => {
      if (seen.has(step)) twice++
      seen.add(step)
      if (page.values[index] !== lossAt(step)) different++
    })
    after = page.next
  }
  let lost = 0
  for (let i = 0; i < accepted; i++) if (!seen.has(i)) lost++
  return { lost, twice, different, served: seen.size }
}

async function getJson(url) {
  const response = await fetch(url)
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}: ${await response.text()}`)
  return response.json()
}
