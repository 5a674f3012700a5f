import type { JSX, ReactNode } from 'react'
import { formatNumber } from '../../charts/model/format.ts'
import { X_AXIS_NAMES, describeX } from '../../charts/model/x-axis.ts'
import type { ChangeView } from '../../state/use-view.ts'
import type { ViewState } from '../../state/view-state.ts'
import { Popover, SearchField, Segmented, Switch } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'

export interface ChartToolbarProps {
  readonly view: ViewState
  readonly change: ChangeView
  readonly start?: ReactNode
  /** Names of all metrics, to be chosen as the x axis. */
  readonly metrics?: readonly string[]
}

/** What applies to all charts: search, x axis, smoothing, display, zoom. */
export function ChartToolbar({ view, change, start, metrics }: ChartToolbarProps): JSX.Element {
  return (
    <div className="panel-bar chart-toolbar" role="toolbar" aria-label="Charts">
      {start}
      <SearchField
        label="Search metrics"
        placeholder="Search metrics or /regex/"
        value={view.metricSearch}
        onChange={(metricSearch) => change({ metricSearch })}
      />
      <ZoomChip view={view} change={change} />
      <div className="bar-wide">
        <XAxisChoice view={view} change={change} />
      </div>
      <SmoothingMenu view={view} change={change} />
      <DisplayMenu view={view} change={change} {...(metrics === undefined ? {} : { metrics })} />
    </div>
  )
}

export function XAxisChoice({ view, change }: ChartToolbarProps): JSX.Element {
  return (
    <Segmented
      label="X axis"
      value={view.x}
      options={[
        { value: 'step', label: X_AXIS_NAMES.step },
        { value: 'relative', label: X_AXIS_NAMES.relative },
        { value: 'time', label: X_AXIS_NAMES.time },
      ]}
      // A range of steps means nothing in seconds.
      onChange={(x) => change({ x, xMetric: undefined, zoom: undefined, ownZooms: [] }, 'push')}
    />
  )
}

/** Most metrics that a list of choices shows. */
const MAX_CHOICES = 500

function MetricAxisChoice({ view, change, metrics = [] }: ChartToolbarProps): JSX.Element {
  const known = metrics.slice(0, MAX_CHOICES)
  const choices =
    view.xMetric === undefined || known.includes(view.xMetric) ? known : [view.xMetric, ...known]
  return (
    <label className="setting">
      <span>X axis metric</span>
      <select
        className="select"
        value={view.xMetric ?? ''}
        onChange={({ target: { value } }) =>
          change({ xMetric: value === '' ? undefined : value, zoom: undefined, ownZooms: [] }, 'push')
        }
      >
        <option value="">As defined</option>
        {choices.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  )
}

function ZoomChip({ view, change }: ChartToolbarProps): JSX.Element | null {
  const count = view.ownZooms.length
  const isZoomed = view.isZoomShared ? view.zoom !== undefined : count > 0
  if (!isZoomed) return null
  const text =
    view.isZoomShared && view.zoom !== undefined
      ? `${describeX(view, tidy(view.zoom.from, view))} – ${describeX(view, tidy(view.zoom.to, view)).replace(/^Step /, '')}`
      : `${count} zoomed`
  return (
    <button
      type="button"
      className="button is-active zoom-chip"
      title="Reset zoom"
      onClick={() => change({ zoom: undefined, ownZooms: [] }, 'push')}
    >
      <span>{text}</span>
      <Icon name="cross" />
    </button>
  )
}

/** A dragged range ends at any fraction of a step; nobody wants to read it. */
function tidy(value: number, { x, zoom }: ViewState): number {
  if (x !== 'step' || zoom === undefined) return value
  return zoom.to - zoom.from > 10 ? Math.round(value) : Number(value.toPrecision(6))
}

function SmoothingMenu({ view, change }: ChartToolbarProps): JSX.Element {
  const isOn = view.smoothing > 0
  return (
    <Popover
      icon="smooth"
      label="Smoothing"
      text={isOn ? formatNumber(view.smoothing) : 'Smooth'}
      isActive={isOn}
    >
      <div className="settings">
        <label className="slider">
          <span>
            Smoothing <span className="numeric">{isOn ? formatNumber(view.smoothing) : 'off'}</span>
          </span>
          <input
            type="range"
            min={0}
            max={100}
            step={1}
            value={toSlider(view.smoothing)}
            onChange={(event) => change({ smoothing: fromSlider(Number(event.target.value)) })}
          />
        </label>
        <Segmented
          label="Kind of smoothing"
          value={view.smoothingKind}
          options={[
            { value: 'time', label: 'Time-weighted' },
            { value: 'ema', label: 'Per point' },
          ]}
          onChange={(smoothingKind) => change({ smoothingKind })}
        />
        <p className="soft">
          {view.smoothingKind === 'time'
            ? 'Exponential average whose weight follows the distance in x: sparse and dense stretches are smoothed alike.'
            : 'Exponential average over logged points: each keeps this share of what came before.'}{' '}
          The data stay drawn behind the line.
        </p>
      </div>
    </Popover>
  )
}

/** Slider positions 0–100; most of the way belongs to weights near 1, where the difference is seen. */
function fromSlider(position: number): number {
  return position === 0 ? 0 : Number((1 - 10 ** ((-position * 3) / 100)).toFixed(4))
}

function toSlider(weight: number): number {
  return weight === 0 ? 0 : Math.round((-Math.log10(1 - weight) * 100) / 3)
}

function DisplayMenu({ view, change, metrics = [] }: ChartToolbarProps): JSX.Element {
  const isChanged =
    view.xMetric !== undefined ||
    view.isLogX ||
    view.isLogY ||
    view.line !== 'mean' ||
    view.gridColumns > 0 ||
    !view.isZoomShared
  return (
    <Popover icon="settings" label="Display" isActive={isChanged}>
      <div className="settings">
        <div className="setting only-narrow">
          <span>X axis</span>
          <XAxisChoice view={view} change={change} />
        </div>
        <MetricAxisChoice view={view} change={change} metrics={metrics} />
        <Switch
          label="Logarithmic y axis"
          isOn={view.isLogY}
          onChange={(isLogY) => change({ isLogY }, 'push')}
        />
        <Switch
          label="Logarithmic x axis"
          isOn={view.isLogX}
          onChange={(isLogX) => change({ isLogX }, 'push')}
        />
        <Switch
          label="Zoom all charts together"
          isOn={view.isZoomShared}
          onChange={(isZoomShared) => change({ isZoomShared, zoom: undefined, ownZooms: [] }, 'push')}
        />
        <div className="setting">
          <span>Line of a bucket</span>
          <Segmented
            label="Line of a bucket"
            value={view.line}
            options={[
              { value: 'mean', label: 'Mean' },
              { value: 'last', label: 'Last' },
            ]}
            onChange={(line) => change({ line }, 'push')}
          />
        </div>
        <div className="setting">
          <span>Columns</span>
          <Segmented
            label="Columns"
            value={String(view.gridColumns)}
            options={['0', '1', '2', '3', '4'].map((value) => ({
              value,
              label: value === '0' ? 'Auto' : value,
            }))}
            onChange={(value) => change({ gridColumns: Number(value) }, 'push')}
          />
        </div>
      </div>
    </Popover>
  )
}
