import { useMemo, useState } from 'react'
import type { TablePage } from '@kymo/server/api'

export const NUMBER_COLUMN_PX = 64
const LEAST_WIDTH_PX = 56
const MOST_WIDTH_PX = 1200

export interface TableColumn {
  readonly index: number
  readonly name: string
  readonly type: string
  readonly width: number
}

export interface TableColumns {
  readonly all: readonly TableColumn[]
  readonly shown: readonly TableColumn[]
  readonly totalWidth: number
  readonly isHidden: (index: number) => boolean
  readonly toggle: (index: number) => void
  readonly resize: (index: number, width: number) => void
}

/** Widths and choice of columns. Names are data and may repeat, so that columns are known by their place. */
export function useColumns(columns: TablePage['columns'], availablePx: number): TableColumns {
  const [widths, setWidths] = useState<ReadonlyMap<number, number>>(new Map())
  const [hidden, setHidden] = useState<ReadonlySet<number>>(new Set())
  return useMemo(() => {
    const natural = columns.map(({ name, type }, index) => widths.get(index) ?? naturalWidth(name, type))
    const room =
      availablePx -
      NUMBER_COLUMN_PX -
      natural.reduce((sum, width, index) => sum + (hidden.has(index) ? 0 : width), 0)
    const flexible = columns.filter((_each, index) => !hidden.has(index) && !widths.has(index)).length
    const extra = room > 0 && flexible > 0 ? Math.floor(room / flexible) : 0
    const all = columns.map((column, index): TableColumn => {
      return { ...column, index, width: natural[index] + (widths.has(index) ? 0 : extra) }
    })
    const shown = all.filter(({ index }) => !hidden.has(index))
    return {
      all,
      shown,
      totalWidth: NUMBER_COLUMN_PX + shown.reduce((sum, { width }) => sum + width, 0),
      isHidden: (index) => hidden.has(index),
      toggle: (index) => {
        const next = new Set(hidden)
        if (!next.delete(index)) next.add(index)
        setHidden(next)
      },
      resize: (index, width) =>
        setWidths(new Map([...widths, [index, Math.max(LEAST_WIDTH_PX, Math.min(MOST_WIDTH_PX, width))]])),
    }
  }, [columns, widths, hidden, availablePx])
}

function naturalWidth(name: string, type: string): number {
  const least = /number|boolean|timestamp/.test(type) ? 96 : 150
  return Math.max(least, Math.min(260, 40 + name.length * 7))
}
