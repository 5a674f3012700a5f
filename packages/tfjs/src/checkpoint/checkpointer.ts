import type { TrackedModel } from '../framework-types.ts'
import { missingMetric, Monitor } from '../monitor/monitor.ts'
import type { LogValues } from '../read-logs.ts'
import { lastStepOf } from '../run-steps.ts'
import type { Eventual } from '../settle.ts'
import { captureModel, type SavableModel } from './capture-model.ts'
import { CheckpointLog, type CheckpointLogOptions } from './checkpoint-log.ts'
import { type CheckpointRhythm, planBatch, planEpoch, toMetadata } from './checkpoint-plan.ts'
import type { ModelCheckpointOptions } from './model-checkpoint.ts'

/** Saves the model of one callback when that is due. May throw; the callback around it catches. */
export class Checkpointer {
  readonly #options: ModelCheckpointOptions
  readonly #monitor: Monitor
  readonly #rhythm: CheckpointRhythm
  readonly #log: CheckpointLog
  readonly #name: string
  #fittedModel: TrackedModel | undefined
  #batchCount = 0
  #epoch = 0
  /** Metrics of the newest epoch. */
  #values: LogValues = new Map()
  /** Whether the model was trained since it was saved last. */
  #isChanged = false
  #isPreempted = false
  #hasAskedForPreemption = false
  #hasComplained = false

  constructor(options: ModelCheckpointOptions, sleep: CheckpointLogOptions['sleep']) {
    const { run, keep, saveBestOnly = false, every = 1, everyBatches = 0 } = options
    this.#options = options
    this.#monitor = new Monitor(options)
    this.#rhythm = { saveBestOnly, everyEpochs: every, everyBatches, hasEpochAliases: keep === undefined }
    this.#name = options.name ?? `run_${run.id ?? 'unknown'}_model`
    this.#log = new CheckpointLog({ run, name: this.#name, keepCount: keep, sleep })
  }

  setModel(model: TrackedModel): void {
    this.#fittedModel = model
  }

  begin(): void {
    this.#batchCount = 0
    this.#isChanged = false
    if (this.#monitor.best === undefined)
      this.#monitor.reset(this.#options.initialBest ?? this.#earlierBest())
    if (this.#hasAskedForPreemption) return
    this.#hasAskedForPreemption = true
    this.#options.run.onPreempt?.(() => (this.#isPreempted = true))
  }

  epochBegin(epoch: number): void {
    this.#epoch = epoch
  }

  batchEnd(): Eventual<void> {
    this.#batchCount += 1
    this.#isChanged = true
    const step = this.#step
    const aliases = planBatch(this.#rhythm, { batchCount: this.#batchCount, step })
    if (aliases === undefined && !this.#isPreempted) return undefined
    this.#isPreempted = false
    return this.#save(aliases ?? [])
  }

  async epochEnd(epoch: number, values: LogValues): Promise<void> {
    this.#epoch = epoch
    this.#values = values
    this.#isChanged = true
    const isBest = this.#monitor.observe(epoch, values)
    const aliases = planEpoch(this.#rhythm, { epoch, isBest })
    if (aliases !== undefined) await this.#save(aliases)
    if (isBest === true) this.#noteBest()
    if (isBest === undefined && !this.#hasComplained) {
      this.#hasComplained = true
      throw missingMetric(this.#monitor.nameIn(values), values)
    }
  }

  async end(): Promise<void> {
    const isWanted = !this.#rhythm.saveBestOnly && this.#isChanged
    if (isWanted) await this.#save(this.#rhythm.hasEpochAliases ? [`epoch-${this.#epoch}`] : [])
    // A program that ends right after its training still has its last checkpoint.
    await this.#log.settle()
    this.#fittedModel = undefined
  }

  async #save(aliases: readonly string[]): Promise<void> {
    const model = (this.#options.model ?? this.#fittedModel) as (TrackedModel & SavableModel) | undefined
    if (model === undefined) throw new Error('it is not known which model is trained; pass it as `model`')
    const step = this.#step
    const captured = await captureModel(model, this.#options.includeOptimizer ?? true)
    await this.#log.log(captured, { aliases, metadata: this.#metadata(step) })
    this.#isChanged = false
  }

  #metadata(step: number): Record<string, unknown> {
    const monitor = this.#monitor.nameIn(this.#values)
    return {
      format: 'tfjs-layers',
      epoch: this.#epoch,
      step,
      monitor,
      best: this.#monitor.best ?? null,
      metrics: toMetadata(this.#values),
    }
  }

  #noteBest(): void {
    const { best, bestEpoch } = this.#monitor
    const { run } = this.#options
    run.summary?.update({
      [this.#summaryKey]: { best, epoch: bestEpoch, monitor: this.#monitor.nameIn(this.#values) },
    })
  }

  /** Of an earlier session of this run, if it watched the same metric. */
  #earlierBest(): number | undefined {
    const kept = this.#options.run.summary?.get(this.#summaryKey) as
      | { readonly best?: unknown; readonly monitor?: unknown }
      | undefined
    const { monitor } = this.#options
    const isSame = monitor === undefined || kept?.monitor === monitor
    return isSame && typeof kept?.best === 'number' ? kept.best : undefined
  }

  get #summaryKey(): string {
    return `checkpoint/${this.#name}`
  }

  get #step(): number {
    return lastStepOf(this.#options.run) ?? this.#batchCount - 1
  }
}
