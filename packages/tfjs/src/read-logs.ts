import type { FitLogs, ScalarTensor } from './framework-types.ts'
import type { Eventual } from './settle.ts'

/** Values by name, in the order of the logs. */
export type LogValues = ReadonlyMap<string, number>

/** Backends whose results are in memory already, or whose asynchronous read blocks just the same. */
const SYNCHRONOUS_BACKENDS: ReadonlySet<string> = new Set(['cpu', 'wasm', 'tensorflow'])

/** Whether reading a tensor costs no more than a copy of its bytes. */
export function isCheapToRead(backend: string): boolean {
  return SYNCHRONOUS_BACKENDS.has(backend)
}

/**
 * Reads every value of the logs as a number; at once where that is cheap.
 *
 * Nothing is written to the logs and nothing is disposed: the tensors belong to TensorFlow.js, which disposes those of a
 * batch right after the callbacks and keeps those of an epoch for its history.
 */
export function readLogs(logs: FitLogs | undefined, backend: string): Eventual<LogValues> {
  return isCheapToRead(backend) ? readNow(logs) : readLater(logs)
}

/** The tensors among the values. */
export function tensorsIn(logs: FitLogs | undefined): ScalarTensor[] {
  return Object.values(logs ?? {}).filter((value) => isTensor(value))
}

function readNow(logs: FitLogs | undefined): LogValues {
  const values = new Map<string, number>()
  for (const [name, value] of Object.entries(logs ?? {})) {
    if (typeof value === 'number') values.set(name, value)
    else if (isTensor(value)) keepFirst(values, name, value.dataSync())
  }
  return values
}

async function readLater(logs: FitLogs | undefined): Promise<LogValues> {
  const entries = Object.entries(logs ?? {})
  // All reads are started before the first is waited for.
  const reads = entries.map(([, value]) => (isTensor(value) ? value.data() : Promise.resolve([value])))
  const values = new Map<string, number>()
  for (const [i, data] of (await Promise.all(reads)).entries()) keepFirst(values, entries[i][0], data)
  return values
}

function keepFirst(values: Map<string, number>, name: string, data: ArrayLike<unknown>): void {
  const value = data[0]
  if (typeof value === 'number') values.set(name, value)
}

function isTensor(value: unknown): value is ScalarTensor {
  return typeof value === 'object' && value !== null && 'dataSync' in value
}
