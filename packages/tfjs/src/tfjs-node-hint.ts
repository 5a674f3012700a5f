/** What decides whether tfjs-node can run. */
export interface TfjsNodeSituation {
  readonly backend: string
  readonly nodeMajor: number
  /** Whether `util.isNullOrUndefined` exists: Node 23 removed it, tfjs-node 4.22 calls it in its first operation. */
  readonly hasIsNullOrUndefined: boolean
}

/**
 * The remedy for `(0 , util_1.isNullOrUndefined) is not a function`, which names neither the cause nor a way out.
 *
 * The function is not added here: patching Node's own modules is the program's decision.
 * @returns undefined when tfjs-node runs, or is not used
 * @see https://github.com/tensorflow/tfjs/issues/8609
 */
export function tfjsNodeHint(situation: TfjsNodeSituation): string | undefined {
  if (situation.backend !== 'tensorflow' || situation.hasIsNullOrUndefined) return undefined
  return (
    `tfjs-node does not work on Node ${situation.nodeMajor}: use Node 22, or put this before its import: ` +
    "const util = require('node:util'); util.isNullOrUndefined ??= (value) => value == null"
  )
}

/** Said when tfjs-node-gpu has found no GPU: it then trains on the processor, many times slower, without a word. */
export function gpuHint(
  device: { readonly isUsingGpu: boolean; readonly isGpuPackage: boolean } | undefined,
): string | undefined {
  if (device === undefined || !device.isGpuPackage || device.isUsingGpu) return undefined
  return (
    'tfjs-node-gpu has found no GPU that it can use, and trains on the processor: ' +
    'it needs an NVIDIA driver and the CUDA and cuDNN libraries of TensorFlow 2.9 (CUDA 11.2)'
  )
}
