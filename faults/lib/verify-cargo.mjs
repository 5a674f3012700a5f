import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { decodeRecord, LogReader } from '@kymo/protocol'
import { ARTIFACT_FILES, artifactName, lineAt, pixelsOf, ROWS_PER_LINE, TABLE_ROWS } from './cargo.mjs'
import { readPng } from './read-png.mjs'

const WAIT_MS = 5_000

/** What `logArtifact()` and `log()` returned from, besides rows: `image 40`, `table 60`, `artifact`. */
export function readAccepted(path) {
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : []
}

/** @returns how many samples of the machine the logs hold */
export function countSamples(logPaths) {
  let count = 0
  for (const path of logPaths) {
    const reader = new LogReader()
    reader.push(readFileSync(path))
    for (let entry = reader.next(); entry !== undefined; entry = reader.next())
      if (decodeRecord(entry.payload.slice()).recordType === 'stats') count++
  }
  return count
}

/**
 * Compares what the server has besides rows with what was accepted: images pixel by pixel, the table cell by cell, the artifact by its
 * digests and as one version, lines of the console in order, samples of the machine by their number.
 * @param {string} baseUrl
 * @param {{ run: string, cargo: string[], lineCount?: number, sampleCount: number, mayMiss?: boolean }} expected `lineCount`
 * absent: the program was killed, and the last moment of what it printed may be missing; `mayMiss`: a block of the log is damaged
 * @returns {Promise<string[]>} what is wrong, one line each
 */
export async function verifyCargo(baseUrl, { run, cargo, lineCount, sampleCount, mayMiss = false }) {
  const address = `${baseUrl}/api/v1/runs/default/faults/${run}`
  const wrong = []
  const check = async (what, look) => {
    const problem = await settled(look)
    if (problem !== undefined) wrong.push(`${what}: ${problem}`)
  }
  for (const item of cargo) {
    const [kind, row] = item.split(' ')
    if (kind === 'image') await check(item, () => imageProblem(address, Number(row)))
    if (kind === 'table') await check(item, () => tableProblem(address, Number(row)))
    if (kind === 'artifact') await check(item, () => artifactProblem(baseUrl, artifactName(run)))
  }
  await check('console', () => consoleProblem(address, { lineCount, mayMiss }))
  await check('samples', () => sampleProblem(address, { sampleCount, mayMiss }))
  return wrong
}

/** A server answers from its index, which may be a moment behind. */
async function settled(look) {
  const deadlineMs = performance.now() + WAIT_MS
  for (;;) {
    const problem = await look()
    if (problem === undefined || performance.now() > deadlineMs) return problem
    await delay(50)
  }
}

async function imageProblem(address, row) {
  const values = (await getJson(`${address}/values?key=sample&from=${row}&to=${row + 1}`))?.items ?? []
  if (values.length !== 1) return `${values.length} values`
  const { path, sha256 } = values[0].value
  const bytes = await getBytes(`${address}/files/${path}`)
  if (bytes === undefined) return `the file ${path} is missing`
  if (hex('sha256', bytes) !== sha256) return `the file ${path} has another digest`
  const pixels = pixelsOf(row)
  return readPng(bytes).every((value, at) => value === pixels[at]) ? undefined : 'other pixels'
}

async function tableProblem(address, row) {
  const values = (await getJson(`${address}/values?key=results&from=${row}&to=${row + 1}`))?.items ?? []
  if (values.length !== 1) return `${values.length} values`
  const { path, sha256, artifact_path: reference } = values[0].value
  const bytes = await getBytes(`${address}/files/${path}`)
  if (bytes === undefined) return `the file ${path} is missing`
  if (hex('sha256', bytes) !== sha256) return `the file ${path} has another digest`
  if (JSON.stringify(JSON.parse(bytes.toString()).data) !== JSON.stringify(TABLE_ROWS)) return 'other cells'
  const { logged = [] } = (await getJson(`${address}/artifacts`)) ?? {}
  const tables = logged.filter(({ type }) => type === 'run_table')
  if (reference !== undefined && (tables.length !== 1 || tables[0].version !== 0))
    return `its artifact is ${JSON.stringify(tables.map(({ version, state }) => [version, state]))}`
  return undefined
}

async function artifactProblem(baseUrl, name) {
  const address = `${baseUrl}/api/v1/artifacts/default/faults/${name}`
  const found = await getJson(address)
  const versions = (found?.versions ?? []).map(({ version, state }) => `v${version} ${state}`)
  if (versions.join() !== 'v0 committed') return versions.join() || 'no version'
  const { entries = [] } = (await getJson(`${address}/v0/manifest`)) ?? {}
  if (entries.length !== ARTIFACT_FILES.size) return `${entries.length} files`
  for (const [path, content] of ARTIFACT_FILES) {
    const entry = entries.find((candidate) => candidate.path === path)
    const bytes = await getBytes(`${address}/v0/files/${path}`)
    if (bytes === undefined || !bytes.equals(content)) return `other content of ${path}`
    if (entry?.sha256 !== hex('sha256', content)) return `other digest of ${path}`
  }
  return undefined
}

async function consoleProblem(address, { lineCount, mayMiss }) {
  const lines = []
  for (let from = 0; from !== null;) {
    const page = await getJson(`${address}/console?from=${from}&limit=5000`)
    if (page === undefined) return 'none'
    lines.push(
      ...page.lines.filter(({ text, stream }) => stream === 'stdout' && text !== '').map(({ text }) => text),
    )
    from = page.next
  }
  let next = 0
  for (const text of lines) {
    const n = Number(/^line (\d+) of/.exec(text)?.[1])
    // Half of a line is where a damaged block was cut out, or where a killed program ended.
    if (text !== lineAt(n) && !mayMiss && !(lineCount === undefined && text === lines.at(-1)))
      return `it has the line ${JSON.stringify(text)}`
    if (Number.isNaN(n)) continue
    if (mayMiss ? n < next : n !== next) return `line ${n} comes where line ${next} is due`
    next = n + 1
  }
  if (lineCount !== undefined && !mayMiss && next !== lineCount) return `${next} of ${lineCount} lines`
  return undefined
}

async function sampleProblem(address, { sampleCount, mayMiss }) {
  const { metrics = [] } = (await getJson(`${address}/metrics?kind=system`)) ?? {}
  const served = metrics.find(({ name }) => name.endsWith('proc.memory.rssMB'))?.count ?? 0
  return served === sampleCount || (mayMiss && served < sampleCount)
    ? undefined
    : `${served} of ${sampleCount}`
}

/** Lines that a training of so many rows prints. */
export function linesOf(rowCount) {
  return Math.ceil(rowCount / ROWS_PER_LINE)
}

function hex(algorithm, bytes) {
  return createHash(algorithm).update(bytes).digest('hex')
}

async function getJson(url) {
  const bytes = await getBytes(url)
  return bytes === undefined ? undefined : JSON.parse(bytes.toString())
}

async function getBytes(url) {
  const response = await fetch(url)
  if (response.status === 404) return undefined
  if (!response.ok) throw new Error(`GET ${url} answered ${response.status}: ${await response.text()}`)
  return Buffer.from(await response.arrayBuffer())
}
