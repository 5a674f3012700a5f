import { useCallback, useDeferredValue, useMemo, useState } from 'react'
import type { CSSProperties, JSX, ReactNode } from 'react'
import type { Entry } from '@kymo/server/api'
import { grouped } from '../../charts/model/format.ts'
import { isLaidOut } from '../../media/laid-out-text.ts'
import { parseMedia } from '../../media/media-value.ts'
import type { FileItem, MediaValue } from '../../media/media-value.ts'
import { nearestStep } from '../../media/step-choice.ts'
import { useValueAt } from '../../state/media-queries.ts'
import { Skeleton } from '../ui/states.tsx'
import { AudioView } from './audio-view.tsx'
import { FileCard } from './file-card.tsx'
import { Gallery } from './gallery.tsx'
import { HistogramBars } from './histogram-view.tsx'
import { HtmlView } from './html-view.tsx'
import type { FoundLayer, LayerSettings } from './layer-settings.ts'
import { Lightbox } from './lightbox.tsx'
import { runFiles } from './media-files.ts'
import type { MediaRun } from './media-run.ts'
import { PlotlyView } from './plotly-view.tsx'
import { SceneFile } from './scene-file.tsx'
import type { StepSliderProps } from './step-slider.tsx'

/** Scenes of one list that are drawn at a time: each has a graphics context, and a browser has few. */
const MAX_SCENES = 4

export interface TileContext {
  readonly mediaKey: string
  readonly display: readonly Entry[]
  readonly settings: LayerSettings
  readonly layers: readonly FoundLayer[]
  readonly onSettings: (settings: LayerSettings) => void
  readonly onFound: (layer: FoundLayer) => void
  readonly slider: StepSliderProps
}

export interface MediaTileProps {
  readonly run: MediaRun
  /** The step of this run that is nearest to the wanted one; undefined when the run lacks the key. */
  readonly step: number | undefined
  readonly hasName: boolean
  readonly context: TileContext
}

/** What one run has under a key at one step. */
export function MediaTile({ run, step, hasName, context }: MediaTileProps): JSX.Element {
  const { data, isPlaceholderData } = useValueAt(run, { key: context.mediaKey, step })
  // Hundreds of images are drawn in slices, between which the slider moves on.
  const newest = useDeferredValue(data)
  const items = useMemo(
    () => newest?.map(({ writer, value }) => ({ writer, value: parseMedia(value) })),
    [newest],
  )
  return (
    <section className={`media-tile ${isPlaceholderData ? 'is-behind' : ''}`} aria-label={run.name}>
      {hasName ? (
        <TileHead run={run} step={step} wanted={nearestStep(context.slider.steps, context.slider.wanted)} />
      ) : null}
      {items === undefined ? (
        <Skeleton rows={3} />
      ) : (
        items.map((item) => (
          <WriterValue key={item.writer} writer={items.length > 1 ? item.writer : ''}>
            <MediaBody value={item.value} run={run} context={context} />
          </WriterValue>
        ))
      )}
      {items?.length === 0 ? <p className="chart-message">Nothing at this step</p> : null}
    </section>
  )
}

function TileHead({
  run,
  step,
  wanted,
}: {
  readonly run: MediaRun
  readonly step: number | undefined
  readonly wanted: number | undefined
}): JSX.Element {
  return (
    <header className="tile-head">
      <span className="swatch" style={{ '--colour': `var(--run-${run.colour})` } as CSSProperties} />
      <span title={run.name}>{run.name}</span>
      {step === undefined || step === wanted ? null : <small className="numeric">step {grouped(step)}</small>}
    </header>
  )
}

function WriterValue({
  writer,
  children,
}: {
  readonly writer: string
  readonly children: ReactNode
}): ReactNode {
  if (writer === '') return children
  return (
    <div className="writer-value">
      <small>{writer}</small>
      {children}
    </div>
  )
}

interface MediaBodyProps {
  readonly value: MediaValue
  readonly run: MediaRun
  readonly context: TileContext
}

