// A training program that says what it got done: one byte into FAULT_ACCEPTED for every row that log() returned from, one line into
// FAULT_CARGO for everything else, and at its end JSON into FAULT_RESULT. Its result depends on nothing but its own arithmetic, so
// that harm would show.
import { openSync, writeFileSync, writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { Artifact, Image, init, Table } from '@kymo/core'
import {
  ARTIFACT_FILES,
  artifactName,
  cargoPlan,
  IMAGE_SHAPE,
  lineAt,
  pixelsOf,
  ROWS_PER_LINE,
  TABLE_COLUMNS,
  TABLE_ROWS,
} from './cargo.mjs'
import { lossAt } from './loss.mjs'

const { FAULT_ACCEPTED, FAULT_CARGO, FAULT_ROWS, FAULT_ID = 'faulty' } = process.env
const { FAULT_RESULT, FAULT_PAUSE_MS = '0', FAULT_FINISH_MS } = process.env
const accepted = openSync(FAULT_ACCEPTED, 'a')
const acceptedCargo = openSync(FAULT_CARGO, 'a')
const rowCount = Number(FAULT_ROWS)
const pauseMs = Number(FAULT_PAUSE_MS)
const plan = cargoPlan(rowCount)
/** Rows between pauses: like the batches of an epoch. */
const BURST = 20

const run = await init({
  project: 'faults',
  id: FAULT_ID,
  silent: process.env.FAULT_SILENT === '1',
  // Its processes would be killed in place of this one.
  git: false,
  systemMetrics: { intervalMs: 200 },
})
let sum = 0
let slowestMs = 0
let lineCount = 0
for (let i = 0; i < rowCount; i++) {
  const loss = lossAt(i)
  sum += loss
  const startMs = performance.now()
  run.log({ i, loss, ...extrasAt(i) })
  slowestMs = Math.max(slowestMs, performance.now() - startMs)
  writeSync(accepted, '.')
  noteExtras(i)
  if (i === rowCount / 2) writeSync(1, 'half\n')
  if (pauseMs > 0 && i % BURST === BURST - 1) await delay(pauseMs)
}
const report = await run.finish(FAULT_FINISH_MS === undefined ? {} : { timeoutMs: Number(FAULT_FINISH_MS) })
// Not among what it prints, which may still be on its way through the pipe.
writeFileSync(FAULT_RESULT, JSON.stringify({ sum, slowestMs, report }))

function extrasAt(i) {
  if (plan.images.includes(i)) return { sample: new Image(pixelsOf(i), { shape: IMAGE_SHAPE }) }
  if (i === plan.table) return { results: new Table({ columns: TABLE_COLUMNS, rows: TABLE_ROWS }) }
  return {}
}

function noteExtras(i) {
  if (plan.images.includes(i)) note(`image ${i}`)
  if (i === plan.table) note(`table ${i}`)
  if (i === plan.artifact) {
    const artifact = new Artifact(artifactName(FAULT_ID), 'model')
    for (const [path, content] of ARTIFACT_FILES) artifact.newFile(path, content)
    run.logArtifact(artifact)
    note('artifact')
  }
  if (i % ROWS_PER_LINE === 0) {
    console.log(lineAt(lineCount))
    lineCount++
  }
}

function note(what) {
  writeSync(acceptedCargo, `${what}\n`)
}
