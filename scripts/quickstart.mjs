// `npm run quickstart`: builds Kymo, trains a classifier of handwritten digits offline, starts a server on this
// machine, syncs the run and prints its link; Ctrl-C ends it. `-- --once` checks instead that every logged point
// arrived exactly once, prints a JSON summary as the last line and exits.
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const home = join(root, '.quickstart')
const runsDir = join(home, 'kymo')
const kymo = join(root, 'packages/cli/dist/bin.js')
const isOnce = process.argv.includes('--once')

const MIN_ACCURACY = 0.93
const USUAL_PORT = 8765
const PAGE_POINTS = 10_000

const isTty = process.stdout.isTTY && !process.env.NO_COLOR
const dim = (text) => (isTty ? `\x1b[2m${text}\x1b[22m` : text)
const green = (text) => (isTty ? `\x1b[32m${text}\x1b[39m` : text)
const bold = (text) => (isTty ? `\x1b[1m${text}\x1b[22m` : text)

/** Nothing of this machine's own settings, servers or keys takes part. */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(KYMO|WANDB)_/.test(name))),
  XDG_CONFIG_HOME: join(home, 'config'),
  KYMO_MODE: 'offline',
  KYMO_DIR: runsDir,
  KYMO_QUIET: 'true',
}

const children = new Set()
let isStopping = false
let isServing = false
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)

try {
  await main()
} catch (error) {
  for (const child of children) child.kill()
  if (!isStopping) {
    console.error(`\nerror: ${error.message}`)
    process.exitCode = 1
  }
}

async function main() {
  const startedAt = performance.now()
  console.log(`\n${bold('Kymo quickstart')}\n`)
  await step('build', 'built the packages', async () => {
    await node(['scripts/build.mjs', '--quiet'])
  })
  const training = await step('train', 'trained a classifier of handwritten digits', async () => {
    const { stdout } = await node(['examples/digits/train.mjs', '--json'])
    const result = JSON.parse(stdout.trim().split('\n').at(-1))
    return {
      ...result,
      detail: `offline; ${(result.testAccuracy * 100).toFixed(1)} % right on held-out digits`,
    }
  })
  const server = await step('start', 'started a server', startServer)
  const { url } = await step('sync', 'synced the run', async () => {
    const { stdout } = await node([kymo, 'sync', training.runDir, '--base-url', server.url, '--json'])
    const { runs } = JSON.parse(stdout)
    const [sent] = runs
    return { url: sent.url, detail: `${(sent.sentBytes / 1e6).toFixed(2)} MB` }
  })
  if (isOnce) return checkOnce({ training, server, url, startedAt })
  const runsShown = relative(process.cwd(), runsDir) || '.'
  console.log(`\n  Open ${bold(green(url))}\n`)
  console.log(dim(`  Ctrl-C ends the server. The runs stay: npx kymo ui ${runsShown}\n`))
  isServing = true
  // If the server ends by itself, so does this.
  await server.ended
  if (!isStopping) throw new Error('Cannot go on serving: the server has ended')
}

async function checkOnce({ training, server, url, startedAt }) {
  const check = await step('check', 'checked every point', async () => {
    const expected = await readLog(training.runDir)
    const found = await comparePoints(server.url, training.runId, expected)
    const wrong = found.missing + found.duplicated + found.different + found.invented
    const verdict = wrong === 0 ? 'each there exactly once' : `${wrong} wrong`
    return { ...expected, ...found, detail: `${expected.points.toLocaleString('en-US')} points, ${verdict}` }
  })
  server.child.kill('SIGTERM')
  await server.ended
  const { rows, points, missing, duplicated, different, invented } = check
  const seconds = Number(((performance.now() - startedAt) / 1000).toFixed(1))
  const accuracy = Number(training.testAccuracy.toFixed(4))
  const ok = accuracy >= MIN_ACCURACY && points > 0 && missing + duplicated + different + invented === 0
  const summary = {
    ok,
    accuracy,
    runId: training.runId,
    rows,
    points,
    missing,
    duplicated,
    different,
    invented,
    seconds,
    url,
  }
  console.log(`\n${JSON.stringify(summary)}`)
  process.exitCode = ok ? 0 : 1
}

/** What the log holds, read with the protocol's own reader: last write wins per (metric, step). */
async function readLog(runDir) {
  const { HistoryDecoder, LogReader } = await import('@kymo/protocol')
  const reader = new LogReader()
  const decoder = new HistoryDecoder()
  const series = new Map()
  let rows = 0
  for (const name of readdirSync(runDir).filter((file) => file.endsWith('.wandb')))
    reader.push(readFileSync(join(runDir, name)))
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const row = decoder.decode(entry.payload)
    if (row === undefined) continue
    rows++
    for (let i = 0; i < row.count; i++) {
      if (!series.has(row.names[i])) series.set(row.names[i], new Map())
      series.get(row.names[i]).set(row.step, row.values[i])
    }
  }
  return { series, rows, points: [...series.values()].reduce((sum, steps) => sum + steps.size, 0) }
}

