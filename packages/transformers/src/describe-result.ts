import { loose, numberOf, textOf } from './framework-types.ts'
import { dimsOf } from './token-counts.ts'

/** What the answers of a task say about themselves. */
export interface ResultFacts {
  /** Of embeddings, and of anything else that is a tensor. */
  readonly dims?: readonly number[]
  /** Of the vectors of an embedding, at most 64 of them. */
  readonly norms?: readonly number[]
  /** NaN or infinite values among them. */
  readonly nonFiniteCount?: number
  /** The best label of each item. */
  readonly labels?: readonly { readonly label: string; readonly score: number }[]
}

const MAX_VECTORS = 64

/** Never throws: answers of tasks that are not known say nothing. */
export function describeResult(result: unknown): ResultFacts {
  const dims = dimsOf(result)
  if (dims !== undefined) return { dims, ...vectorsOf(loose(result)['data'], dims.at(-1) ?? 0) }
  const labels = (Array.isArray(result) ? result : [result]).flatMap(bestLabel)
  return labels.length === 0 ? {} : { labels }
}

/** `{label, score}`, or a list of these, the best first; zero-shot answers have lists of labels and scores. */
function bestLabel(item: unknown): { label: string; score: number }[] {
  const best = loose(Array.isArray(item) ? item[0] : item)
  const { labels, scores } = best
  const label = textOf(best['label']) ?? textOf(Array.isArray(labels) ? labels[0] : undefined)
  const score = numberOf(best['score']) ?? numberOf(Array.isArray(scores) ? scores[0] : undefined)
  return label === undefined || score === undefined ? [] : [{ label, score }]
}

function vectorsOf(data: unknown, width: number): Pick<ResultFacts, 'norms' | 'nonFiniteCount'> {
  if (!(data instanceof Float32Array || data instanceof Float64Array) || width < 1) return {}
  const norms: number[] = []
  let nonFiniteCount = 0
  for (let at = 0; at < data.length; at += width) {
    let sum = 0
    for (let index = at; index < Math.min(at + width, data.length); index += 1) {
      const value = data[index]
      if (Number.isFinite(value)) sum += value * value
      else nonFiniteCount += 1
    }
    if (norms.length < MAX_VECTORS) norms.push(Math.sqrt(sum))
  }
  return { norms, nonFiniteCount }
}
