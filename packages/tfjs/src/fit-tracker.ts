import { describeFit } from './describe-fit.ts'
import { readLearningRate } from './describe-model.ts'
import { claimFit } from './fit-claims.ts'
import type { FitInspection } from './fit-inspection.ts'
import type { FitLogs, FitParams, RunLike, TensorFlow, TrackedModel } from './framework-types.ts'
import {
  type BatchSeen,
  type BatchTiming,
  firstStep,
  isBatchDue,
  type LogFrequency,
  MetricNames,
  stepsPerEpoch,
  toBatchRow,
  toEpochRow,
} from './map-events.ts'
import { isCheapToRead, readLogs, tensorsIn } from './read-logs.ts'
import { type StepCounter, stepCounterOf } from './run-steps.ts'
import { type Eventual, settle } from './settle.ts'
import { TensorCensus } from './tensor-census.ts'

/** What a tracker is made of. */
export interface FitTrackerParts {
  readonly tf: TensorFlow
  readonly run: RunLike
  /** The model as the user knows it; TensorFlow.js itself shows callbacks the inner model of a `tf.sequential`. */
  readonly model: TrackedModel | undefined
  readonly logFrequency: LogFrequency
  readonly prefix: string
  readonly inspection: FitInspection
  /** Milliseconds of a monotonic clock. */
  readonly now: () => number
}

/** Of a tensor of the history: one 32-bit value. */
const SCALAR_BYTES = 4

const NO_TIMING: BatchTiming = { batchCount: 0, sampleCount: 0, busyMs: 0 }

/**
 * Follows the fits of one callback and logs them.
 *
 * Each event is taken once: an end without its begin is the second call of a callback that is in the list twice.
 * Serves one fit at a time, as a `tf.Callback` does. May throw; the callback around it catches.
 */
export class FitTracker {
  readonly #parts: FitTrackerParts
  readonly #counter: StepCounter
  readonly #batchNames: MetricNames
  readonly #epochNames: MetricNames
  readonly #census = new TensorCensus()
  #params: FitParams | undefined
  #fittedModel: TrackedModel | undefined
  #phase: 'idle' | 'begun' | 'running' = 'idle'
  #epochBeganMs: number | undefined
  #epochSampleCount = 0
  #batchBeganMs: number | undefined
  #timing: BatchTiming = NO_TIMING
  #lastStep = 0
  /** The last batch that was read but not due: logged after all when it turns out to end its epoch. */
  #waiting: BatchSeen | undefined
  #expectedHoldMs = 0
  #isDefined = false

  constructor(parts: FitTrackerParts) {
    this.#parts = parts
    this.#counter = stepCounterOf(parts.run)
    this.#batchNames = new MetricNames(`${parts.prefix}batch/`)
    this.#epochNames = new MetricNames(`${parts.prefix}epoch/`)
  }

  /** How long TensorFlow.js will probably hold the thread until the next event. */
  get expectedHoldMs(): number {
    return this.#expectedHoldMs
  }

  setParams(params: FitParams | undefined): void {
    this.#params = params
    this.#phase = 'idle'
  }

  setModel(model: TrackedModel | undefined): void {
    this.#fittedModel = model
  }