function MediaBody({ value, run, context }: MediaBodyProps): JSX.Element {
  const files = useMemo(() => runFiles(run), [run])
  switch (value.kind) {
    case 'images':
      return <Images items={value.items} run={run} context={context} />
    case 'histogram':
      return <HistogramBars counts={value.counts} edges={value.edges} run={run} />
    case 'text':
      return (
        <pre className={isLaidOut(value.text) ? 'media-text is-laid-out' : 'media-text'}>{value.text}</pre>
      )
    case 'value':
      return <pre className="media-text">{JSON.stringify(value.value, null, 2).slice(0, 100_000)}</pre>
    case 'table':
      return <p className="chart-message">A table of {value.rowCount} rows</p>
    case 'audio':
    case 'video':
    case 'html':
    case 'object3d':
    case 'molecule':
    case 'plotly':
    case 'file':
      return (
        <FileList
          items={value.items}
          most={value.kind === 'object3d' || value.kind === 'molecule' ? MAX_SCENES : 50}
        >
          {(item) => <FileView kind={value.kind} item={item} url={files(item.path)} />}
        </FileList>
      )
  }
}

interface FileViewProps {
  readonly kind: Exclude<MediaValue['kind'], 'images' | 'histogram' | 'text' | 'value' | 'table'>
  readonly item: FileItem
  readonly url: string
}

/** One file of a kind. */
export function FileView({ kind, item, url }: FileViewProps): JSX.Element {
  switch (kind) {
    case 'audio':
      return <AudioView item={item} url={url} />
    case 'video':
      return <VideoView item={item} url={url} />
    case 'html':
      return <HtmlView item={item} url={url} />
    case 'object3d':
    case 'molecule':
      return <SceneFile item={item} url={url} />
    case 'plotly':
      return <PlotlyView item={item} url={url} />
    case 'file':
      return <FileCard path={item.path} url={url} sizeBytes={item.sizeBytes} note="Not drawn here" />
  }
}

/** Several files side by side; more than `most` on demand. */
function FileList({
  items,
  most,
  children,
}: {
  readonly items: readonly FileItem[]
  readonly most: number
  readonly children: (item: FileItem) => JSX.Element
}): JSX.Element {
  const [first, setFirst] = useState(0)
  const shown = items.slice(first, first + most)
  return (
    <div className={`file-list ${items.length === 1 ? 'is-one' : ''}`}>
      {shown.map((item) => (
        <div key={item.path} className="file-list-item">
          {children(item)}
        </div>
      ))}
      {items.length <= most ? null : (
        <p className="file-list-more">
          <button
            type="button"
            className="button"
            disabled={first === 0}
            onClick={() => setFirst(first - most)}
          >
            Before
          </button>
          <span className="numeric soft">
            {first + 1}–{Math.min(items.length, first + most)} of {items.length}
          </span>
          <button
            type="button"
            className="button"
            disabled={first + most >= items.length}
            onClick={() => setFirst(first + most)}
          >
            Next
          </button>
        </p>
      )}
    </div>
  )
}

function VideoView({ item, url }: { readonly item: FileItem; readonly url: string }): JSX.Element {
  return (
    <figure className="video-item">
      {/\.gif$/i.test(item.path) ? (
        <img src={url} alt={item.caption || 'Animation'} loading="lazy" />
      ) : (
        <video
          src={url}
          controls
          loop
          muted
          playsInline
          preload="metadata"
          aria-label={item.caption || 'Video'}
        />
      )}
      {item.caption === '' ? null : <figcaption title={item.caption}>{item.caption}</figcaption>}
    </figure>
  )
}

function Images({
  items,
  run,
  context,
}: {
  readonly items: Extract<MediaValue, { kind: 'images' }>['items']
  readonly run: MediaRun
  readonly context: TileContext
}): JSX.Element {
  const [openIndex, setOpenIndex] = useState<number>()
  const resolve = useMemo(() => runFiles(run), [run])
  const { mediaKey, display, settings, onFound } = context
  const overlay = useMemo(
    () => ({ mediaKey, display, settings, resolve, onFound }),
    [mediaKey, display, settings, resolve, onFound],
  )
  const close = useCallback(() => setOpenIndex(undefined), [])
  return (
    <>
      <Gallery images={items} context={overlay} onOpen={setOpenIndex} />
      {openIndex === undefined || items.length === 0 ? null : (
        <Lightbox
          images={items}
          index={openIndex}
          title={`${mediaKey} · ${run.name}`}
          context={overlay}
          layers={context.layers}
          slider={context.slider}
          onIndex={setOpenIndex}
          onSettings={context.onSettings}
          onClose={close}
        />
      )}
    </>
  )
}
