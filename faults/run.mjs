// Plays every fault against the SDK, `kymo sync` and the server, and prints a table of what was lost: nothing, or it fails.
// npm run faults [-- sdk|sync|server …] [--only TEXT] [--points N] [--soak] [--quick] [--json] [--docs]
//   --quick  what needs neither strace nor mount and is over in seconds: `npm test` does this
//   --soak   1,000 kills and nothing else
//   --docs   writes what was played into the table of docs/faults.md; the other rows stay
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Scene } from './lib/scene.mjs'
import { SmallDisk } from './lib/small-disk.mjs'
import { hasStrace } from './lib/strace.mjs'
import { sdkFaults } from './scenarios/sdk.mjs'
import { serverFaults } from './scenarios/server.mjs'
import { syncFaults } from './scenarios/sync.mjs'

const PARTS = new Map([
  ['sdk', sdkFaults],
  ['sync', syncFaults],
  ['server', serverFaults],
])
const POINTS = 200
const MAX_JOBS = 2
const SOAK_KILLS = 1_000
const MAX_SOAK_TURNS = 2
/** MiB of the process that the fault meets: a training with us in it, `kymo sync`, a server. Node.js alone has 45. */
const MAX_PEAK_MB = { sdk: 160, sync: 160, server: 200 }
const HEAD = ['part', 'fault', 'rows accepted', 'lost', 'twice', 'peak memory', 'slowest log()', 'note']
const DOCS = fileURLToPath(new URL('../docs/faults.md', import.meta.url))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string' },
    points: { type: 'string' },
    soak: { type: 'boolean' },
    quick: { type: 'boolean' },
    json: { type: 'boolean' },
    docs: { type: 'boolean' },
  },
})
const able = { strace: hasStrace(), mount: SmallDisk.canMount(join(tmpdir(), `kymo-mount-${process.pid}`)) }
const say = (line) => process.stderr.write(`${line}\n`)
const rows = []

for (const [part, faults] of PARTS) {
  if (positionals.length > 0 && !positionals.includes(part)) continue
  for (const [name, fault] of faults) {
    if (values.only !== undefined && !name.includes(values.only)) continue
    if (values.soak === true && !fault.points) continue
    if (values.quick === true && !fault.quick) continue
    const row = { part, fault: name, ...(await play(fault, part)) }
    rows.push(row)
    say(
      `${row.result === 'ok' ? '✓' : row.result === 'skipped' ? '-' : '✗'} ${part} × ${name}: ${describe(row)}`,
    )
  }
}
const failed = rows.filter(({ result }) => result === 'failed')
if (values.json === true)
  console.log(JSON.stringify({ node: process.version, cpu: cpus()[0].model, rows }, null, 2))
