import { RUN_COLOUR_COUNT } from './model/run-colours.ts'

/** Colours of the canvas, read from the custom properties so that charts follow the theme. */
export interface ChartColours {
  readonly text: string
  readonly grid: string
  readonly axis: string
  readonly crossHair: string
  readonly selection: string
  readonly surface: string
  readonly runs: readonly string[]
}

export function readChartColours(element: Element): ChartColours {
  const style = getComputedStyle(element)
  const read = (name: string): string => style.getPropertyValue(name).trim()
  return {
    text: read('--text-muted'),
    grid: read('--chart-grid'),
    axis: read('--chart-axis'),
    crossHair: read('--chart-cross-hair'),
    selection: read('--chart-selection'),
    surface: read('--surface'),
    runs: Array.from({ length: RUN_COLOUR_COUNT }, (_each, index) => read(`--run-${index}`)),
  }
}
