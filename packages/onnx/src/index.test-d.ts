import type * as ort from 'onnxruntime-node'
import type { Run } from '@kymo/core'
import { expectTypeOf } from 'vitest'
import { autolog, type InferenceSessionLike, type RunLike, unwatch, watchSession } from './index.ts'

// What users pass is accepted without a cast.
expectTypeOf<ort.InferenceSession>().toExtend<InferenceSessionLike>()
expectTypeOf<Run>().toExtend<RunLike>()

// What they get back is what they gave.
declare const session: ort.InferenceSession
declare const options: ort.InferenceSession.SessionOptions
declare const module: typeof ort
declare const run: Run
expectTypeOf(
  watchSession(session, { run, options, model: 'model.onnx' }),
).toEqualTypeOf<ort.InferenceSession>()
expectTypeOf(unwatch(session)).toEqualTypeOf<ort.InferenceSession>()
expectTypeOf(autolog(module, { run })).toEqualTypeOf<() => void>()
watchSession(session, { run, itemsOf: (feeds: ort.InferenceSession.FeedsType) => Object.keys(feeds).length })
