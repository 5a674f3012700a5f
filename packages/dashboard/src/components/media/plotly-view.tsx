import type { JSX } from 'react'
import type { Value } from '@kymo/server/api'
import { parsePlotly } from '../../media/plot/plotly.ts'
import type { FileItem } from '../../media/media-value.ts'
import { useFile } from '../../state/media-queries.ts'
import { Skeleton } from '../ui/states.tsx'
import { FileCard } from './file-card.tsx'
import { PlotView } from './plot-view.tsx'

const MAX_BYTES = 32e6

/** A Plotly figure, drawn by our own means: the library is ten times as large as this whole page. */
export function PlotlyView({ item, url }: { readonly item: FileItem; readonly url: string }): JSX.Element {
  const { data: model, error } = useFile(url, {
    maxBytes: MAX_BYTES,
    parse: (bytes) => parsePlotly(JSON.parse(new TextDecoder().decode(bytes)) as Value),
  })
  if (error !== null) {
    return <FileCard path={item.path} url={url} sizeBytes={item.sizeBytes} note={error.message} />
  }
  if (model === undefined) return <Skeleton rows={4} />
  if (model.series.length === 0 && model.grid === undefined) {
    const note = `Plotly figure with ${model.omitted.join(', ') || 'no traces'}: not drawn here`
    return <FileCard path={item.path} url={url} sizeBytes={item.sizeBytes} note={note} />
  }
  return <PlotView model={model} />
}
