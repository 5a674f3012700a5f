import { readFileSync } from 'node:fs'
import { HistoryDecoder, LogReader } from '@kymo/protocol'

/** What a reader of the log must see: metric → step → value, the last write wins. */
export type Points = Map<string, Map<number, number>>

/** Reads a log with the protocol's own reader, independently of any index. */
export function readLogPoints(...logPaths: readonly string[]): Points {
  const points: Points = new Map()
  for (const path of logPaths) addLog(points, readFileSync(path))
  return points
}

function addLog(points: Points, bytes: Uint8Array): void {
  const reader = new LogReader()
  const decoder = new HistoryDecoder()
  reader.push(bytes)
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const row = decoder.decode(entry.payload)
    if (row?.step === undefined) continue
    for (let i = 0; i < row.count; i++)
      setPoint(points, row.names[i] ?? '', [row.step, row.values[i] ?? Number.NaN])
  }
}

function setPoint(points: Points, metric: string, [step, value]: [number, number]): void {
  let series = points.get(metric)
  if (series === undefined) points.set(metric, (series = new Map()))
  series.set(step, value)
}

export interface RunAddress {
  readonly baseUrl: string
  readonly entity: string
  readonly project: string
  readonly run: string
  readonly apiKey?: string
}

export interface ServedPoints {
  readonly points: Points
  /** (metric, step) pairs that the server listed more than once. */
  readonly duplicateCount: number
}

interface PointPage {
  readonly steps: readonly number[]
  readonly values: readonly (number | string)[]
  readonly next: number | null
}

/** Every point that the server has of a run, page by page through its HTTP API. */
export async function fetchPoints(address: RunAddress): Promise<ServedPoints> {
  const { metrics } = await getJson<{ metrics: { name: string }[] }>(address, 'metrics')
  const points: Points = new Map()
  let duplicateCount = 0
  for (const { name } of metrics) {
    const series = new Map<number, number>()
    points.set(name, series)
    for (let after: number | null | undefined; after !== null;) {
      const query = `points?metric=${encodeURIComponent(name)}&limit=10000${after === undefined ? '' : `&after=${after}`}`
      const page: PointPage = await getJson<PointPage>(address, query)
      for (const [i, step] of page.steps.entries()) {
        if (series.has(step)) duplicateCount++
        series.set(step, Number(page.values[i]))
      }
      after = page.next
    }
  }
  return { points, duplicateCount }
}

export interface PointDifference {
  readonly expectedCount: number
  readonly missing: number
  readonly invented: number
  readonly different: number
}

/** Compares by value, NaN included: all of `missing`, `invented` and `different` are 0 for identical series. */
export function comparePoints(expected: Points, actual: Points): PointDifference {
  let [expectedCount, missing, different, found] = [0, 0, 0, 0]
  for (const [metric, series] of expected) {
    for (const [step, value] of series) {
      expectedCount++
      const other = actual.get(metric)?.get(step)
      if (other === undefined) missing++
      else if (!isSame(other, value)) different++
      if (other !== undefined) found++
    }
  }
  const actualCount = [...actual.values()].reduce((sum, series) => sum + series.size, 0)
  return { expectedCount, missing, different, invented: actualCount - found }
}

/** NaN is itself; JSON knows no negative zero, which equals zero. */
function isSame(a: number, b: number): boolean {
  return a === b || (Number.isNaN(a) && Number.isNaN(b))
}

export async function getJson<T>(address: RunAddress, path: string): Promise<T> {
  const { baseUrl, entity, project, run, apiKey } = address
  const segments = [entity, project, run].map(encodeURIComponent).join('/')
  const url = `${baseUrl}/api/v1/runs/${segments}${path === '' ? '' : `/${path}`}`
  const response = await fetch(url, {
    headers: apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` },
  })
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}: ${await response.text()}`)
  return (await response.json()) as T
}
