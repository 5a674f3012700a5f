import { Histogram, Table } from '@kymo/core'
import type { RunRecorder } from './run-recorder.ts'
import type { ShapeCounter } from './stats/shape-counter.ts'

/** What is logged of a session when its watch ends. */
export interface SessionReport {
  readonly row: Readonly<Record<string, unknown>>
  readonly summary: Readonly<Record<string, unknown>>
}

const TOP_SHAPES = 10

/** @returns undefined when no run has ended */
export function reportOf({ stats, errors, inputs, outputs }: RunRecorder): SessionReport | undefined {
  const figures = stats.summary()
  if (figures === undefined) return undefined
  const shown = stats.whole.compute.count > 0 ? 'compute' : 'latency'
  const bins = stats.whole[shown].toBins()
  return {
    row: {
      ...(bins.counts.length === 0 ? {} : { [`${shown}_ms_histogram`]: new Histogram(bins) }),
      shapes: shapeTable(inputs),
    },
    summary: {
      ...figures,
      input_shapes: topShapes(inputs),
      output_shapes: topShapes(outputs),
      ...(errors.total === 0 ? {} : { error_messages: errors.toFacts() }),
    },
  }
}

function topShapes(shapes: ShapeCounter): object[] {
  return shapes.top(TOP_SHAPES).map(({ label, runCount, errorCount }) => ({
    shape: label,
    runs: runCount,
    ...(errorCount === 0 ? {} : { errors: errorCount }),
  }))
}

function shapeTable(inputs: ShapeCounter): Table {
  return new Table({
    columns: ['inputs', 'outputs', 'runs', 'errors', 'compute_ms_mean'],
    rows: inputs
      .top(TOP_SHAPES)
      .map(({ label, output, runCount, errorCount, computeMs, computeCount }) => [
        label,
        output?.label ?? '',
        runCount,
        errorCount,
        computeCount === 0 ? null : computeMs / computeCount,
      ]),
  })
}
