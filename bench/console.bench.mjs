// Question: how much does keeping its output slow a program that prints 100,000 lines a second, and is every line kept, in order?
// A child prints to a pipe that is read, and to a file, with and without capture in turn.
import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { decodeRecord, LogReader } from '@kymo/protocol'
import { interleave, median } from './lib/stats.mjs'

const CHILD = fileURLToPath(new URL('./lib/console-child.mjs', import.meta.url))
const LINE_COUNT = 100_000
const ROUND_COUNT = 15
/** 0: as fast as it can print. With the cost of printing itself, 6 µs of work make some 100,000 lines a second. */
const CASES = { '100k-lines-per-s': 6, 'full-speed': 0 }

/** @param {{ log: (line: string) => void }} options */
export async function run({ log }) {
  const rows = []
  for (const [name, workUs] of Object.entries(CASES)) {
    for (const target of ['pipe', 'file']) {
      const subjects = { on: () => measure('on', workUs, target), off: () => measure('off', workUs, target) }
      const { on, off } = await interleave(subjects, ROUND_COUNT)
      const ratios = on.map((result, i) => result.wallMs / off[i].wallMs)
      const rate = LINE_COUNT / (median(off.map((result) => result.wallMs)) / 1000)
      const addedUs = median(on.map((result, i) => ((result.wallMs - off[i].wallMs) * 1000) / LINE_COUNT))
      const add = (metric, unit, value) => rows.push({ case: `${name} ${target}`, metric, unit, value })
      add('ratio', 'x', median(ratios))
      add('rate-without', 'lines/s', rate)
      add('added', 'us/line', addedUs)
      add('kept', 'lines', Math.min(...on.map((result) => result.keptCount)))
      log(`${name} ${target}: done`)
    }
  }
  return rows
}

async function measure(subject, workUs, target) {
  const folder = mkdtempSync(join(tmpdir(), 'kymo-console-'))
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(KYMO|WANDB)_/.test(name)))
  const file = target === 'file' ? openSync(join(folder, 'out.txt'), 'w') : 'pipe'
  try {
    const args = [CHILD, subject, String(LINE_COUNT), String(workUs)]
    const child = spawn(process.execPath, args, {
      cwd: folder,
      env,
      stdio: ['ignore', file, 'inherit', 'pipe'],
    })
    child.stdout?.resume()
    let report = ''
    child.stdio[3].on('data', (bytes) => (report += bytes))
    const code = await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve))
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`)
    const result = JSON.parse(report)
    return { ...result, keptCount: subject === 'on' ? countKept(join(folder, 'kymo')) : 0 }
  } finally {
    if (file !== 'pipe') closeSync(file)
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Lines that are in the log and in the place where they were printed. */
function countKept(dir) {
  const folder = join(
    dir,
    readdirSync(dir).find((name) => name.includes('run-')),
  )
  const reader = new LogReader()
  reader.push(
    readFileSync(
      join(
        folder,
        readdirSync(folder).find((name) => name.endsWith('.wandb')),
      ),
    ),
  )
  let text = ''
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    text += decodeRecord(entry.payload.slice()).outputRaw?.line ?? ''
  }
  let next = 0
  for (const [, step] of text.matchAll(/^step (\d+) /gm)) if (Number(step) === next) next++
  return next
}
