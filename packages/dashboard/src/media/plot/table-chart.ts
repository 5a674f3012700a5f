import type { Entry, TablePage, Value } from '@kymo/server/api'
import { fieldsOf, listOf, textOf, textOfValue } from '../media-value.ts'
import { binValues } from './plot-model.ts'
import type { PlotModel, PlotSeries } from './plot-model.ts'

/** A chart that is drawn from a logged table, as W&B's clients describe it in the config. */
export interface TableChart {
  readonly key: string
  /** `wandb/line/v0` and so on. */
  readonly preset: string
  readonly tableKey: string
  /** Column of the table by role: `x`, `y`, `value` … */
  readonly fields: ReadonlyMap<string, string>
  readonly strings: ReadonlyMap<string, string>
}

/** Charts that `visualize` lists. Entries that make no sense are left out. */
export function parseTableCharts(display: readonly Entry[]): TableChart[] {
  const all = fieldsOf(display.find(([name]) => name === 'visualize')?.[1])
  return [...all].flatMap(([key, value]): TableChart[] => {
    const config = fieldsOf(fieldsOf(value).get('panel_config'))
    const preset = textOf(config, 'panelDefId')
    if (preset === '') return []
    return [
      {
        key,
        preset,
        tableKey: findTableKey(config.get('userQuery'), 0) ?? `${key}_table`,
        fields: textsOf(config.get('fieldSettings')),
        strings: textsOf(config.get('stringSettings')),
      },
    ]
  })
}

function textsOf(value: Value | undefined): Map<string, string> {
  return new Map(
    [...fieldsOf(value)].flatMap(([name, text]): [string, string][] =>
      typeof text === 'string' ? [[name, text]] : [],
    ),
  )
}

