import type { TensorLike } from '../framework-types.ts'

/** What a model does: says which class, or how much of something. */
export type EvaluationTask = 'classification' | 'regression'

/** One example as a model saw it. */
export interface Prediction {
  /** Class number, or value; a list of values where there are several. */
  readonly truth: number | readonly number[]
  readonly prediction: number | readonly number[]
  /** Of a classification: the probability of the predicted class, as the model has it. */
  readonly confidence: number | undefined
  /** Of a classification: one per class. */
  readonly scores: readonly number[] | undefined
}

/** Rows of a tensor: `[count, width]`, row-major. */
export interface Rows {
  readonly count: number
  readonly width: number
  readonly values: ArrayLike<number>
}

/** The first dimension counts examples; all others together are the width of one. */
export function rowsOf(tensor: TensorLike): Rows {
  const [count = 0] = tensor.shape
  return { count, width: count === 0 ? 0 : tensor.size / count, values: tensor.dataSync() }
}

/** Several values that are one probability each per class, or one value that is asked about two classes, are a classification. */
export function guessTask(predictions: TensorLike, classCount: number | undefined): EvaluationTask {
  if (predictions.shape.length !== 2 && predictions.shape.length !== 1) return 'regression'
  const width = predictions.shape[1] ?? 1
  return width > 1 || classCount === 2 ? 'classification' : 'regression'
}

/** @throws {Error} when the numbers of rows differ */
export function readPredictions(predicted: Rows, actual: Rows, task: EvaluationTask): Prediction[] {
  if (predicted.count !== actual.count)
    throw new Error(`there are ${predicted.count} predictions for ${actual.count} examples`)
  const read = task === 'classification' ? readClass : readValue
  return Array.from({ length: predicted.count }, (_, i) => read(rowAt(predicted, i), rowAt(actual, i)))
}

function readClass(scores: readonly number[], truth: readonly number[]): Prediction {
  const actual = truth.length === 1 ? Math.round(truth[0]) : indexOfMost(truth)
  if (scores.length > 1) {
    const best = indexOfMost(scores)
    return { truth: actual, prediction: best, confidence: scores[best], scores }
  }
  // One output that says how likely the second of two classes is.
  const [second = Number.NaN] = scores
  const prediction = second >= 0.5 ? 1 : 0
  const both = [1 - second, second]
  return { truth: actual, prediction, confidence: both[prediction], scores: both }
}

function readValue(prediction: readonly number[], truth: readonly number[]): Prediction {
  const single = (values: readonly number[]): number | readonly number[] =>
    values.length === 1 ? values[0] : values
  return { truth: single(truth), prediction: single(prediction), confidence: undefined, scores: undefined }
}

function rowAt({ width, values }: Rows, index: number): number[] {
  return Array.from({ length: width }, (_, i) => values[index * width + i])
}

function indexOfMost(values: readonly number[]): number {
  let most = 0
  for (let i = 1; i < values.length; i++) if (values[i] > values[most]) most = i
  return most
}
