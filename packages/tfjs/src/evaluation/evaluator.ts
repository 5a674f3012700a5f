import { plot, Table } from '@kymo/core'
import type { TensorFlowWithOps, TensorLike, TrackedModel } from '../framework-types.ts'
import { lastStepOf } from '../run-steps.ts'
import type { Eventual } from '../settle.ts'
import { tidy } from '../tidy.ts'
import type { EvalRow, EvalTableOptions } from './eval-table.ts'
import { createInputReader } from './input-cell.ts'
import {
  type EvaluationTask,
  guessTask,
  type Prediction,
  readPredictions,
  rowsOf,
} from './read-predictions.ts'

/** Classes beyond this many have no column of their own for their score. */
const MAX_SCORE_COLUMNS = 20

type Predictor = { predict(xs: unknown, config: { readonly batchSize: number }): TensorLike | TensorLike[] }
type Disposable = { dispose?(): void }

/** Predicts the examples of one callback when that is due. May throw; the callback around it catches. */
export class Evaluator {
  readonly #tf: TensorFlowWithOps
  readonly #options: EvalTableOptions
  #fittedModel: TrackedModel | undefined
  #isDone = true

  constructor(tf: TensorFlowWithOps, options: EvalTableOptions) {
    this.#tf = tf
    this.#options = options
  }

  setModel(model: TrackedModel): void {
    this.#fittedModel = model
  }

  begin(): void {
    this.#isDone = true
  }

  epochEnd(epoch: number): Eventual<void> {
    const { every = 1 } = this.#options
    this.#isDone = every > 0 && (epoch + 1) % every === 0
    return this.#isDone ? this.#evaluate() : undefined
  }

  async end(): Promise<void> {
    if (!this.#isDone) await this.#evaluate()
    this.#isDone = true
    this.#fittedModel = undefined
  }

  async #evaluate(): Promise<void> {
    const { run, ys, prefix = 'eval/' } = this.#options
    const { task, predictions } = await this.#predict(ys)
    const row: Record<string, unknown> = { [`${prefix}predictions`]: this.#table(predictions, task) }
    const measured = measure(predictions, task)
    if (measured !== undefined) row[`${prefix}${measured.name}`] = measured.value
    const classNames = this.#options.classNames ?? classNumbers(predictions)
    if (task === 'classification')
      row[`${prefix}confusion_matrix`] = plot.confusionMatrix({
        title: 'Confusion matrix',
        yTrue: predictions.map(({ truth }) => truth as number),
        preds: predictions.map(({ prediction }) => prediction as number),
        ...(classNames === undefined ? {} : { classNames }),
      })
    const step = lastStepOf(run)
    run.log(row, step === undefined ? {} : { step })
  }

  async #predict(ys: TensorLike): Promise<{ task: EvaluationTask; predictions: Prediction[] }> {
    const { xs, predict, classNames, batchSize = 32 } = this.#options
    const model = this.#options.model ?? this.#fittedModel
    if (model === undefined) throw new Error('it is not known which model is trained; pass it as `model`')
    const read = (predicted: TensorLike): { task: EvaluationTask; predictions: Prediction[] } => {
      const task = this.#options.task ?? guessTask(predicted, classNames?.length)
      return { task, predictions: readPredictions(rowsOf(predicted), rowsOf(ys), task) }
    }
    if (predict === undefined)
      return tidy(this.#tf, () => read(firstOf((model as unknown as Predictor).predict(xs, { batchSize }))))
    const predicted = await predict(model as never, xs as never)
    try {
      return read(firstOf(predicted as TensorLike | TensorLike[]))
    } finally {
      for (const tensor of [predicted].flat() as Disposable[]) tensor.dispose?.()
    }
  }

  #table(predictions: readonly Prediction[], task: EvaluationTask): Table {
    const { xs, maxRows = 64, row = (example) => this.#defaultRow(example, task) } = this.#options
    const inputs = createInputReader(firstOf(xs))
    const className = (value: number): string => this.#className(value)
    // Columns that come up in the first row only would be missing in a table without any.
    const rows = predictions
      .slice(0, maxRows)
      .map((prediction, index) => row({ ...prediction, index, input: inputs.cell(index), className }))
    return new Table({ rows })
  }

  #defaultRow({ index, input, truth, prediction, confidence, scores }: EvalRow, task: EvaluationTask) {
    if (task === 'regression') {
      const error = typeof truth === 'number' && typeof prediction === 'number' ? prediction - truth : null
      return { id: index, input, truth, prediction, error }
    }
    const names = (scores ?? []).slice(0, MAX_SCORE_COLUMNS + 1)
    const perClass =
      names.length > MAX_SCORE_COLUMNS
        ? []
        : names.map((score, i) => [`score ${this.#className(i)}`, score] as const)
    return {
      id: index,
      input,
      truth: this.#className(truth as number),
      prediction: this.#className(prediction as number),
      correct: truth === prediction,
      confidence,
      ...Object.fromEntries(perClass),
    }
  }

  #className(value: number): string {
    return this.#options.classNames?.[value] ?? String(value)
  }
}

function measure(
  predictions: readonly Prediction[],
  task: EvaluationTask,
): { name: string; value: number } | undefined {
  if (predictions.length === 0) return undefined
  const mean = (of: (one: Prediction) => number): number =>
    predictions.reduce((sum, one) => sum + of(one), 0) / predictions.length
  if (task === 'classification')
    return { name: 'accuracy', value: mean(({ truth, prediction }) => (truth === prediction ? 1 : 0)) }
  return { name: 'mean_absolute_error', value: mean(({ truth, prediction }) => distance(truth, prediction)) }
}

/** Numbers as names, as many as the model tells apart; none where the examples have other classes. */
function classNumbers(predictions: readonly Prediction[]): string[] | undefined {
  const count = predictions[0]?.scores?.length ?? 0
  const areKnown = predictions.every(({ truth }) => typeof truth === 'number' && truth >= 0 && truth < count)
  return areKnown ? Array.from({ length: count }, (_, i) => String(i)) : undefined
}

function distance(a: Prediction['truth'], b: Prediction['truth']): number {
  const [left, right] = [[a].flat(), [b].flat()]
  if (left.length === 0) return 0
  return left.reduce((sum, value, i) => sum + Math.abs(value - right[i]), 0) / left.length
}

function firstOf(value: TensorLike | readonly TensorLike[]): TensorLike {
  return Array.isArray(value) ? (value as readonly TensorLike[])[0] : (value as TensorLike)
}
