import { CHART_PRESETS, confusionCounts, precisionRecallPoints, rocPoints, type Curve } from '@kymo/protocol'
import { Chart } from './chart.ts'
import { Table } from './table.ts'

export interface ChartOptions {
  readonly title?: string
  /** Puts the chart's table into a section of its own. Default false. */
  readonly splitTable?: boolean
}

export interface LineSeriesOptions extends ChartOptions {
  /** One name per line. Default `line_0`, `line_1` … */
  readonly keys?: readonly string[]
  /** Of the x axis. Default `x`. */
  readonly xName?: string
}

export interface CurveOptions extends ChartOptions {
  /** Names of the classes by their number; when the classes are numbers. */
  readonly labels?: readonly string[]
  /** Default: all classes. */
  readonly classes?: readonly ClassValue[]
}

export interface ConfusionMatrixInput extends ChartOptions {
  readonly yTrue: ArrayLike<ClassValue>
  /** Predicted classes; or `probs`. */
  readonly preds?: ArrayLike<ClassValue>
  /** One row of probabilities per example; the most probable class is the predicted one. */
  readonly probs?: ArrayLike<ArrayLike<number>>
  readonly classNames?: readonly string[]
}

/** Numbers or names of classes. */
export type ClassValue = number | string

/** The table beside the run is cut there, and a curve of more points looks the same. */
const MAX_CURVE_POINTS = 10_000
/** Recalls of a precision-recall curve, as W&B has it. */
const RECALL_COUNT = 21
const MAX_CLASSES = 1000

/**
 * Charts of tables by W&B's definitions, and of what a classifier says. Each is logged like any value: `run.log({ curve: plot.line(…) })`.
 *
 * @example
 * ```js
 * import { init, plot, Table } from '@kymo/core'
 *
 * const run = await init({ project: 'digits' })
 * const table = new Table({ columns: ['x', 'y'], rows: [[1, 1], [2, 4], [3, 9]] })
 * run.log({
 *   squares: plot.line(table, 'x', 'y', { title: 'Squares' }),
 *   confusion: plot.confusionMatrix({ yTrue: [0, 1, 1], preds: [0, 1, 0], classNames: ['cat', 'dog'] }),
 *   roc: plot.rocCurve([0, 1, 1], [[0.9, 0.1], [0.4, 0.6], [0.2, 0.8]]),
 * })
 * await run.finish()
 * ```
 */
