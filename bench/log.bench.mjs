// Question: what does one log() cost the training thread, beside the bare write of the same bytes?
// Every subject runs in a process of its own (lib/log-child.mjs); Kymo and the floor take turns, round by round.
// Runs capture console, environment and system metrics, as they do by default; `plain` is without, to see what that costs.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { interleave, median } from './lib/stats.mjs'

const CHILD = fileURLToPath(new URL('./lib/log-child.mjs', import.meta.url))
const CASES = ['burst-1', 'burst-10', 'burst-100', 'paced-10']
const ROUND_COUNT = 5
const PACED_ROUND_COUNT = 9

/** @param {{ log: (line: string) => void }} options */
export async function run({ log }) {
  const rows = []
  let bytesPerPoint = Number.NaN
  for (const name of CASES) {
    // What a call costs after a pause depends on what else the machine does, and that changes from second to second.
    const roundCount = name.startsWith('paced') ? PACED_ROUND_COUNT : ROUND_COUNT
    const subjects = { kymo: () => measure('kymo', name), floor: () => measure('floor', name) }
    const { kymo, floor } = await interleave(subjects, roundCount)
    for (const metric of ['p50', 'p99', 'max']) {
      rows.push({
        case: name,
        metric,
        unit: 'us',
        value: summarize(kymo, metric),
        floor: summarize(floor, metric),
      })
    }
    if (name === 'burst-10') bytesPerPoint = median(kymo.map((result) => result.bytesPerPoint))
    log(`${name}: done`)
  }
  const captured = await interleave(
    { kymo: () => measure('kymo', 'burst-10'), plain: () => measure('plain', 'burst-10') },
    ROUND_COUNT,
  )
  const plainP50 = summarize(captured.plain, 'p50')
  rows.push({
    case: 'burst-10',
    metric: 'capture',
    unit: 'us',
    value: summarize(captured.kymo, 'p50'),
    floor: plainP50,
  })
  const { kymo, plain, bare } = await interleave(
    {
      kymo: () => measure('kymo', 'memory'),
      plain: () => measure('plain', 'memory'),
      bare: () => measure('bare', 'memory'),
    },
    ROUND_COUNT,
  )
  const addedBytes =
    median(kymo.map((result) => result.rssBytes)) - median(bare.map((result) => result.rssBytes))
  rows.push({ case: 'memory', metric: 'added', unit: 'MB', value: addedBytes / 1e6 })
  const capturedBytes =
    median(kymo.map((result) => result.rssBytes)) - median(plain.map((result) => result.rssBytes))
  rows.push({ case: 'memory', metric: 'of-capture', unit: 'MB', value: capturedBytes / 1e6 })
  rows.push({ case: 'bytes-per-point', metric: 'bytes-per-point', unit: 'B', value: bytesPerPoint })
  return rows
}

/** The worst of all rounds, but the typical round's quantiles. */
function summarize(results, metric) {
  const values = results.map((result) => result[metric])
  return metric === 'max' ? Math.max(...values) : median(values)
}

async function measure(subject, name) {
  const folder = mkdtempSync(join(tmpdir(), 'kymo-log-'))
  try {
    return JSON.parse(await outputOf([CHILD, subject, name], folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function outputOf(args, cwd) {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(KYMO|WANDB)_/.test(name)))
  const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] })
  let output = ''
  child.stdout.on('data', (bytes) => (output += bytes))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`${args.join(' ')} ended with ${code}`)),
    )
  })
}