  trainBegin(): void {
    if (this.#phase === 'begun') return
    this.#phase = 'begun'
    claimFit(this.#parts.run, this.#fittedModel)
    const { run, tf, prefix } = this.#parts
    // A fit that threw ended without a word: nothing of it may reach into this one.
    this.#epochBeganMs = undefined
    this.#batchBeganMs = undefined
    this.#waiting = undefined
    this.#timing = NO_TIMING
    this.#census.reset()
    this.#counter.next = Math.max(this.#counter.next, firstStep(this.#params), run.step ?? 0)
    this.#lastStep = Math.max(0, this.#counter.next - 1)
    this.#counter.isInBatch = false
    this.#defineMetrics()
    run.config.update({ [`${prefix}tfjs`]: describeFit(tf, this.#params, this.#model) })
    // Last, because a model that cannot be looked at throws.
    this.#parts.inspection.begin({ own: this.#parts.model, fitted: this.#fittedModel }, this.#counter.next)
  }

  epochBegin(): void {
    this.#phase = 'running'
    this.#epochBeganMs = this.#parts.now()
    this.#epochSampleCount = 0
    this.#parts.inspection.epochBegin()
  }

  batchBegin(): void {
    this.#counter.isInBatch = true
    this.#batchBeganMs = this.#parts.now()
  }

  batchEnd(batch: number, logs: FitLogs | undefined): Eventual<void> {
    if (this.#batchBeganMs === undefined) return undefined
    const busyMs = this.#parts.now() - this.#batchBeganMs
    this.#batchBeganMs = undefined
    // Counted before anything can fail: a step that was not logged is a gap, a step counted twice is a lie.
    this.#lastStep = this.#counter.next++
    this.#counter.isInBatch = false
    this.#countBatch(batch, busyMs, logs)
    this.#stopIfRequested()
    this.#parts.inspection.batchEnd()
    return this.#logBatch(this.#isLastOfEpoch(batch), logs)
  }

  epochEnd(epoch: number, logs: FitLogs | undefined): Eventual<void> {
    if (this.#epochBeganMs === undefined) return undefined
    const { now, tf } = this.#parts
    const wallMs = now() - this.#epochBeganMs
    this.#epochBeganMs = undefined
    this.#stopIfRequested()
    if (this.#waiting) this.#writeBatch(this.#waiting)
    const { numTensors, numBytes } = tf.memory()
    const tensorCount = this.#census.count(numTensors, tensorsIn(logs))
    this.#parts.inspection.epochEnd(tensorCount)
    const seen = {
      epoch,
      wallMs,
      learningRate: this.#learningRate(),
      sampleCount: this.#epochSampleCount,
      tensorCount,
      tensorBytes: numBytes === undefined ? undefined : numBytes - (numTensors - tensorCount) * SCALAR_BYTES,
    }
    return settle(readLogs(logs, tf.getBackend()), (values) => {
      this.#parts.run.log(toEpochRow({ ...seen, values }, this.#epochNames), { step: this.#lastStep })
    })
  }

  trainEnd(): void {
    this.#phase = 'idle'
    // The next fit may be one whose list begins with a plain object: that one tells neither.
    this.#params = undefined
    this.#fittedModel = undefined
    this.#counter.isInBatch = false
    this.#census.reset()
    this.#parts.inspection.end()
  }

  #countBatch(batch: number, busyMs: number, logs: FitLogs | undefined): void {
    const size = typeof logs?.['size'] === 'number' ? logs['size'] : 0
    this.#epochSampleCount += size
    const isNextUnbounded = this.#validatesInLastBatch && this.#isLastOfEpoch(batch + 1)
    this.#expectedHoldMs = isNextUnbounded ? Number.POSITIVE_INFINITY : busyMs
    // `fit` validates inside the last batch of an epoch: its time says nothing about batches.
    if (this.#validatesInLastBatch && this.#isLastOfEpoch(batch)) return
    this.#timing = {
      batchCount: this.#timing.batchCount + 1,
      sampleCount: this.#timing.sampleCount + size,
      busyMs: this.#timing.busyMs + busyMs,
    }
  }

  #logBatch(isLastOfEpoch: boolean, logs: FitLogs | undefined): Eventual<void> {
    const { logFrequency, tf } = this.#parts
    if (logFrequency === 'epoch') return undefined
    const isDue = isLastOfEpoch || isBatchDue(this.#lastStep, logFrequency)
    const backend = tf.getBackend()
    // An early stop or a data set without a size makes any batch the last one, and its tensors are gone by then.
    if (!isDue && !isCheapToRead(backend)) return undefined
    return settle(readLogs(logs, backend), (values) => {
      const seen = { values, learningRate: this.#learningRate(), timing: this.#timing }
      if (isDue) this.#writeBatch(seen)
      else this.#waiting = seen
    })
  }

  #writeBatch(seen: BatchSeen): void {
    this.#waiting = undefined
    this.#timing = NO_TIMING
    this.#parts.run.log(toBatchRow(seen, this.#batchNames), { step: this.#lastStep })
  }

  #defineMetrics(): void {
    if (this.#isDefined) return
    this.#isDefined = true
    const { run, prefix } = this.#parts
    // By its own name first: otherwise the pattern would make the epoch number its own x axis.
    run.defineMetric?.(`${prefix}epoch/epoch`, { hidden: true })
    run.defineMetric?.(`${prefix}epoch/*`, { stepMetric: `${prefix}epoch/epoch` })
  }

  #stopIfRequested(): void {
    // At every event: TensorFlow.js forgets a stop that was asked for before its first batch.
    const model = this.#fittedModel ?? this.#parts.model
    if (this.#parts.run.stopRequested === true && model) model.stopTraining = true
  }

  get #model(): TrackedModel | undefined {
    return this.#parts.model ?? this.#fittedModel
  }

  #learningRate(): number | undefined {
    return readLearningRate(this.#fittedModel) ?? readLearningRate(this.#parts.model)
  }

  #isLastOfEpoch(batch: number): boolean {
    return batch + 1 === stepsPerEpoch(this.#params)
  }

  get #validatesInLastBatch(): boolean {
    return this.#params?.doValidation === true && typeof this.#params.samples === 'number'
  }
}
