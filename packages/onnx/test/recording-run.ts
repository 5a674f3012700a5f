import type { Artifact } from '@kymo/core'
import type { RunLike, SpanLike } from '../src/index.ts'

/** A run that keeps what it is given. */
export interface RecordingRun extends RunLike {
  readonly rows: { readonly step: number | undefined; readonly metrics: Readonly<Record<string, unknown>> }[]
  readonly configs: Readonly<Record<string, Readonly<Record<string, unknown>>>>[]
  readonly summaries: Readonly<Record<string, unknown>>[]
  readonly artifacts: Artifact[]
  readonly spans: RecordedSpan[]
  isFinished: boolean
  /** The finish of a run, as far as hooks go. */
  finish(): Promise<void>
}

export interface RecordedSpan extends SpanLike {
  readonly name: string
  readonly attributes: Record<string, unknown>
  readonly errors: unknown[]
  outcome: string | undefined
}

export function createRecordingRun(): RecordingRun {
  const hooks = new Set<() => unknown>()
  const run: RecordingRun = {
    rows: [],
    configs: [],
    summaries: [],
    artifacts: [],
    spans: [],
    isFinished: false,
    log: (metrics, options) => run.rows.push({ step: options?.step, metrics }),
    config: { update: (values) => run.configs.push(values as RecordingRun['configs'][number]) },
    summary: { update: (values) => run.summaries.push(values) },
    logArtifact: (artifact) => run.artifacts.push(artifact),
    startSpan: (name, options) => {
      const span: RecordedSpan = {
        name,
        attributes: { ...options?.attributes },
        errors: [],
        outcome: undefined,
        setAttributes: (attributes) => Object.assign(span.attributes, attributes),
        recordException: (error) => span.errors.push(error),
        end: (end) => void (span.outcome = end?.outcome ?? 'ended'),
      }
      run.spans.push(span)
      return span
    },
    onFinish: (hook) => {
      hooks.add(hook)
      return () => hooks.delete(hook)
    },
    finish: async () => {
      const pending = [...hooks].map((hook) => hook())
      hooks.clear()
      await Promise.all(pending)
      run.isFinished = true
    },
  }
  return run
}

/** All values of a metric, by its whole name. */
export function valuesOf(run: RecordingRun, metric: string): unknown[] {
  return run.rows.flatMap(({ metrics }) => (metric in metrics ? [metrics[metric]] : []))
}

/** What the configuration says about a session in the end. */
export function configOf(run: RecordingRun, name = 'session'): Readonly<Record<string, unknown>> {
  return run.configs.findLast((config) => `onnx/${name}` in config)?.[`onnx/${name}`] ?? {}
}
