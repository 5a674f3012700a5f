// What does a large artifact cost? 20,000 small files and one of 2 GiB are logged, sent (killed half-way and resumed), logged again
// unchanged, sent again, downloaded and verified. Each step is a process of its own; memory is its peak, and that of the server
// meanwhile, above what each had when idle: a step before it begins, the server after it has served one small file. Fails when more is sent than was missing, or when memory passes MAX_MEMORY_MB.
// KYMO_BENCH_FILES and KYMO_BENCH_BYTES make it smaller.
import { spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { randomFillSync } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const FILE_COUNT = Number(process.env['KYMO_BENCH_FILES'] ?? 20_000)
const BIG_BYTES = Number(process.env['KYMO_BENCH_BYTES'] ?? 2 * 1024 ** 3)
const PIECE_BYTES = 4 * 1024 * 1024
const MAX_MEMORY_MB = 150
const kymo = fileURLToPath(new URL('../packages/cli/dist/bin.js', import.meta.url))
const child = fileURLToPath(new URL('lib/artifact-child.mjs', import.meta.url))

/** @param {{ log: (line: string) => void }} options @returns {Promise<import('./lib/report.mjs').Row[]>} */
export async function run({ log }) {
  const dir = mkdtempSync(join(tmpdir(), 'kymo-bench-artifacts-'))
  let server
  try {
    const totalBytes = writeSource(join(dir, 'set'))
    log(`${FILE_COUNT} files and one of ${BIG_BYTES} bytes, ${(totalBytes / 1e6).toFixed(0)} MB`)
    server = await startServer(join(dir, 'data'))
    const rows = []
    const tooMuch = []
    const row = (step, metric, unit, value) => rows.push({ case: step, metric, unit, value })
    const bound = (step, metric, unit, [value, limit]) => {
      row(step, metric, unit, value)
      if (value > limit) tooMuch.push(`${step} ${metric} ${Math.round(value)} ${unit}, the limit is ${limit}`)
    }
    await warmUp(dir, server.url)
    const serverMemory = watchMemory(server.child.pid)
    const step = async (name, ...args) => {
      serverMemory.reset()
      const report = await runStep(...args).report
      const { tookMs, memoryMb, blockedMs } = report
      const serverMb = serverMemory.peakAboveIdleMb()
      row(name, 'time', 'ms', Math.round(tookMs))
      bound(name, 'memory', 'MB', [memoryMb, MAX_MEMORY_MB])
      bound(name, 'memory of the server', 'MB', [serverMb, MAX_MEMORY_MB])
      row(name, 'longest turn', 'ms', blockedMs)
      log(
        `${name}: ${tookMs.toFixed(0)} ms, ${memoryMb.toFixed(0)} MB, server ${serverMb.toFixed(0)} MB above idle`,
      )
      return report
    }

    const logged = await step('log', 'log', 'set', join(dir, 'runs'), join(dir, 'set'))
    const blobsDir = join(dir, 'data', 'blobs')
    const heldBefore = sizeOfFolder(blobsDir)
    await killHalfWay(logged.folder, server.url, totalBytes)
    const heldBytes = sizeOfFolder(blobsDir) - heldBefore
    row('sync-killed', 'arrived', 'bytes', heldBytes)
    const resumed = await step('sync-resumed', 'sync', 'set', logged.folder, server.url)
    row('sync-resumed', 'sent', 'bytes', resumed.content.sentBytes)
    bound('sync-resumed', 'sent twice', 'bytes', [heldBytes + resumed.content.sentBytes - totalBytes, 0])

    const again = await step('log-unchanged', 'log', 'set', join(dir, 'runs'), join(dir, 'set'))
    const unchanged = await step('sync-unchanged', 'sync', 'set', again.folder, server.url)
    bound('sync-unchanged', 'sent', 'bytes', [unchanged.content.sentBytes, 0])

    const fetched = await step(
      'download',
      'fetch',
      'set',
      join(dir, 'fetching'),
      server.url,
      join(dir, 'copy'),
    )
    row('verify', 'time', 'ms', Math.round(fetched.verifyMs))
    if (fetched.digest !== logged.digest) throw new Error('What was downloaded is not what was logged')
    if (fetched.version !== 'v0') throw new Error(`Unchanged content has become ${fetched.version}`)
    if (tooMuch.length > 0) throw new Error(`Too much: ${tooMuch.join('; ')}`)
    return rows
  } finally {
    server?.child.kill('SIGTERM')
    await server?.ended
    rmSync(dir, { recursive: true, force: true })
  }
}

function writeSource(folder) {
  let totalBytes = BIG_BYTES
  for (let i = 0; i < FILE_COUNT; i++) {
    const place = join(folder, `d${i % 200}`)
    if (i < 200) mkdirSync(place, { recursive: true })
    const text = `content ${i} `.repeat(1 + (i % 300))
    writeFileSync(join(place, `f${i}.txt`), text)
    totalBytes += text.length
  }
  mkdirSync(folder, { recursive: true })
  const fd = openSync(join(folder, 'big.bin'), 'w')
  const piece = Buffer.alloc(PIECE_BYTES)
  for (let at = 0; at < BIG_BYTES; at += PIECE_BYTES)
    writeSync(fd, randomFillSync(piece), 0, Math.min(PIECE_BYTES, BIG_BYTES - at))
  closeSync(fd)
  return totalBytes
}

function sizeOfFolder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

/** The peak of a process that goes on, above what it holds now. The system's own peak can be set back. */
function watchMemory(pid) {
  const read = (name) =>
    Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) * 1.024e-3
  const idleMb = read('VmRSS')
  return {
    reset: () => writeFileSync(`/proc/${pid}/clear_refs`, '5'),
    peakAboveIdleMb: () => read('VmHWM') - idleMb,
  }
}

/** The same with one small file: what a program holds once it has run is not what large artifacts cost. */
async function warmUp(dir, url) {
  const source = join(dir, 'small')
  mkdirSync(source)
  writeFileSync(join(source, 'a.txt'), 'small')
  const { folder } = await runStep('log', 'small', join(dir, 'runs'), source).report
  await runStep('sync', 'small', folder, url).report
  await runStep('fetch', 'small', join(dir, 'fetching'), url, join(dir, 'small-copy')).report
}

/** Ends a sync without warning when half has been acknowledged. */
async function killHalfWay(folder, url, totalBytes) {
  const { child: started, report, onLine } = runStep('sync', 'set', folder, url)
  report.catch(() => undefined)
  onLine((line) => {
    if (Number(line) >= totalBytes / 2) started.kill('SIGKILL')
  })
  const code = await new Promise((resolve) => started.on('close', resolve))
  if (code !== null) throw new Error('The sync ended before it was killed')
}

function runStep(...args) {
  const started = spawn(process.execPath, [child, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: started.stdout })
  let last = ''
  lines.on('line', (line) => (last = line))
  const report = new Promise((resolve, reject) => {
    started.on('close', (code) => {
      if (code === 0) resolve(JSON.parse(last))
      else reject(new Error(`The step ${args[0]} ended with ${code}`))
    })
  })
  return { child: started, report, onLine: (listener) => lines.on('line', listener) }
}

async function startServer(dataDir) {
  const args = [kymo, 'server', '--data', dataDir, '--port', '0', '--json']
  const server = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => server.on('close', resolve))
  for await (const line of createInterface({ input: server.stdout }))
    if (line.includes('"url"')) return { child: server, ended, url: JSON.parse(line).url }
  throw new Error('The server ended before it served')
}
