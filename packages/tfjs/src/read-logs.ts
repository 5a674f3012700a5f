import type { FitLogs, ScalarTensor } from './framework-types.ts'

/** Backends whose results are in memory already, or whose asynchronous read blocks just the same. */
const SYNCHRONOUS_BACKENDS: ReadonlySet<string> = new Set(['cpu', 'wasm', 'tensorflow'])

/** Whether reading a tensor costs no more than a copy of its bytes. */
export function isCheapToRead(backend: string): boolean {
  return SYNCHRONOUS_BACKENDS.has(backend)
}

/**
 * Reads every value of the logs as a number.
 *
 * Nothing is written to the logs and nothing is disposed: the tensors belong to TensorFlow.js, which disposes those of a
 * batch right after the callbacks and keeps those of an epoch for its history.
 */
export async function readLogs(logs: FitLogs | undefined, backend: string): Promise<Map<string, number>> {
  const values = new Map<string, number>()
  const isSynchronous = isCheapToRead(backend)
  for (const [name, value] of Object.entries(logs ?? {})) {
    if (typeof value === 'number') values.set(name, value)
    else if (isTensor(value)) {
      // One after the other would be one stall each, but there are rarely more than two.
      const data = isSynchronous ? value.dataSync() : await value.data()
      if (data[0] !== undefined) values.set(name, data[0])
    }
  }
  return values
}

/** The tensors among the values. */
export function tensorsIn(logs: FitLogs | undefined): ScalarTensor[] {
  return Object.values(logs ?? {}).filter((value) => isTensor(value))
}

function isTensor(value: unknown): value is ScalarTensor {
  return typeof value === 'object' && value !== null && 'dataSync' in value
}