/** The query names its table in an argument `tableKey`, some levels down. */
function findTableKey(value: Value | undefined, depth: number): string | undefined {
  if (depth > 12 || typeof value !== 'object' || value === null) return undefined
  const fields = fieldsOf(value)
  if (fields.get('name') === 'tableKey' && typeof fields.get('value') === 'string') {
    return textOf(fields, 'value')
  }
  for (const member of Array.isArray(value) ? listOf(value) : fields.values()) {
    const found = findTableKey(member, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

/** The table of one run, as far as a chart needs it. */
export interface ChartTable {
  readonly runName: string
  /** Index into the palette of runs. */
  readonly colour: number
  readonly columns: TablePage['columns']
  readonly rows: readonly (readonly Value[])[]
}

/** Whether charts of several runs are drawn over each other; the others stand side by side. */
export function isOverlaid(preset: string): boolean {
  return !/confusion_matrix|\/bar\/|\/histogram\//.test(preset)
}

/** A preset's chart of the tables of one or several runs; undefined for a preset that is not known. */
export function modelOfTables(chart: TableChart, tables: readonly ChartTable[]): PlotModel | undefined {
  const kind = /^(?:wandb|kymo)\/([^/]+)\//.exec(chart.preset)?.[1]
  const title = chart.strings.get('title') ?? ''
  const labels = (x: string, y: string): Pick<PlotModel, 'title' | 'xLabel' | 'yLabel'> => ({
    title,
    xLabel: chart.strings.get('x-axis-title') ?? chart.strings.get('xname') ?? x,
    yLabel: chart.strings.get('y-axis-title') ?? y,
  })
  const field = (role: string): string => chart.fields.get(role) ?? role
  switch (kind) {
    case 'line':
    case 'scatter':
      return {
        ...labels(field('x'), field('y')),
        series: grouped(tables, {
          kind: kind === 'line' ? 'line' : 'points',
          x: field('x'),
          y: field('y'),
          group: chart.fields.get('class') ?? chart.fields.get('stroke'),
        }),
        omitted: [],
      }
    case 'lineseries':
      return {
        ...labels(field('step'), ''),
        series: grouped(tables, {
          kind: 'line',
          x: field('step'),
          y: field('lineVal'),
          group: field('lineKey'),
        }),
        omitted: [],
      }
    case 'area-under-curve': {
      const isRoc = /fpr/i.test(field('x'))
      return {
        ...labels(isRoc ? 'False positive rate' : 'Recall', isRoc ? 'True positive rate' : 'Precision'),
        xRange: [0, 1],
        yRange: [0, 1.02],
        hasDiagonal: isRoc,
        series: withAreas(
          grouped(tables, { kind: 'line', x: field('x'), y: field('y'), group: field('class') }),
        ),
        omitted: [],
      }
    }
    case 'bar':
      return { ...labels(field('label'), field('value')), ...bars(tables, chart), omitted: [] }
    case 'histogram':
      return { ...labels(field('value'), 'Count'), series: histograms(tables, field('value')), omitted: [] }
    case 'confusion_matrix':
      return confusionMatrix(tables[0], chart)
    case undefined:
    default:
      return undefined
  }
}

interface GroupOptions {
  readonly kind: 'line' | 'points'
  readonly x: string
  readonly y: string
  /** Column whose values part the rows into series. */
  readonly group: string | undefined
}

function grouped(tables: readonly ChartTable[], { kind, x, y, group }: GroupOptions): PlotSeries[] {
  const series: PlotSeries[] = []
  for (const table of tables) {
    const [xAt, yAt, groupAt] = [x, y, group ?? '\0'].map((name) => columnOf(table, name))
    if (xAt < 0 || yAt < 0) continue
    const groups = new Map<string, { xs: number[]; ys: number[] }>()
    for (const row of table.rows) {
      const name = groupAt < 0 ? '' : textOfValue(row[groupAt])
      const points = groups.get(name) ?? { xs: [], ys: [] }
      groups.set(name, points)
      points.xs.push(Number(row[xAt]))
      points.ys.push(Number(row[yAt]))
    }
    for (const [name, points] of groups) {
      const isOne = tables.length === 1
      series.push({
        kind,
        name: isOne ? name || table.runName : [table.runName, name].filter(Boolean).join(' · '),
        colour: isOne && groups.size > 1 ? series.length : table.colour,
        ...points,
      })
    }
  }
  return series
}

/** Says the area under each curve in its name: the number that people compare. */
function withAreas(series: readonly PlotSeries[]): PlotSeries[] {
  return series.map((each) => {
    const area = areaUnder(each)
    return { ...each, isFilled: series.length === 1, name: `${each.name} (${area.toFixed(3)})` }
  })
}

/** Trapezoids between neighbouring points, in whatever direction x goes. */
export function areaUnder({ xs, ys }: Pick<PlotSeries, 'xs' | 'ys'>): number {
  const order = xs.map((_each, index) => index).toSorted((left, right) => xs[left] - xs[right])
  let area = 0
  for (let index = 1; index < order.length; index += 1) {
    const [left, right] = [order[index - 1], order[index]]
    area += ((xs[right] - xs[left]) * (ys[left] + ys[right])) / 2
  }
  return area
}

function bars(tables: readonly ChartTable[], chart: TableChart): Pick<PlotModel, 'series' | 'xNames'> {
  const xNames: string[] = []
  const positions = new Map<string, number>()
  const series = tables.flatMap((table, index): PlotSeries[] => {
    const labelAt = columnOf(table, chart.fields.get('label') ?? 'label')
    const valueAt = columnOf(table, chart.fields.get('value') ?? 'value')
    if (labelAt < 0 || valueAt < 0) return []
    const xs = table.rows.map((row) => {
      const label = textOfValue(row[labelAt])
      const position = positions.get(label) ?? positions.size
      if (!positions.has(label)) {
        positions.set(label, position)
        xNames.push(label)
      }
      return position
    })
    const barWidth = 0.8 / tables.length
    const shift = (index - (tables.length - 1) / 2) * barWidth
    const ys = table.rows.map((row) => Number(row[valueAt]))
    return [{ kind: 'bars', name: table.runName, colour: table.colour, xs, ys, barWidth, shift }]
  })
  return { series, xNames }
}

function histograms(tables: readonly ChartTable[], column: string): PlotSeries[] {
  return tables.flatMap((table): PlotSeries[] => {
    const at = columnOf(table, column)
    if (at < 0) return []
    const { centres, counts, width } = binValues(table.rows.map((row) => Number(row[at])))
    return [
      { kind: 'bars', name: table.runName, colour: table.colour, xs: centres, ys: counts, barWidth: width },
    ]
  })
}

function confusionMatrix(table: ChartTable | undefined, chart: TableChart): PlotModel | undefined {
  if (table === undefined) return undefined
  const [actualAt, predictedAt, countAt] = ['Actual', 'Predicted', 'nPredictions'].map((role) =>
    columnOf(table, chart.fields.get(role) ?? role),
  )
  const names = [
    ...new Set(table.rows.flatMap((row) => [textOfValue(row[actualAt]), textOfValue(row[predictedAt])])),
  ]
  const positions = new Map(names.map((name, index) => [name, index]))
  const values = new Float64Array(names.length * names.length)
  for (const row of table.rows) {
    const actual = positions.get(textOfValue(row[actualAt])) ?? 0
    const predicted = positions.get(textOfValue(row[predictedAt])) ?? 0
    values[actual * names.length + predicted] += countAt < 0 ? 1 : Number(row[countAt])
  }
  return {
    title: chart.strings.get('title') ?? '',
    xLabel: 'Predicted',
    yLabel: 'Actual',
    xNames: names,
    yNames: names,
    series: [],
    grid: {
      columns: names.length,
      rows: names.length,
      values,
      isTopDown: true,
      hasLabels: names.length <= 14,
    },
    omitted: [],
  }
}

function columnOf({ columns }: ChartTable, name: string): number {
  return columns.findIndex((column) => column.name === name)
}
