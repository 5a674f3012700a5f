import type { ValueKeyInfo } from '@kymo/server/api'
import { expect, test } from 'vitest'
import { listPanels, toPanelRows } from './panel-list.ts'

const key = (name: string, type: string): ValueKeyInfo => ({
  key: name,
  type,
  count: 1,
  firstStep: 0,
  lastStep: 0,
  lastTimeMs: 0,
})

test('panels come from all runs, by key, and a chart stands for its table', () => {
  const display = [['visualize', { roc: { panel_config: { panelDefId: 'wandb/line/v0' } } }]] as const
  const panels = listPanels([
    { keys: [key('roc_table', 'table-file'), key('img10', 'image-file'), key('ok', 'boolean')], display },
    undefined,
    { keys: [key('img2', 'image-file'), key('notes', 'text')], display: [] },
  ])
  expect(panels.map(({ key: name, kind }) => [name, kind])).toEqual([
    ['img2', 'images'],
    ['img10', 'images'],
    ['notes', 'text'],
    ['roc', 'chart'],
  ])
})

test('a chart whose table was never logged has no panel', () => {
  const display = [['visualize', { roc: { panel_config: { panelDefId: 'wandb/line/v0' } } }]] as const
  expect(listPanels([{ keys: [], display }])).toEqual([])
})

test('a table has a row of its own and leaves no hole', () => {
  const panel = (name: string, kind: 'images' | 'table') => ({ key: name, kind }) as const
  const rows = toPanelRows(
    [panel('a', 'images'), panel('b', 'table'), panel('c', 'images'), panel('d', 'images')],
    2,
  )
  expect(rows.map(({ panels }) => panels.map(({ key: name }) => name))).toEqual([['a', 'c'], ['b'], ['d']])
})
