/** A custom chart as W&B keeps it: which preset, and which columns of its table go where. */
export interface ChartSpec {
  /** Name of the chart's definition: `wandb/line/v0`, or `<entity>/<name>` of one that a user made. */
  readonly preset: string
  /** Columns of the table by the preset's names for them. */
  readonly fields: Readonly<Record<string, string | null>>
  /** Texts by the preset's names for them: titles, names of axes. */
  readonly strings: Readonly<Record<string, string>>
  /** True: the table goes to a section of its own, `Custom Chart Tables`. */
  readonly splitTable: boolean
}

/** W&B's presets. */
export const CHART_PRESETS = {
  line: 'wandb/line/v0',
  bar: 'wandb/bar/v0',
  scatter: 'wandb/scatter/v0',
  histogram: 'wandb/histogram/v0',
  lineSeries: 'wandb/lineseries/v0',
  confusionMatrix: 'wandb/confusion_matrix/v1',
  areaUnderCurve: 'wandb/area-under-curve/v0',
} as const

/** The name that the table of a chart is logged under. */
export function chartTableKey(spec: ChartSpec, key: string): string {
  return spec.splitTable ? `Custom Chart Tables/${key}_table` : `${key}_table`
}

/** Where the chart is kept in the config, below its root. @param key names from the root of the row, joined by dots */
export function chartConfigPath(key: string): readonly string[] {
  return ['_wandb', 'visualize', key]
}

export function chartConfigJson(spec: ChartSpec, key: string): string {
  const tableKey = { name: 'tableKey', value: chartTableKey(spec, key) }
  const runSets = {
    name: 'runSets',
    args: [{ name: 'runSets', value: '${runSets}' }],
    fields: [
      { name: 'id', fields: [] },
      { name: 'name', fields: [] },
      { name: '_defaultColorIndex', fields: [] },
      { name: 'summaryTable', args: [tableKey], fields: [] },
    ],
  }
  return JSON.stringify({
    panel_type: 'Vega2',
    panel_config: {
      panelDefId: spec.preset,
      fieldSettings: spec.fields,
      stringSettings: spec.strings,
      transform: { name: 'tableWithLeafColNames' },
      userQuery: { queryFields: [runSets] },
    },
  })
}
