import type { SceneRun } from '../charts/model/chart-scene.ts'
import { RUN_COLOUR_COUNT } from '../charts/model/run-colours.ts'
import type { SystemPanel } from './system-panels.ts'

/** Measurements are a few per minute: seconds and clock say more about them than the number of the sample. */
export type SystemAxis = 'relative' | 'time'

export interface SystemLineRequest {
  readonly runId: string
  readonly panel: SystemPanel
  /** Labels of the writers of the run; none when it has one. */
  readonly writers: readonly string[]
}

/**
 * How a line of a system chart looks: one writer lends every device a colour; with several, the colour is the writer's
 * and devices differ by pattern.
 */
export function toSystemLine(
  { runId, panel, writers }: SystemLineRequest,
  { line, writer }: { readonly line: number; readonly writer: string | undefined },
): SceneRun {
  const { metric, label } = panel.lines[line]
  const isShared = writers.length > 0 && writer !== undefined
  const slot = isShared ? Math.max(0, writers.indexOf(writer)) : line
  const names = [isShared ? writer : '', label].filter((name) => name !== '')
  return {
    id: JSON.stringify([runId, writer ?? '', metric]),
    // A highlighted writer makes all of its lines stand out.
    runId: JSON.stringify([runId, writer ?? '']),
    name: names.join(' · ') || panel.title,
    colour: slot % RUN_COLOUR_COUNT,
    ...(isShared && line > 0 ? { dash: line } : {}),
  }
}
