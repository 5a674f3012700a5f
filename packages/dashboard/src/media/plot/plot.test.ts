import { expect, test } from 'vitest'
import { binValues, rangesOf } from './plot-model.ts'
import { parsePlotly } from './plotly.ts'
import { areaUnder, modelOfTables, parseTableCharts } from './table-chart.ts'

const spec = (preset: string, fields: object, tableKey?: string): object => ({
  panel_type: 'Vega2',
  panel_config: {
    panelDefId: preset,
    fieldSettings: fields,
    stringSettings: { title: 'T' },
    ...(tableKey === undefined
      ? {}
      : {
          userQuery: {
            queryFields: [
              {
                name: 'runSets',
                fields: [{ name: 'summaryTable', args: [{ name: 'tableKey', value: tableKey }] }],
              },
            ],
          },
        }),
  },
})

function chartOf(preset: string, fields: object): ReturnType<typeof parseTableCharts>[number] {
  return parseTableCharts([['visualize', { chart: spec(preset, fields) as never }]])[0]
}

function tableOf(
  columns: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  name = 'run',
): never {
  return {
    runName: name,
    colour: 3,
    columns: columns.map((each) => ({ name: each, type: 'any' })),
    rows,
  } as never
}

test('charts are found in the config with the table that they are drawn from', () => {
  const charts = parseTableCharts([
    [
      'visualize',
      {
        roc: spec('wandb/line/v0', { x: 'a' }, 'tables/roc') as never,
        plain: spec('wandb/bar/v0', {}) as never,
        bad: 3,
      },
    ],
  ])
  expect(charts.map(({ key, tableKey }) => [key, tableKey])).toEqual([
    ['roc', 'tables/roc'],
    ['plain', 'plain_table'],
  ])
})

test('a ROC curve has one line per class with the area under it', () => {
  const chart = chartOf('wandb/area-under-curve/v0', { x: 'fpr', y: 'tpr', class: 'class' })
  const rows = [
    ['cat', 0, 0],
    ['cat', 1, 1],
    ['dog', 0, 1],
    ['dog', 1, 1],
  ]
  const model = modelOfTables(chart, [tableOf(['class', 'fpr', 'tpr'], rows)])!
  expect(model.series.map(({ name }) => name)).toEqual(['cat (0.500)', 'dog (1.000)'])
  expect(model).toMatchObject({ hasDiagonal: true, title: 'T', xLabel: 'False positive rate' })
})

test('the area does not depend on the direction of x', () => {
  expect(areaUnder({ xs: [1, 0.5, 0], ys: [0, 0.5, 1] })).toBeCloseTo(0.5)
})

test('a confusion matrix counts by class, actual down and predicted across', () => {
  const chart = chartOf('wandb/confusion_matrix/v1', {
    Actual: 'Actual',
    Predicted: 'Predicted',
    nPredictions: 'n',
  })
  const rows = [
    ['a', 'a', 5],
    ['a', 'b', 2],
    ['b', 'b', 7],
  ]
  const { grid, yNames } = modelOfTables(chart, [tableOf(['Actual', 'Predicted', 'n'], rows)])!
  expect([yNames, [...grid!.values]]).toEqual([
    ['a', 'b'],
    [5, 2, 0, 7],
  ])
})

test('bars of several runs stand beside each other, by label', () => {
  const chart = chartOf('wandb/bar/v0', { label: 'l', value: 'v' })
  const model = modelOfTables(chart, [
    tableOf(
      ['l', 'v'],
      [
        ['x', 1],
        ['y', 2],
      ],
      'one',
    ),
    tableOf(['l', 'v'], [['y', 5]], 'two'),
  ])!
  expect(model.xNames).toEqual(['x', 'y'])
  expect(model.series.map(({ xs, shift }) => [xs, shift])).toEqual([
    [[0, 1], -0.2],
    [[1], 0.2],
  ])
  expect(rangesOf(model).y).toEqual({ from: 0, to: 5.25 })
})

test('an unknown preset is not drawn at all', () => {
  expect(modelOfTables(chartOf('me/own/v0', {}), [])).toBeUndefined()
})

test('bins hold every finite value once', () => {
  const { counts, centres } = binValues([1, 2, 3, 4, Number.NaN, 100])
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(5)
  expect(centres).toHaveLength(counts.length)
  expect(binValues([5, 5])).toMatchObject({ centres: [5], counts: [2] })
})

test('common Plotly traces are drawn, others are named', () => {
  const packed = Buffer.from(new Float64Array([1, 2, 3]).buffer).toString('base64')
  const model = parsePlotly({
    data: [
      { type: 'scatter', mode: 'lines+markers', y: { dtype: 'f8', bdata: packed }, name: 's' },
      { type: 'bar', x: ['a', 'b'], y: [1, 2] },
      { type: 'sankey' },
    ],
    layout: { title: { text: '<b>Bold</b> title' }, annotations: [{}] },
  })
  expect(model.series.map(({ kind, ys }) => [kind, ys])).toEqual([
    ['line', [1, 2, 3]],
    ['points', [1, 2, 3]],
    ['bars', [1, 2]],
  ])
  expect(model).toMatchObject({
    title: 'Bold title',
    xNames: ['a', 'b'],
    omitted: ['sankey traces', 'annotations'],
  })
})

test('a Plotly heatmap keeps gaps', () => {
  const { grid } = parsePlotly({
    data: [
      {
        type: 'heatmap',
        z: [
          [1, null],
          [3, 4],
        ],
      },
    ],
  })
  expect([...grid!.values]).toEqual([1, Number.NaN, 3, 4])
})