/** Every point of the server, page by page, against the log. */
async function comparePoints(baseUrl, runId, { series }) {
  const api = `${baseUrl}/api/v1/runs/default/digits/${encodeURIComponent(runId)}`
  await untilIndexed(api)
  const { metrics } = await getJson(`${api}/metrics`)
  const count = { missing: 0, duplicated: 0, different: 0, invented: 0 }
  for (const name of new Set([...series.keys(), ...metrics.map((metric) => metric.name)])) {
    const expected = series.get(name) ?? new Map()
    const seen = new Set()
    for await (const [stepNumber, value] of readPoints(api, name)) {
      if (seen.has(stepNumber)) count.duplicated++
      else if (!expected.has(stepNumber)) count.invented++
      else if (!isSame(expected.get(stepNumber), Number(value))) count.different++
      seen.add(stepNumber)
    }
    for (const stepNumber of expected.keys()) if (!seen.has(stepNumber)) count.missing++
  }
  return count
}

/** NaN is itself. */
function isSame(a, b) {
  return a === b || (Number.isNaN(a) && Number.isNaN(b))
}

async function* readPoints(api, metric) {
  for (let after; after !== null;) {
    const query = new URLSearchParams({
      metric,
      limit: String(PAGE_POINTS),
      ...(after === undefined ? {} : { after: String(after) }),
    })
    const page = await getJson(`${api}/points?${query}`)
    for (const [i, stepNumber] of page.steps.entries()) yield [stepNumber, page.values[i]]
    after = page.next
  }
}

/** The index may lag behind what was sent. */
async function untilIndexed(api) {
  const deadline = performance.now() + 30_000
  for (;;) {
    const { folders } = await getJson(api)
    if (
      folders.length > 0 &&
      folders.every((folder) => folder.indexedBytes + folder.tornBytes >= folder.logBytes)
    )
      return
    if (performance.now() > deadline)
      throw new Error('Cannot check the points: the server has not indexed them within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function getJson(url) {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`Cannot read ${url}: status ${response.status}`)
  return response.json()
}

async function startServer() {
  const port = (await isFree(USUAL_PORT)) && !isOnce ? USUAL_PORT : 0
  const args = [kymo, 'server', '--data', join(home, 'server'), '--port', String(port), '--json']
  const { child, ended, output } = start(args)
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', () => {
      const line = /^\{.*"url".*\}$/m.exec(output().stdout)
      if (line !== null) resolve(JSON.parse(line[0]).url)
    })
    ended.then(() => reject(new Error(`Cannot start the server:\n${output().stderr}`)), reject)
  })
  return { url, child, ended, detail: url }
}

function isFree(port) {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)))
  })
}

/** One line per step, redrawn when it is done. */
async function step(verb, done, action) {
  const startedAt = performance.now()
  if (isTty) process.stdout.write(dim(`  … ${verb}`))
  const result = await action()
  const seconds = `${((performance.now() - startedAt) / 1000).toFixed(1)} s`
  const detail = result?.detail === undefined ? '' : dim(`  ${result.detail}`)
  console.log(`${isTty ? '\r\x1b[K' : ''}  ${green('✓')} ${done.padEnd(43)}${seconds.padStart(7)}${detail}`)
  return result
}

/** Runs Node to its end. @returns its output @throws with the output when it fails */
async function node(args) {
  const { ended, output } = start(args)
  const exitCode = await ended
  const { stdout, stderr } = output()
  if (exitCode !== 0)
    throw new Error(`Cannot run ${relative(root, args[0])}: it ended with ${exitCode}\n${stdout}${stderr}`)
  return { stdout, stderr }
}

function start(args) {
  // A group of its own: Ctrl-C reaches only this process, which then ends the children in its own order.
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    windowsHide: true,
  })
  children.add(child)
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      children.delete(child)
      resolve(code ?? signal)
    })
  })
  return { child, ended, output: () => ({ stdout, stderr }) }
}

function stop() {
  if (isStopping) process.exit(130)
  isStopping = true
  for (const child of children) child.kill('SIGTERM')
  if (isTty) process.stdout.write('\r\x1b[K')
  console.log(dim('  Stopped. The runs stay in .quickstart/kymo'))
  if (!isServing) process.exitCode = 130
}
