import { type CallbackHooks, callbackClassOf } from './callback-class.ts'
import type { RunLike, TensorFlow } from './framework-types.ts'
import { createGuard } from './guard.ts'
import { type Eventual, settle } from './settle.ts'
import { sharedLoop, warn } from './shared-loop.ts'

/** What a callback does; each hook may throw, none has to be there. */
export type PartialHooks = {
  readonly [Name in keyof CallbackHooks]?: (...args: Parameters<CallbackHooks[Name]>) => Eventual<void>
}

/** What goes with the hooks. */
export interface MakeCallbackOptions {
  readonly hooks: PartialHooks
  /** The callback does nothing once it has finished. */
  readonly run: RunLike | undefined
  /** What cannot be done when a hook fails, for the warning. */
  readonly purpose: string
}

/** What hooks return that have nothing to wait for. */
const DONE: Promise<void> = Promise.resolve()

/** A `tf.Callback` out of some hooks: guarded, and letting the event loop go round, since an instance in the list ends TensorFlow.js's own yielding. */
export function makeCallback<TF extends TensorFlow>(
  tf: TF,
  { hooks, run, purpose }: MakeCallbackOptions,
): InstanceType<TF['Callback']> {
  const guard = createGuard({ isActive: () => run?.isFinished !== true, warn, purpose })
  const yieldLoop = (): Eventual<void> => sharedLoop.yieldBefore(0)
  const all: CallbackHooks = {
    setParams: (params) => void guard(() => hooks.setParams?.(params)),
    setModel: (model) => void guard(() => hooks.setModel?.(model)),
    onTrainBegin: () => guard(() => hooks.onTrainBegin?.()) ?? DONE,
    onTrainEnd: () => guard(() => hooks.onTrainEnd?.()) ?? DONE,
    onEpochBegin: (epoch) => guard(() => hooks.onEpochBegin?.(epoch)) ?? DONE,
    onEpochEnd: (epoch, logs) =>
      settle(
        guard(() => hooks.onEpochEnd?.(epoch, logs)),
        yieldLoop,
      ) ?? DONE,
    onBatchBegin: (batch) => guard(() => hooks.onBatchBegin?.(batch)) ?? DONE,
    onBatchEnd: (batch, logs) =>
      settle(
        guard(() => hooks.onBatchEnd?.(batch, logs)),
        yieldLoop,
      ) ?? DONE,
  }
  const KymoCallback = callbackClassOf(tf.Callback)
  return new KymoCallback(all) as InstanceType<TF['Callback']>
}
