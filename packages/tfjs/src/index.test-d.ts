import type * as tf from '@tensorflow/tfjs'
import type { Run } from '@kymo/core'
import { expectTypeOf } from 'vitest'
import {
  callbacks,
  kymoCallback,
  type RunLike,
  type TensorFlowWithCustomCallback,
  type TensorFlowWithIo,
  type TensorFlowWithOps,
  type TensorFlowWithTensors,
  type TensorLike,
  type Watchable,
  type TrackedModel,
} from './index.ts'

// What users pass is accepted without a cast.
expectTypeOf<typeof tf>().toExtend<TensorFlowWithCustomCallback>()
expectTypeOf<typeof tf>().toExtend<TensorFlowWithIo & TensorFlowWithOps & TensorFlowWithTensors>()
expectTypeOf<tf.Tensor>().toExtend<TensorLike>()
expectTypeOf<tf.Optimizer>().toExtend<Watchable>()
expectTypeOf<tf.LayersModel>().toExtend<TrackedModel>()
expectTypeOf<tf.Sequential>().toExtend<TrackedModel>()
expectTypeOf<Run>().toExtend<RunLike>()

// What they get fits where TensorFlow.js takes callbacks.
declare const tensorFlow: typeof tf
declare const run: RunLike
expectTypeOf(kymoCallback(tensorFlow, { run })).toEqualTypeOf<tf.Callback>()
expectTypeOf(kymoCallback(tensorFlow, { run })).toExtend<NonNullable<tf.ModelFitArgs['callbacks']>>()
expectTypeOf(callbacks(tensorFlow, [])).toExtend<NonNullable<tf.ModelFitArgs['callbacks']>>()

// A plain object in a list needs no annotations.
callbacks(tensorFlow, [
  kymoCallback(tensorFlow, { run }),
  { onEpochEnd: (epoch) => expectTypeOf(epoch).toEqualTypeOf<number>() },
  false,
])
