import { Histogram } from '@kymo/core'
import type { TensorFlowWithOps, TensorLike } from '../framework-types.ts'
import { sampleValues } from './sample-values.ts'

/** Tensors by the names that are shown. */
export type NamedTensors = ReadonlyMap<string, TensorLike>

/** A histogram of each, under `<prefix>/<name>`. */
export function histogramRow(
  tf: TensorFlowWithOps,
  tensors: NamedTensors,
  prefix: string,
): [string, unknown][] {
  return [...tensors].map(([name, tensor]) => [`${prefix}/${name}`, new Histogram(sampleValues(tf, tensor))])
}

/** Histograms of gradients, and what all of them together say: the norm, and how many of the values looked at are no numbers. */
export function gradientRow(
  tf: TensorFlowWithOps,
  gradients: NamedTensors,
  prefixes: { readonly histogram: string; readonly scalar: string },
): [string, unknown][] {
  const row: [string, unknown][] = []
  let squareSum = 0
  let nonFiniteCount = 0
  for (const [name, tensor] of gradients) {
    const values = sampleValues(tf, tensor)
    const { squares, nonFinite } = sumUp(values)
    // Of a large tensor a sample is known; the mean of its squares stands for all of them.
    squareSum += values.length === 0 ? 0 : (squares * tensor.size) / values.length
    nonFiniteCount += nonFinite
    row.push([`${prefixes.histogram}/${name}`, new Histogram(values)])
  }
  row.push([`${prefixes.scalar}gradient_norm`, Math.sqrt(squareSum)])
  row.push([`${prefixes.scalar}nonfinite_gradients`, nonFiniteCount])
  return row
}

function sumUp(values: ArrayLike<number>): { squares: number; nonFinite: number } {
  let squares = 0
  let nonFinite = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    squares += value * value
    if (!Number.isFinite(value)) nonFinite += 1
  }
  return { squares, nonFinite }
}