export const plot = {
  /** A line through the points of a table. */
  line: (
    table: Table,
    x: string,
    y: string,
    options: ChartOptions & { readonly stroke?: string } = {},
  ): Chart =>
    chartOf(table, { preset: CHART_PRESETS.line, fields: { x, y, stroke: options.stroke ?? null }, options }),

  /** One bar per row. */
  bar: (table: Table, label: string, value: string, options: ChartOptions = {}): Chart =>
    chartOf(table, { preset: CHART_PRESETS.bar, fields: { label, value }, options }),

  /** One point per row. */
  scatter: (table: Table, x: string, y: string, options: ChartOptions = {}): Chart =>
    chartOf(table, { preset: CHART_PRESETS.scatter, fields: { x, y }, options }),

  /** How the values of a column are distributed. */
  histogram: (table: Table, value: string, options: ChartOptions = {}): Chart =>
    chartOf(table, { preset: CHART_PRESETS.histogram, fields: { value }, options }),

  /** Any definition of a chart by its name, `wandb/line/v0` or `<entity>/<name>`. @param fields columns by the definition's names */
  custom: (
    preset: string,
    table: Table,
    fields: Readonly<Record<string, string>>,
    options: ChartOptions & { readonly strings?: Readonly<Record<string, string>> } = {},
  ): Chart => {
    const { strings = {}, title, splitTable = false } = options
    const texts = title === undefined ? strings : { ...strings, title }
    return new Chart({ preset, fields, strings: texts, splitTable }, table)
  },

  /** Several lines. @param xs of all lines, or one list for each */
  lineSeries: (
    xs: ArrayLike<number> | readonly ArrayLike<number>[],
    ys: readonly ArrayLike<number>[],
    options: LineSeriesOptions = {},
  ): Chart => {
    const { xName = 'x', title = '' } = options
    const fields = { step: 'step', lineKey: 'lineKey', lineVal: 'lineVal' }
    const spec = { preset: CHART_PRESETS.lineSeries, fields, strings: { title, xname: xName } }
    return new Chart(
      { ...spec, splitTable: options.splitTable ?? false },
      safely(() => lineTable(xs, ys, options)),
    )
  },

  /** Precision over recall of each class. @param yProbas one row of probabilities per example, one column per class in ascending order */
  prCurve: (
    yTrue: ArrayLike<ClassValue>,
    yProbas: ArrayLike<ArrayLike<number>>,
    options: CurveOptions = {},
  ): Chart => {
    const { title = 'Precision-Recall Curve', splitTable = false } = options
    const toPoints = (hits: readonly boolean[], scores: ArrayLike<number>): Curve =>
      precisionRecallPoints(hits, scores, RECALL_COUNT)
    const axes = { x: 'recall', y: 'precision' }
    return new Chart(
      {
        preset: CHART_PRESETS.areaUnderCurve,
        fields: { ...axes, class: 'class' },
        strings: { title, 'x-axis-title': 'Recall', 'y-axis-title': 'Precision' },
        splitTable,
      },
      safely(() =>
        curveTable({ yTrue, yProbas, options, toPoints, columns: ['class', 'precision', 'recall'] }),
      ),
    )
  },

  /** True over false positives of each class. @param yProbas one row of probabilities per example, one column per class in ascending order */
  rocCurve: (
    yTrue: ArrayLike<ClassValue>,
    yProbas: ArrayLike<ArrayLike<number>>,
    options: CurveOptions = {},
  ): Chart => {
    const { title = 'ROC Curve', splitTable = false } = options
    return new Chart(
      {
        preset: CHART_PRESETS.areaUnderCurve,
        fields: { x: 'fpr', y: 'tpr', class: 'class' },
        strings: { title, 'x-axis-title': 'False positive rate', 'y-axis-title': 'True positive rate' },
        splitTable,
      },
      safely(() =>
        curveTable({ yTrue, yProbas, options, toPoints: rocPoints, columns: ['class', 'fpr', 'tpr'] }),
      ),
    )
  },

  /** How often each class was taken for each other one. */
  confusionMatrix: (input: ConfusionMatrixInput): Chart => {
    const { title = 'Confusion Matrix Curve', splitTable = false } = input ?? {}
    const fields = { Actual: 'Actual', Predicted: 'Predicted', nPredictions: 'nPredictions' }
    return new Chart(
      { preset: CHART_PRESETS.confusionMatrix, fields, strings: { title }, splitTable },
      safely(() => confusionTable(input)),
    )
  },
} as const

type Made = Table | { readonly problem: string }

function chartOf(
  table: Table,
  {
    preset,
    fields,
    options,
  }: {
    readonly preset: string
    readonly fields: Readonly<Record<string, string | null>>
    readonly options: ChartOptions
  },
): Chart {
  const { title = '', splitTable = false } = options ?? {}
  const spec = { preset, fields, strings: { title }, splitTable }
  if (!(table instanceof Table)) return new Chart(spec, { problem: 'its first argument is no Table' })
  const missing = Object.values(fields).find((name) => name !== null && !table.columns.includes(name))
  return new Chart(
    spec,
    missing === undefined ? table : { problem: `the table has no column ${JSON.stringify(missing)}` },
  )
}

/** A mistake in the arguments is said when the chart is logged: training goes on. */
function safely(make: () => Made): Made {
  try {
    return make()
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) }
  }
}

function lineTable(
  xs: ArrayLike<number> | readonly ArrayLike<number>[],
  ys: readonly ArrayLike<number>[],
  { keys }: LineSeriesOptions,
): Made {
  const isShared = typeof xs[0] !== 'object'
  if (!isShared && xs.length !== ys.length)
    return { problem: `${xs.length} lists of x for ${ys.length} lines` }
  if (keys !== undefined && keys.length !== ys.length)
    return { problem: `${keys.length} keys for ${ys.length} lines` }
  const table = new Table({ columns: ['step', 'lineKey', 'lineVal'] })
  for (const [line, values] of ys.entries()) {
    const steps = (isShared ? xs : xs[line]) as ArrayLike<number>
    const key = keys?.[line] ?? `line_${line}`
    for (let i = 0; i < Math.min(steps.length, values.length); i++) table.addData(steps[i], key, values[i])
  }
  return table
}

