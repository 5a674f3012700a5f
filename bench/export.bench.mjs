// Question: how fast does `kymo export` write a million rows of ten metrics in each format, and how much memory does it take?
// Everything counts: starting the program, reading the log (twice where the format needs its columns first), writing and syncing.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runFolderName, runLogFileName } from '@kymo/protocol'
import { METRICS, STARTED_MS, writeLog } from './lib/metric-log.mjs'
import { median } from './lib/stats.mjs'

const ROW_COUNT = 1_000_000
const ROUND_COUNT = Number(process.env['ROUNDS'] ?? 3)
const FORMATS = ['csv', 'jsonl', 'parquet']
const KYMO = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url))
const PEAK = new URL('./lib/peak-memory.mjs', import.meta.url).href

/** @param {{ log: (line: string) => void }} options @returns {Promise<import('./lib/report.mjs').Row[]>} */
export async function run({ log }) {
  const dir = mkdtempSync(join(tmpdir(), 'kymo-bench-export-'))
  try {
    const folder = runFolderName({ startedAt: new Date(STARTED_MS), id: 'bench', offline: true })
    const logBytes = writeLog(join(dir, 'kymo', folder, runLogFileName('bench')), ROW_COUNT)
    log(`${ROW_COUNT.toLocaleString('en-US')} rows × ${METRICS.length} metrics, ${mega(logBytes)} MB`)
    const rounds = new Map(FORMATS.map((format) => [format, []]))
    for (let i = 0; i < ROUND_COUNT; i++) {
      for (const format of FORMATS) {
        const round = await measure(dir, format)
        rounds.get(format).push(round)
        log(`${format}: ${(round.tookMs / 1000).toFixed(1)} s, ${mega(round.peakBytes)} MB at most`)
      }
    }
    return FORMATS.flatMap((format) => toRows(format, rounds.get(format)))
  } finally {
    rmSync(dir, { recursive: true, force: true })
  }
}

const mega = (bytes) => Math.round(bytes / 1e6)

function toRows(format, rounds) {
  const of = (pick) => median(rounds.map(pick))
  const row = (metric, unit, value) => ({ case: format, metric, unit, value })
  return [
    row(
      'rate',
      'rows/s',
      of(({ tookMs }) => (ROW_COUNT * 1000) / tookMs),
    ),
    row(
      'processor',
      's',
      of(({ cpuMs }) => cpuMs / 1000),
    ),
    row(
      'peak memory',
      'MB',
      of(({ peakBytes }) => peakBytes / 1e6),
    ),
    row(
      'file',
      'MB',
      of(({ fileBytes }) => fileBytes / 1e6),
    ),
  ]
}

async function measure(cwd, format) {
  const path = join(cwd, `out.${format}`)
  const startedMs = performance.now()
  const { code, error } = await runChild(['--import', PEAK, KYMO, 'export', 'bench', '-o', path], cwd)
  const tookMs = performance.now() - startedMs
  if (code !== 0) throw new Error(`kymo export ended with ${code}: ${error}`)
  const { peakBytes, cpuMs } = JSON.parse(error.trim().split('\n').at(-1))
  const fileBytes = statSync(path).size
  rmSync(path)
  return { tookMs, cpuMs, peakBytes, fileBytes }
}

function runChild(args, cwd) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] })
    let error = ''
    child.stderr.on('data', (chunk) => (error += chunk))
    child.on('close', (code) => resolve({ code, error }))
  })
}
