import type { TensorLike } from '../framework-types.ts'
import type { Gradients } from './optimizer-tap.ts'

/** A weight of a layer, as far as it is named and read. */
interface Weight {
  readonly name: string
  readonly originalName?: string
  read(): TensorLike
}

/** A model whose weights are shown. */
export interface ModelWithWeights {
  readonly weights?: readonly Weight[]
}

/**
 * How variables are called in charts: as the model's layers call them. TensorFlow.js itself numbers the names through that it has seen
 * before, so that the second model of a program would have other charts than the first.
 */
export class VariableNames {
  readonly #shown = new Map<string, string>()

  constructor(model: ModelWithWeights | undefined) {
    const weights = weightsOf(model)
    const counts = new Map<string, number>()
    for (const { originalName = '' } of weights) counts.set(originalName, (counts.get(originalName) ?? 0) + 1)
    for (const { name, originalName = '' } of weights)
      this.#shown.set(name, originalName !== '' && counts.get(originalName) === 1 ? originalName : name)
  }

  /** The same tensors by the names that are shown. */
  rename(tensors: Gradients): Map<string, TensorLike> {
    return new Map([...tensors].map(([name, tensor]) => [this.#shown.get(name) ?? name, tensor]))
  }
}

/** All weights of a model by the names of their variables. */
export function readWeights(model: ModelWithWeights | undefined): Map<string, TensorLike> {
  return new Map(weightsOf(model).map((weight) => [weight.name, weight.read()]))
}

/** The variables that the gradients belong to, where no model says what its weights are. */
export function readVariables(tf: object, names: Iterable<string>): Map<string, TensorLike> {
  const { engine } = tf as { engine?: () => { registeredVariables?: Readonly<Record<string, TensorLike>> } }
  const registered = engine?.().registeredVariables ?? {}
  const found = new Map<string, TensorLike>()
  for (const name of names) if (Object.hasOwn(registered, name)) found.set(name, registered[name])
  return found
}

function weightsOf(model: ModelWithWeights | undefined): readonly Weight[] {
  return model?.weights ?? []
}
