import { readLearningRate } from '../describe-model.ts'
import type { RunLike, TensorFlowWithOps } from '../framework-types.ts'
import type { Guard } from '../guard.ts'
import { isBatchDue, type LogFrequency } from '../map-events.ts'
import { type StepCounter, stepCounterOf } from '../run-steps.ts'
import { gradientRow, histogramRow } from './gradient-row.ts'
import { type Gradients, tapOptimizer, type TappedOptimizer, type TapListener } from './optimizer-tap.ts'
import { type ModelWithWeights, readVariables, readWeights, VariableNames } from './variable-names.ts'

/** How often what is looked at; `false`: never. */
export interface WatchRhythm {
  readonly gradients: number | false
  readonly weights: number | false
  /** Rows of loops of one's own; in a `fit` with our callback that one logs them. */
  readonly logFrequency: LogFrequency
}

export interface OptimizerWatchParts {
  readonly tf: TensorFlowWithOps
  readonly run: RunLike
  readonly optimizer: TappedOptimizer
  readonly model: ModelWithWeights | undefined
  readonly rhythm: WatchRhythm
  readonly prefix: string
  readonly guard: Guard
  readonly now: () => number
}

/** Logs what an optimizer does, at the steps of the run. */
export class OptimizerWatch implements TapListener {
  readonly #parts: OptimizerWatchParts
  readonly #counter: StepCounter
  readonly #names: VariableNames
  /** Step that the gradients were last applied at. */
  #lastStep = -1
  #lastMs: number | undefined
  #step = 0
  #isCounting = true
  #row: [string, unknown][] = []
  #gradientNames: readonly string[] = []
  #undo: (() => void) | undefined

  constructor(parts: OptimizerWatchParts) {
    this.#parts = parts
    this.#counter = stepCounterOf(parts.run)
    this.#names = new VariableNames(parts.model)
  }

  begin(): void {
    this.#undo ??= tapOptimizer(this.#parts.optimizer, this)
  }

  end(): void {
    this.#undo?.()
    this.#undo = undefined
  }

  before(readGradients: () => Gradients): void {
    void this.#parts.guard(() => this.#before(readGradients))
  }

  after(): void {
    void this.#parts.guard(() => this.#after())
  }

  #before(readGradients: () => Gradients): void {
    const { tf, rhythm, prefix } = this.#parts
    this.#row = []
    this.#place()
    const isDue = isEvery(this.#step, rhythm.gradients)
    const areWeightsDue = isEvery(this.#step, rhythm.weights)
    if (!isDue && !areWeightsDue) return
    const gradients = readGradients()
    this.#gradientNames = [...gradients.keys()]
    if (!isDue) return
    const prefixes = { histogram: `${prefix}gradients`, scalar: `${prefix}batch/` }
    this.#row.push(...gradientRow(tf, this.#names.rename(gradients), prefixes))
  }

  #after(): void {
    const { tf, run, model, rhythm, prefix } = this.#parts
    if (isEvery(this.#step, rhythm.weights)) {
      const weights = model === undefined ? readVariables(tf, this.#gradientNames) : readWeights(model)
      this.#row.push(...histogramRow(tf, this.#names.rename(weights), `${prefix}weights`))
    }
    if (this.#isCounting) this.#countStep()
    const row = this.#row
    this.#row = []
    if (row.length > 0) run.log(Object.fromEntries(row), { step: this.#step })
  }

  /** Which step this is: that of the batch that a callback counts, or one that is counted here. */
  #place(): void {
    const counter = this.#counter
    // A batch applies the gradients of an optimizer once. A second time means that a `fit` which threw has left its batch open.
    const isStale = counter.isInBatch && counter.next === this.#lastStep
    if (isStale) counter.isInBatch = false
    this.#isCounting = !counter.isInBatch
    const runStep = this.#isCounting ? (this.#parts.run.step ?? 0) : 0
    this.#step = Math.max(counter.next, runStep, isStale ? this.#lastStep + 1 : 0)
    this.#lastStep = this.#step
  }

  #countStep(): void {
    const { rhythm, prefix, optimizer, now } = this.#parts
    const nowMs = now()
    const passedMs = this.#lastMs === undefined ? undefined : nowMs - this.#lastMs
    this.#lastMs = nowMs
    this.#counter.next = this.#step + 1
    if (!isBatchDue(this.#step, rhythm.logFrequency)) return
    const learningRate = readLearningRate({ optimizer })
    if (learningRate !== undefined) this.#row.push([`${prefix}batch/learning_rate`, learningRate])
    if (passedMs !== undefined) this.#row.push([`${prefix}batch/ms`, passedMs])
  }
}

function isEvery(step: number, frequency: number | false): boolean {
  return frequency !== false && step % frequency === 0
}