else console.log(table())
if (values.docs === true) writeDocs()
const skipped = rows.filter(({ result }) => result === 'skipped').length
console.log(
  `${rows.length - failed.length - skipped} passed, ${failed.length} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
)
process.exitCode = failed.length > 0 ? 1 : 0

async function play(fault, part) {
  const needs = fault.needs ?? (fault.points ? 'strace' : undefined)
  if (needs !== undefined && !able[needs]) return { result: 'skipped', reason: `needs ${needs}` }
  const startMs = performance.now()
  const outcome = fault.points ? await playPoints(fault, part) : await playOnce(fault, { part })
  return { ...outcome, seconds: Math.round((performance.now() - startMs) / 100) / 10 }
}

async function playOnce(fault, { part, ...context }) {
  const scene = new Scene()
  try {
    const outcome = await fault.play(scene, context)
    return judge({ ...outcome, peakMb: scene.peakMb(part) }, MAX_PEAK_MB[part])
  } catch (error) {
    return { result: 'failed', reason: error.message }
  } finally {
    await scene.close()
  }
}

/** Kills at points that are spread over all calls, each in a folder of its own. */
async function playPoints(fault, part) {
  const base = new Scene()
  const server = await base.startServer()
  try {
    const all = await pointsOf(fault, server)
    const wanted = Number(
      values.points ?? (values.soak === true ? Math.ceil(SOAK_KILLS / PARTS.size) : POINTS),
    )
    const total = {
      result: 'ok',
      lost: 0,
      twice: 0,
      different: 0,
      accepted: 0,
      killed: 0,
      points: 0,
      peakMb: 0,
    }
    let next = 0
    let failure
    // A process may have ended before its point is reached: a soak goes on until it has had its kills.
    const isWanted = (i) =>
      i < wanted || (values.soak === true && total.killed < wanted && i < wanted * MAX_SOAK_TURNS)
    // Spread over all of them, and further rounds between those of the first.
    const pointAt = (i) => {
      if (wanted > all.length) return all[i % all.length]
      const round = Math.floor(i / wanted)
      return all[Math.floor(((i % wanted) + round / MAX_SOAK_TURNS) * (all.length / wanted))]
    }
    const work = async () => {
      for (let i = next++; failure === undefined && isWanted(i); i = next++) {
        const point = pointAt(i)
        const outcome = await playOnce(fault, { part, point, server, turn: i })
        if (outcome.result === 'failed') {
          failure ??= { ...outcome, reason: `killed at ${point.call} ${point.n}: ${outcome.reason}` }
          return
        }
        for (const key of ['lost', 'twice', 'different', 'accepted']) total[key] += outcome[key]
        total.peakMb = Math.max(total.peakMb, outcome.peakMb)
        if (outcome.wasKilled) total.killed++
        if (++total.points % 50 === 0) say(`  ${total.points} points, ${total.killed} killed`)
      }
    }
    await Promise.all(cpus().slice(0, MAX_JOBS).map(work))
    if (failure !== undefined) return { ...total, ...failure }
    // A test of interruptions that interrupts nothing proves nothing.
    if (total.killed < (values.soak === true ? wanted : wanted * 0.8))
      return { ...total, result: 'failed', reason: `only ${total.killed} of ${wanted} were killed` }
    return {
      ...total,
      note: `${total.killed} of ${total.points} killed, at ${Math.min(total.points, all.length)} of ${all.length} system calls`,
    }
  } finally {
    await base.close()
  }
}

async function pointsOf(fault, server) {
  const scene = new Scene()
  try {
    return await fault.play(scene, { server })
  } finally {
    await scene.close()
  }
}

function judge(outcome, maxPeakMb) {
  const { lost, twice, different, peakMb } = outcome
  if (peakMb > maxPeakMb)
    return {
      ...outcome,
      result: 'failed',
      reason: `${Math.round(peakMb)} MiB of memory, the limit is ${maxPeakMb}`,
    }
  const isClean = lost === 0 && twice === 0 && different === 0
  return {
    ...outcome,
    result: isClean ? 'ok' : 'failed',
    ...(isClean ? {} : { reason: `${lost} lost, ${twice} twice, ${different} different` }),
  }
}

function describe({ result, reason, accepted, note, peakMb, seconds }) {
  if (result !== 'ok') return reason
  const memory = !peakMb ? '' : `, ${Math.round(peakMb)} MiB`
  return `${accepted} rows, 0 lost, 0 twice${memory}${note === undefined ? '' : ` (${note})`}, ${seconds} s`
}

function table() {
  return toMarkdown(cells())
}

function toMarkdown(lines) {
  return [HEAD, HEAD.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function cells() {
  return rows.map((row) => [
    row.part,
    row.fault,
    String(row.accepted ?? ''),
    row.result === 'ok' ? '0' : row.result === 'skipped' ? '' : String(row.lost ?? '?'),
    row.result === 'ok' ? '0' : row.result === 'skipped' ? '' : String(row.twice ?? '?'),
    !row.peakMb ? '' : `${Math.round(row.peakMb)} MiB`,
    row.slowestMs === undefined ? '' : `${row.slowestMs.toFixed(1)} ms`,
    row.result === 'ok'
      ? (row.note ?? '')
      : `${row.result}: ${row.reason}`.replaceAll('\n', ' ').slice(0, 200),
  ])
}

/** Puts the table between the marks of docs/faults.md. */
function writeDocs() {
  const text = readFileSync(DOCS, 'utf8')
  const where = `Node ${process.version}, ${cpus().length} × ${cpus()[0].model}, ${new Date().toISOString().slice(0, 10)}`
  // In the order in which they are played, whatever is new.
  const before = [...text.matchAll(/^\| (sdk|sync|server) \|.*$/gm)].map(([line]) =>
    line.slice(2, -2).split(' | '),
  )
  const lines = new Map([...before, ...cells()].map((line) => [`${line[0]} ${line[1]}`, line]))
  const order = [...PARTS].flatMap(([part, faults]) => [...faults.keys()].map((name) => `${part} ${name}`))
  const merged = order.flatMap((key) => (lines.has(key) ? [lines.get(key)] : []))
  const block = `<!-- faults:begin -->\n\n${toMarkdown(merged)}\n\n${where}\n\n<!-- faults:end -->`
  writeFileSync(DOCS, text.replace(/<!-- faults:begin -->[\s\S]*<!-- faults:end -->/, block))
}
