import type { RunInfo } from '@kymo/server/api'
import type { SceneRun } from '../../charts/model/chart-scene.ts'

/** A run that is shown in charts, with its colour. */
export interface DrawnRun extends SceneRun {
  readonly info: RunInfo
}

export function toDrawnRun(info: RunInfo, colour: number): DrawnRun {
  return { id: info.run, name: info.name || info.run, colour, info }
}
