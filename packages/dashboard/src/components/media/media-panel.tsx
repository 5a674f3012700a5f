import { memo, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { JSX, ReactNode } from 'react'
import type { Entry } from '@kymo/server/api'
import { nearestStep, unionOfSteps } from '../../media/step-choice.ts'
import type { PanelSpec } from '../../media/panel-list.ts'
import { useValueSteps } from '../../state/media-queries.ts'
import { IconButton, Segmented } from '../ui/controls.tsx'
import { PathName } from '../ui/path-name.tsx'
import { part } from '../ui/part.tsx'
import { Skeleton } from '../ui/states.tsx'
import { HistogramOverTime } from './histogram-view.tsx'
import { LayerMenu } from './layer-menu.tsx'
import { DEFAULT_LAYERS, classKey, withFound } from './layer-settings.ts'
import type { FoundLayer, LayerSettings } from './layer-settings.ts'
import type { MediaRun } from './media-run.ts'
import { MediaTile } from './media-tile.tsx'
import type { TileContext } from './media-tile.tsx'
import { StepSlider } from './step-slider.tsx'
import type { StepSliderProps } from './step-slider.tsx'
import { TableChartView } from './table-chart-view.tsx'

const RunTable = part(async () => (await import('../table/run-table.tsx')).RunTable, <Skeleton rows={5} />)
// Most runs with media have a table: its code comes along.
RunTable.load()

/** More runs than this side by side leave each too little room. */
const MAX_TILES = 12
const BACKGROUND = /^(?:background|unlabell?ed|void|none|ignore)$/i

export interface MediaPanelProps {
  readonly panel: PanelSpec
  readonly runs: readonly MediaRun[]
  readonly display: readonly Entry[]
  /** The step of all panels, where they move together. */
  readonly sharedStep: number | undefined
  /** Undefined when every panel has a step of its own. */
  readonly onSharedStep: ((step: number | undefined) => void) | undefined
  readonly size?: { readonly width: number; readonly height: number } | undefined
  readonly isEnlarged?: boolean
}

/** One key of one or several runs, with the slider that goes through its steps. */
export const MediaPanel = memo(function MediaPanel(props: MediaPanelProps): JSX.Element {
  const { panel, display, sharedStep, onSharedStep, size, isEnlarged = false } = props
  const { key, kind } = panel
  const runs = props.runs.slice(0, MAX_TILES)
  const [ownStep, setOwnStep] = useState<number>()
  const [isOpen, setOpen] = useState(false)
  const [chosenMode, setMode] = useState<'time' | 'step'>('time')
  const [isData, setData] = useState(false)
  const layers = useLayers()
  const lists = useValueSteps(runs, panel.chart?.tableKey ?? key)
  const steps = useMemo(() => unionOfSteps(lists), [lists])
  // Over time, a single histogram would be a column of stripes.
  const mode = steps.length === 1 ? 'step' : chosenMode
  const slider: StepSliderProps = {
    label: key,
    steps,
    wanted: onSharedStep === undefined ? ownStep : sharedStep,
    onChange: onSharedStep ?? setOwnStep,
  }
  const stepOf = (run: MediaRun): number | undefined =>
    nearestStep(lists[runs.indexOf(run)] ?? [], slider.wanted)
  // The newest table needs no step: it opens before the list of steps is there.
  const tableStepOf = (run: MediaRun): number | undefined =>
    slider.wanted === undefined ? undefined : stepOf(run)
  const isTable = kind === 'table' || panel.chart !== undefined
  const isReady = steps.length > 0 || (isTable && runs.length === 1 && lists.includes(undefined))
  const present = runs.filter((_run, index) => lists[index]?.length !== 0)
  const context: TileContext = { mediaKey: key, display, ...layers, slider }
  return (
    <article className={`media-panel kind-${kind}`} aria-label={key} style={size}>
      <header>
        <h3 title={key} aria-label={key}>
          <PathName name={key} />
        </h3>
        <div className="panel-actions">
          {kind === 'histogram' && steps.length > 1 ? (
            <Segmented
              label={`Form of ${key}`}
              value={mode}
              options={[
                { value: 'time', label: 'Over time' },
                { value: 'step', label: 'One step' },
              ]}
              onChange={setMode}
            />
          ) : null}
          {panel.chart === undefined ? null : (
            <IconButton
              icon={isData ? 'chart' : 'table'}
              label={isData ? `Show ${key} as a chart` : `Show the data of ${key}`}
              onClick={() => setData(!isData)}
            />
          )}
          {kind === 'images' ? (
            <LayerMenu layers={layers.layers} settings={layers.settings} onChange={layers.onSettings} />
          ) : null}
          {isEnlarged ? null : (
            <IconButton icon="expand" label={`Enlarge ${key}`} onClick={() => setOpen(true)} />
          )}
        </div>
      </header>
      <div className={`media-tiles count-${Math.min(4, present.length)}`}>
        {isReady ? null : <Waiting isLoading={lists.includes(undefined)} />}
        {!isReady ? null : panel.chart !== undefined && !isData ? (
          <TableChartView chart={panel.chart} runs={present} stepOf={tableStepOf} />
        ) : kind === 'table' || isData ? (
          <RunTable runs={present} tableKey={panel.chart?.tableKey ?? key} stepOf={tableStepOf} />
        ) : (
          present.map((run) =>
            kind === 'histogram' && mode === 'time' ? (
              <section key={run.run} className="media-tile" aria-label={run.name}>
                {present.length > 1 ? <p className="tile-head">{run.name}</p> : null}
                <HistogramOverTime run={run} mediaKey={key} step={stepOf(run)} onStep={slider.onChange} />
              </section>
            ) : (
              <MediaTile
                key={run.run}
                run={run}
                step={stepOf(run)}
                hasName={present.length > 1}
                context={context}
              />
            ),
          )
        )}
      </div>
      <footer>
        <StepSlider {...slider} />
      </footer>
      {isOpen ? (
        <PanelDialog title={key} onClose={() => setOpen(false)}>
          <MediaPanel {...props} isEnlarged size={undefined} />
        </PanelDialog>
      ) : null}
    </article>
  )
})

function Waiting({ isLoading }: { readonly isLoading: boolean }): JSX.Element {
  return isLoading ? <Skeleton rows={3} /> : <p className="chart-message">Nothing was logged yet</p>
}

/** Which layers there are, and what is shown of them. Background starts hidden: it would cover the image. */
function useLayers(): Pick<TileContext, 'layers' | 'settings' | 'onFound' | 'onSettings'> {
  const [layers, setLayers] = useState<readonly FoundLayer[]>([])
  const [settings, onSettings] = useState<LayerSettings>(DEFAULT_LAYERS)
  const known = useRef(new Set<string>())
  const onFound = useCallback((found: FoundLayer) => {
    setLayers((before) => withFound(before, found))
    const background = classKey(found.kind, found.layer, 0)
    if (found.kind !== 'mask' || !found.ids.includes(0) || known.current.has(background)) return
    known.current.add(background)
    const name = found.labels.get(0)
    if (name !== undefined && !BACKGROUND.test(name)) return
    onSettings((before) => ({ ...before, hidden: new Set([...before.hidden, background]) }))
  }, [])
  return { layers, settings, onFound, onSettings }
}

interface PanelDialogProps {
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}

function PanelDialog({ title, onClose, children }: PanelDialogProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  return (
    <dialog ref={dialog} className="panel-dialog" aria-label={title} onClose={onClose}>
      <IconButton
        icon="cross"
        className="dialog-close"
        label="Close"
        onClick={() => dialog.current?.close()}
      />
      {children}
    </dialog>
  )
}
