import type { FitParams } from './framework-types.ts'

/** Which batches are logged: every one, none, or every n-th of the run. */
export type LogFrequency = 'batch' | 'epoch' | number

/** One batch as the callback saw it. */
export interface BatchSeen {
  readonly values: ReadonlyMap<string, number>
  readonly learningRate: number | undefined
  readonly timing: BatchTiming
}

/** The batches since the previous row; empty when none could be timed. */
export interface BatchTiming {
  readonly batchCount: number
  readonly sampleCount: number
  readonly busyMs: number
}

/** One epoch as the callback saw it. */
export interface EpochSeen {
  readonly epoch: number
  readonly values: ReadonlyMap<string, number>
  readonly learningRate: number | undefined
  readonly wallMs: number
  readonly sampleCount: number
  readonly tensorCount: number
  /** Of all tensors; undefined where TensorFlow.js does not say. */
  readonly tensorBytes?: number | undefined
}

/** Puts a prefix before names, making each text once: a run finds a name faster when it is the same string again. */
export class MetricNames {
  readonly #prefix: string
  readonly #known = new Map<string, string>()

  /** @param prefix ends in `batch/` or `epoch/`, so that no full name can be `__proto__` */
  constructor(prefix: string) {
    this.#prefix = prefix
  }

  full(name: string): string {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const full = this.#prefix + name
    this.#known.set(name, full)
    return full
  }
}

/** Keys of the batch logs that describe the batch instead of measuring it. */
const BATCH_BOOKKEEPING: ReadonlySet<string> = new Set(['batch', 'size', 'num_steps'])

/** Metrics of one batch, named as W&B's Keras callback names them. */
export function toBatchRow(batch: BatchSeen, names: MetricNames): Record<string, number> {
  const { batchCount, sampleCount, busyMs } = batch.timing
  const row: [string, number][] = []
  const add = (name: string, value: number): unknown => row.push([names.full(name), value])
  if (batchCount > 0) add('ms', busyMs / batchCount)
  if (sampleCount > 0 && busyMs > 0) add('samples_per_s', (sampleCount / busyMs) * 1000)
  if (batch.learningRate !== undefined) add('learning_rate', batch.learningRate)
  // After ours: a metric of the model keeps its value when it has one of our names.
  for (const [name, value] of batch.values) {
    if (!BATCH_BOOKKEEPING.has(name)) add(name, value)
  }
  return Object.fromEntries(row)
}

/** Metrics of one epoch, named as W&B's Keras callback names them. */
export function toEpochRow(epoch: EpochSeen, names: MetricNames): Record<string, number> {
  const seconds = epoch.wallMs / 1000
  const row: [string, number][] = []
  const add = (name: string, value: number): unknown => row.push([names.full(name), value])
  add('seconds', seconds)
  add('num_tensors', epoch.tensorCount)
  if (epoch.tensorBytes !== undefined) add('tensor_bytes', epoch.tensorBytes)
  if (epoch.sampleCount > 0 && seconds > 0) add('samples_per_s', epoch.sampleCount / seconds)
  if (epoch.learningRate !== undefined) add('learning_rate', epoch.learningRate)
  for (const [name, value] of epoch.values) add(name, value)
  // Last: the other epoch metrics are drawn over it, so no metric of the model may take its name.
  add('epoch', epoch.epoch)
  return Object.fromEntries(row)
}

/** Whether the batch at this step of the run is logged; counting over the whole run, so that no epoch shifts the rhythm. */
export function isBatchDue(step: number, frequency: LogFrequency): boolean {
  if (frequency === 'batch') return true
  if (frequency === 'epoch') return false
  return step % frequency === 0
}

/** Batches per epoch, where TensorFlow.js knows it before training. */
export function stepsPerEpoch(params: FitParams | undefined): number | undefined {
  if (typeof params?.steps === 'number') return params.steps
  if (typeof params?.samples !== 'number' || typeof params.batchSize !== 'number') return undefined
  return Math.ceil(params.samples / params.batchSize)
}

/** Step of the first batch of a fit, as far as its parameters tell: a continued training goes on where it was. */
export function firstStep(params: FitParams | undefined): number {
  return (params?.initialEpoch ?? 0) * (stepsPerEpoch(params) ?? 0)
}