interface CurveInput {
  readonly yTrue: ArrayLike<ClassValue>
  readonly yProbas: ArrayLike<ArrayLike<number>>
  readonly options: CurveOptions
  readonly toPoints: (isPositive: readonly boolean[], scores: ArrayLike<number>) => Curve
  /** Of the class, and of the two coordinates, in the order that W&B's table has. */
  readonly columns: readonly [string, string, string]
}

function curveTable({ yTrue, yProbas, options, toPoints, columns }: CurveInput): Made {
  const truth = Array.from(yTrue)
  if (truth.length !== yProbas.length)
    return { problem: `${yProbas.length} rows of probabilities for ${truth.length} examples` }
  const classes = sortedClasses(truth)
  if (classes.length > MAX_CLASSES)
    return { problem: `${classes.length} classes exceed the limit of ${MAX_CLASSES}` }
  const wanted = classes.filter((value) => options.classes?.includes(value) ?? true)
  const maxPoints = Math.max(2, Math.floor(MAX_CURVE_POINTS / Math.max(1, wanted.length)))
  const table = new Table({ columns })
  for (const value of wanted) {
    const column = classes.indexOf(value)
    const scores = Array.from(yProbas, (row) => row[column])
    const name = typeof value === 'number' ? (options.labels?.[value] ?? value) : value
    const { x, y } = thin(
      toPoints(
        truth.map((actual) => actual === value),
        scores,
      ),
      maxPoints,
    )
    const isRoc = columns[1] === 'fpr'
    for (let i = 0; i < x.length; i++)
      table.addData(name, round(isRoc ? x[i] : y[i]), round(isRoc ? y[i] : x[i]))
  }
  return table
}

/** Evenly by rank, with both ends. */
function thin({ x, y }: Curve, maxPoints: number): Curve {
  if (x.length <= maxPoints) return { x, y }
  const ranks = Array.from({ length: maxPoints }, (_, i) =>
    Math.round((i * (x.length - 1)) / (maxPoints - 1)),
  )
  return { x: ranks.map((i) => x[i]), y: ranks.map((i) => y[i]) }
}

function confusionTable({ yTrue, preds, probs, classNames }: ConfusionMatrixInput): Made {
  if ((preds === undefined) === (probs === undefined)) return { problem: 'it needs either preds or probs' }
  const actual = Array.from(yTrue)
  const predicted = preds === undefined ? Array.from(probs ?? [], indexOfMost) : Array.from(preds)
  if (actual.length !== predicted.length)
    return { problem: `${predicted.length} predictions for ${actual.length} examples` }
  const classes: readonly ClassValue[] =
    classNames?.map((_, i) => i) ?? sortedClasses([...actual, ...predicted])
  if (classes.length > MAX_CLASSES)
    return { problem: `${classes.length} classes exceed the limit of ${MAX_CLASSES}` }
  const numbers = new Map(classes.map((value, i) => [value, i] as const))
  const toNumbers = (values: readonly ClassValue[]): number[] =>
    values.map((value) => numberOf(value, numbers))
  const counts = confusionCounts(toNumbers(actual), toNumbers(predicted), classes.length)
  const nameAt = (i: number): string => classNames?.[i] ?? `Class_${i + 1}`
  const rows = counts.flatMap((row, i) => row.map((count, j) => [nameAt(i), nameAt(j), count]))
  return new Table({ columns: ['Actual', 'Predicted', 'nPredictions'], rows })
}

function numberOf(value: ClassValue, numbers: ReadonlyMap<ClassValue, number>): number {
  const number = numbers.get(value)
  if (number === undefined)
    throw new RangeError(`class ${String(value)} is none of the ${numbers.size} classes`)
  return number
}

function indexOfMost(row: ArrayLike<number>): number {
  let most = 0
  for (let i = 1; i < row.length; i++) if (row[i] > row[most]) most = i
  return most
}

function sortedClasses(values: readonly ClassValue[]): ClassValue[] {
  return [...new Set(values)].toSorted((a, b) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : a < b ? -1 : 1,
  )
}

/** Three decimals, as W&B's tables of curves have. */
function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
