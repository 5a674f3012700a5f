// Question: how many rows that log() returned from are lost when the process dies?
// A child logs N rows offline and dies in one of four ways, inside the same turn of the event loop as its last log().
// The log it leaves is read with the reader that `kymo sync` uses.
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { HistoryDecoder, LogReader } from '@kymo/protocol'

const CHILD = fileURLToPath(new URL('./lib/kill-child.mjs', import.meta.url))
const DEATHS = ['SIGKILL', 'SIGTERM', 'SIGSEGV', 'abort']
const ROW_COUNTS = [1, 50, 2000]

/** @param {{ log: (line: string) => void }} options */
export async function run({ log }) {
  const rows = []
  for (const death of DEATHS) {
    for (const rowCount of ROW_COUNTS) {
      const { kept, signal } = await kill(death, rowCount)
      if (signal === null) throw new Error(`The child did not die of ${death}`)
      rows.push({ case: `${death}-${rowCount}`, metric: 'lost', unit: 'rows', value: rowCount - kept })
    }
    log(`${death}: done`)
  }
  return rows
}

async function kill(death, rowCount) {
  const folder = mkdtempSync(join(tmpdir(), 'kymo-kill-'))
  try {
    const child = spawn(process.execPath, [CHILD, death, String(rowCount)], {
      cwd: folder,
      stdio: 'ignore',
      env: cleanEnvironment(),
    })
    const signal = await new Promise((resolve, reject) => {
      child.on('error', reject)
      child.on('close', (_code, name) => resolve(name))
    })
    return { kept: countRows(join(folder, 'kymo')), signal }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Rows whose step and value are what was logged; anything else counts as lost. */
function countRows(dir) {
  const [name] = readdirSync(dir)
  const [file] = readdirSync(join(dir, name)).filter((entry) => entry.endsWith('.wandb'))
  const reader = new LogReader()
  const decoder = new HistoryDecoder()
  reader.push(readFileSync(join(dir, name, file)))
  let count = 0
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const row = decoder.decode(entry.payload)
    if (row !== undefined && row.step === count && row.names[0] === 'i' && row.values[0] === count) count++
  }
  return count
}

function cleanEnvironment() {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(KYMO|WANDB)_/.test(name)))
}
