import type { SceneRun } from './chart-scene.ts'
import { RUN_COLOUR_COUNT } from './run-colours.ts'

/** Lengths of strokes and gaps in CSS pixels; the first writer's line is solid. */
const DASHES: readonly (readonly number[])[] = [
  [],
  [7, 4],
  [2, 3.5],
  [10, 3, 2, 3],
  [4, 2.5],
  [12, 5, 2, 3, 2, 5],
]

export function dashOf(run: SceneRun): readonly number[] {
  return DASHES[(run.dash ?? 0) % DASHES.length]
}

/** Whether a line is meant by a highlight: of this writer, or of the whole run. */
export function isLineOf(run: SceneRun, highlighted: string | undefined): boolean {
  return highlighted !== undefined && (run.id === highlighted || run.runId === highlighted)
}

/**
 * The line of one writer of a run. Alone on the chart, a run lends each writer a colour; among others it keeps its colour,
 * and writers differ by the pattern of their lines. Either stays the same on every chart.
 */
export function toWriterLine(
  run: SceneRun,
  writer: string,
  { isAlone }: { readonly isAlone: boolean },
): SceneRun {
  const place = Math.max(0, run.writers?.indexOf(writer) ?? 0)
  return {
    id: JSON.stringify([run.id, writer]),
    runId: run.id,
    writer,
    name: isAlone ? writer : `${run.name} · ${writer}`,
    colour: isAlone ? (run.colour + place) % RUN_COLOUR_COUNT : run.colour,
    dash: isAlone ? Math.floor(place / RUN_COLOUR_COUNT) : place,
  }
}
