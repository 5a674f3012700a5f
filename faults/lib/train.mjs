// A training program that says what it got done: one byte into FAULT_ACCEPTED for every row that log() returned from,
// and at its end one line of JSON. Its result depends on nothing but its own arithmetic, so that harm would show.
import { openSync, readFileSync, writeSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { init } from '@kymo/core'
import { lossAt } from './loss.mjs'

const { FAULT_ACCEPTED, FAULT_ROWS, FAULT_ID = 'faulty', FAULT_PAUSE_MS = '0', FAULT_FINISH_MS } = process.env
const accepted = openSync(FAULT_ACCEPTED, 'a')
const rowCount = Number(FAULT_ROWS)
const pauseMs = Number(FAULT_PAUSE_MS)
/** Rows between pauses: like the batches of an epoch. */
const BURST = 20

const run = await init({ project: 'faults', id: FAULT_ID, silent: process.env.FAULT_SILENT === '1' })
let sum = 0
let slowestMs = 0
for (let i = 0; i < rowCount; i++) {
  const loss = lossAt(i)
  sum += loss
  const startMs = performance.now()
  run.log({ i, loss })
  slowestMs = Math.max(slowestMs, performance.now() - startMs)
  writeSync(accepted, '.')
  if (i === rowCount / 2) writeSync(1, 'half\n')
  if (pauseMs > 0 && i % BURST === BURST - 1) await delay(pauseMs)
}
const report = await run.finish(FAULT_FINISH_MS === undefined ? {} : { timeoutMs: Number(FAULT_FINISH_MS) })
writeSync(1, `${JSON.stringify({ sum, slowestMs, peakMb: peakMb(), report })}\n`)

function peakMb() {
  return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024
}
