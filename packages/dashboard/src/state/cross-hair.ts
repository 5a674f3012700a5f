import { createValueStore } from './value-store.ts'

export interface CrossHair {
  /** In units of the x axis. */
  readonly x: number
  /** Charts along another axis do not follow. */
  readonly axis: string
  /** Chart that the pointer or the keyboard is in; the others follow. */
  readonly chart: string
  /** Height of the pointer in the plot area; undefined when the keyboard moved it. */
  readonly pointerYPx: number | undefined
}

/** One position for all charts of the page. */
export const crossHair = createValueStore<CrossHair | undefined>(undefined)

/** Where a chart was clicked last: a page that has something to say about a step listens. */
export const pickedPlace = createValueStore<Pick<CrossHair, 'x' | 'axis'> | undefined>(undefined)

/** Run under the pointer, in the table or in a legend; its line stands out in every chart. */
export const highlightedRun = createValueStore<string | undefined>(undefined)
