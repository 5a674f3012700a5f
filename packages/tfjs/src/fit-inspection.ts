import type { RunLike, TensorFlow, TensorFlowWithOps, TrackedModel } from './framework-types.ts'
import { describeLeak, type Leak, LeakWatch } from './leak-watch.ts'
import { modelSummary, modelTable } from './model-graph.ts'
import type { ModelWithWeights } from './watch/variable-names.ts'
import { isOptimizer, watchOptimizer } from './watch/watch.ts'

/** What is looked at besides the metrics. */
export interface InspectionOptions {
  readonly gradients: number | false
  readonly weights: number | false
  readonly graph: boolean
}

export interface FitInspectionParts {
  readonly tf: TensorFlow
  readonly run: RunLike
  readonly prefix: string
  readonly options: InspectionOptions
  readonly warn: (message: string) => void
}

/** The models as the user knows them and as TensorFlow.js shows them. */
export interface InspectedModels {
  readonly own: TrackedModel | undefined
  readonly fitted: TrackedModel | undefined
}

/** Models whose graph is in a run. */
const drawn = new WeakMap<object, WeakSet<object>>()

/** Looks at the model, its optimizer and the tensors of a fit. May throw; the callback around it catches. */
export class FitInspection {
  readonly #parts: FitInspectionParts
  readonly #leaks = new LeakWatch()
  #endWatch: (() => void) | undefined

  constructor(parts: FitInspectionParts) {
    this.#parts = parts
  }

  begin(models: InspectedModels, step: number): void {
    this.end()
    this.#leaks.reset()
    this.#watch(models)
    this.#draw(models.own ?? models.fitted, step)
  }

  epochBegin(): void {
    this.#leaks.epochBegin()
  }

  batchEnd(): void {
    this.#tell(this.#leaks.batchEnd(this.#parts.tf.memory().numTensors))
  }

  /** @param tensorCount without the history of the fit */
  epochEnd(tensorCount: number): void {
    this.#tell(this.#leaks.epochEnd(tensorCount))
  }

  end(): void {
    this.#endWatch?.()
    this.#endWatch = undefined
  }

  #watch({ own, fitted }: InspectedModels): void {
    const { tf, run, prefix, options } = this.#parts
    const { gradients, weights } = options
    if (gradients === false && weights === false) return
    const optimizer = [fitted, own].map(optimizerOf).find(isOptimizer)
    if (optimizer === undefined)
      throw new Error(
        'gradients and weights are not logged: the model that is trained is not known; pass it as `model`',
      )
    const rhythm = { gradients, weights, logFrequency: 'epoch' } as const
    this.#endWatch = watchOptimizer({
      tf: tf as TensorFlowWithOps,
      run,
      optimizer,
      model: (own ?? fitted) as ModelWithWeights | undefined,
      rhythm,
      prefix,
    })
  }

  /** The graph of a model is in its run once, however often it is trained. */
  #draw(model: TrackedModel | undefined, step: number): void {
    const { run, prefix, options } = this.#parts
    if (!options.graph || model === undefined || run.logArtifact === undefined) return
    const ofRun = drawn.get(run) ?? new WeakSet<object>()
    drawn.set(run, ofRun)
    if (ofRun.has(model)) return
    ofRun.add(model)
    const [table, summary] = [modelTable(model), modelSummary(model)]
    if (table === undefined && summary === undefined) return
    run.log(
      {
        ...(table === undefined ? {} : { [`${prefix}model/layers`]: table }),
        ...(summary === undefined ? {} : { [`${prefix}model/summary`]: summary }),
      },
      { step },
    )
  }

  #tell(leak: Leak | undefined): void {
    if (leak === undefined) return
    const text = describeLeak(leak)
    this.#parts.warn(text)
    this.#parts.run.alert?.({ title: 'Tensor leak', text, level: 'WARN' })
  }
}

function optimizerOf(model: TrackedModel | undefined): unknown {
  return (model as { readonly optimizer?: unknown } | undefined)?.optimizer
}
