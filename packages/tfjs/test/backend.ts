import type * as TensorFlow from '@tensorflow/tfjs'

/** The back-end of tests that need any: `tensorflow` where they run on tfjs-node (`npm run interop -- tfjs-node`). */
export const BACKEND: string = process.env['KYMO_TFJS_BACKEND'] ?? 'cpu'

/** Those that the tests about safety run on. */
export const BACKENDS: readonly string[] = BACKEND === 'cpu' ? ['cpu', 'wasm'] : [BACKEND]

export async function useBackend(tf: typeof TensorFlow): Promise<void> {
  if (!(await tf.setBackend(BACKEND))) throw new Error(`Cannot use the back-end ${BACKEND}`)
}
