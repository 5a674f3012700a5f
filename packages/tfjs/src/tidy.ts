import type { TensorFlowWithOps } from './framework-types.ts'

/** `tf.tidy`, which by its own types takes functions that return tensors only. */
export function tidy<T>(tf: TensorFlowWithOps, run: () => T): T {
  return tf.tidy(run as never) as T
}
