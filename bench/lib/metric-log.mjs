import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { encodeRecord, HistoryEncoder, LogFramer } from '../../packages/protocol/dist/index.js'

/** Names of the ten metrics of a row. */
export const METRICS = Array.from({ length: 10 }, (_, i) => `train/metric_${i}`)
export const STARTED_MS = Date.UTC(2026, 10, 23, 10)

/**
 * Writes the log of a finished run with rows of ten metrics: noise around a slow decay.
 * @param {string} path
 * @param {number} stepCount
 * @param {{ valueAt?: (step: number, metricIndex: number) => number }} [options]
 * @returns {number} bytes of the log
 */
export function writeLog(path, stepCount, { valueAt = noisyDecay } = {}) {
  mkdirSync(dirname(path), { recursive: true })
  const file = openSync(path, 'w')
  const framer = new LogFramer(0)
  const encoder = new HistoryEncoder()
  let num = 0
  let parts = []
  const flush = () => {
    writeSync(file, Buffer.concat(parts))
    parts = []
  }
  // The framer's bytes are its own buffer: copy.
  const put = (payload) => parts.push(Uint8Array.from(framer.frame(payload)))
  put(encodeRecord({ num: ++num, header: { versionInfo: { producer: 'bench' } } }))
  const startTime = { seconds: STARTED_MS / 1000, nanos: 0 }
  put(encodeRecord({ num: ++num, run: { runId: 'bench', entity: 'bench', project: 'ingest', startTime } }))
  for (let step = 0; step < stepCount; step++) {
    const metrics = Object.fromEntries(METRICS.map((name, i) => [name, valueAt(step, i)]))
    const runtimeMs = step * 10 + (step % 7)
    put(encoder.encode({ num: ++num, step, timestampMs: STARTED_MS + runtimeMs, runtimeMs, metrics }))
    if (parts.length === 4096) flush()
  }
  put(encodeRecord({ num: ++num, exit: { exitCode: 0, runtime: Math.floor(stepCount / 100) } }))
  flush()
  closeSync(file)
  return framer.offset
}

function noisyDecay(step, metricIndex) {
  return Math.exp(-step / 30_000) * (metricIndex + 1) + Math.random() * 0.1
}
