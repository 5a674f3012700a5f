import type { TensorLike } from '../framework-types.ts'

/** An optimizer of TensorFlow.js, as far as it is listened to. */
export interface TappedOptimizer {
  /** A method of the class, and called as one. */
  applyGradients: (gradients: never) => unknown
  readonly learningRate?: unknown
}

/** Gradients by the names of their variables. */
export type Gradients = ReadonlyMap<string, TensorLike>

export interface TapListener {
  /** Before the variables change. The tensors are gone after the call. */
  before(readGradients: () => Gradients): void
  /** After the variables have changed. */
  after(): void
}

/**
 * Listens to every application of gradients: `fit`, `minimize` and loops with `variableGrads` all come through here. By a method of
 * the instance that hides the one of its class, so that other optimizers are left alone.
 * @param listener must not throw
 * @returns takes it back
 */
export function tapOptimizer(optimizer: TappedOptimizer, listener: TapListener): () => void {
  const hadOwn = Object.hasOwn(optimizer, 'applyGradients')
  const original = optimizer.applyGradients
  let isActive = true
  function applyGradients(this: unknown, gradients: never): unknown {
    if (!isActive) return Reflect.apply(original, this, [gradients])
    listener.before(() => gradientsIn(gradients))
    const result: unknown = Reflect.apply(original, this, [gradients])
    listener.after()
    return result
  }
  optimizer.applyGradients = applyGradients
  return () => {
    isActive = false
    // Somebody else may have put a method over ours: then ours stays, and only hands on.
    if (optimizer.applyGradients !== applyGradients) return
    if (hadOwn) optimizer.applyGradients = original
    else delete (optimizer as { applyGradients?: unknown }).applyGradients
  }
}

/** `fit` and `minimize` give a list, loops of one's own what `variableGrads()` returned. */
function gradientsIn(gradients: unknown): Gradients {
  const found = new Map<string, TensorLike>()
  const entries = Array.isArray(gradients)
    ? gradients.map((item: { name: string; tensor: TensorLike }) => [item.name, item.tensor] as const)
    : Object.entries(gradients as Readonly<Record<string, TensorLike>>)
  // A variable that the loss does not depend on has none.
  for (const [name, tensor] of entries) if (tensor) found.set(name, tensor)
  return found
}
