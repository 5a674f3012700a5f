// Question: for how long does logging an image, a histogram of a million values or a table of 200,000 rows hold up training?
// Each subject runs in a process of its own (lib/media-child.mjs). Encoding happens on another thread: `finish` is the wait for it.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { median } from './lib/stats.mjs'

const CHILD = fileURLToPath(new URL('./lib/media-child.mjs', import.meta.url))
const SUBJECTS = ['image-224x224x3', 'image-float-224x224x3', 'histogram-1M', 'table-200000x5']
const ROUND_COUNT = 3

/** @param {{ log: (line: string) => void }} options */
export async function run({ log }) {
  const rows = []
  for (const subject of SUBJECTS) {
    const rounds = []
    for (let i = 0; i < ROUND_COUNT; i++) rounds.push(await measure(subject))
    const calls = rounds.flatMap(({ callMs }) => callMs).toSorted((a, b) => a - b)
    const add = (metric, value) => rows.push({ case: subject, metric, unit: 'ms', value })
    add('log() p50', median(calls))
    add('log() p99', calls[Math.ceil(calls.length * 0.99) - 1])
    add('log() max', calls.at(-1))
    add('finish()', median(rounds.map(({ finishMs }) => finishMs)))
    log(`${subject}: done`)
  }
  return rows
}

async function measure(subject) {
  const folder = mkdtempSync(join(tmpdir(), 'kymo-media-'))
  try {
    return JSON.parse(await outputOf([CHILD, subject], folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function outputOf(args, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: ['ignore', 'pipe', 'inherit'] })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    child.on('close', (code) =>
      code === 0 ? resolve(output) : reject(new Error(`The child ended with ${code}`)),
    )
  })
}
