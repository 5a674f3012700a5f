import { useEffect, useMemo, useRef } from 'react'
import type { JSX, PointerEvent } from 'react'
import { formatNumber, grouped } from '../../charts/model/format.ts'
import { gridOfHistograms } from '../../media/histogram-grid.ts'
import type { HistogramGrid, TimedHistogram } from '../../media/histogram-grid.ts'
import { parseMedia } from '../../media/media-value.ts'
import type { PlotModel } from '../../media/plot/plot-model.ts'
import { useSampledValues } from '../../state/media-queries.ts'
import { useTheme } from '../../state/theme.ts'
import { Skeleton } from '../ui/states.tsx'
import { useSize } from '../ui/use-size.ts'
import type { MediaRun } from './media-run.ts'
import { PlotView } from './plot-view.tsx'

const SAMPLES = 400
const BINS = 64

export interface HistogramOverTimeProps {
  readonly run: MediaRun
  readonly mediaKey: string
  /** The step that other panels show. */
  readonly step: number | undefined
  readonly onStep: (step: number) => void
}

/** How a distribution moved: a column per step, the darker the more values. A click chooses the step. */
export function HistogramOverTime({ run, mediaKey, step, onStep }: HistogramOverTimeProps): JSX.Element {
  const { data } = useSampledValues(run, { key: mediaKey, samples: SAMPLES, isEnabled: true })
  const grid = useMemo(() => {
    const histograms = (data?.rows ?? []).flatMap((row): TimedHistogram[] => {
      const media = parseMedia(row.values.find(([key]) => key === mediaKey)?.[1] ?? null)
      return media.kind === 'histogram' ? [{ step: row.step, ...media }] : []
    })
    return gridOfHistograms(histograms, BINS)
  }, [data, mediaKey])
  if (data === undefined) return <Skeleton rows={4} />
  return <Heatmap grid={grid} step={step} onStep={onStep} label={`${mediaKey} of ${run.name}`} />
}

interface HeatmapProps {
  readonly grid: HistogramGrid
  readonly step: number | undefined
  readonly onStep: (step: number) => void
  readonly label: string
}

function Heatmap({ grid, step, onStep, label }: HeatmapProps): JSX.Element {
  const [measure, size, box] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = useTheme()
  const { steps, binCount, densities, max, from, to } = grid
  useEffect(() => {
    const drawing = canvas.current?.getContext('2d')
    if (drawing === null || drawing === undefined || box === null || steps.length === 0) return
    // One pixel per cell; the browser enlarges it without smoothing.
    drawing.canvas.width = steps.length
    drawing.canvas.height = binCount
    const image = drawing.createImageData(steps.length, binCount)
    const [red, green, blue] = toRgb(drawing, getComputedStyle(box).getPropertyValue('--accent').trim())
    for (let column = 0; column < steps.length; column += 1) {
      for (let bin = 0; bin < binCount; bin += 1) {
        const strength = max === 0 ? 0 : (densities[column * binCount + bin] / max) ** 0.55
        const at = ((binCount - 1 - bin) * steps.length + column) * 4
        image.data.set([red, green, blue, Math.round(strength * 255)], at)
      }
    }
    drawing.putImageData(image, 0, 0)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- the theme changes the colours that are read
  }, [densities, steps, binCount, max, box, theme])
  const choose = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1 && event.type !== 'pointerdown') return
    const { left, width } = event.currentTarget.getBoundingClientRect()
    const column = Math.floor(((event.clientX - left) / width) * steps.length)
    const chosen = steps[Math.max(0, Math.min(steps.length - 1, column))]
    if (chosen !== undefined) onStep(chosen)
  }
  const index = step === undefined ? -1 : steps.findIndex((each) => each >= step)
  return (
    <figure className="heatmap">
      <div className="heatmap-scale numeric" aria-hidden="true">
        <span>{formatNumber(to)}</span>
        <span>{formatNumber((from + to) / 2)}</span>
        <span>{formatNumber(from)}</span>
      </div>
      {/* The slider below does the same by keyboard. */}
      <div
        className="heatmap-area"
        ref={measure}
        role="presentation"
        onPointerDown={choose}
        onPointerMove={choose}
      >
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Distribution of ${label} over ${steps.length} steps, from ${formatNumber(from)} to ${formatNumber(to)}`}
          style={{ width: size.width, height: size.height }}
        />
        {index < 0 ? null : (
          <span
            className="heatmap-step"
            style={{
              left: `${(index / steps.length) * 100}%`,
              width: `max(1px, ${100 / steps.length}%)`,
            }}
          />
        )}
      </div>
      <figcaption className="numeric">
        <span>{grouped(steps[0] ?? 0)}</span>
        <span>step</span>
        <span>{grouped(steps.at(-1) ?? 0)}</span>
      </figcaption>
    </figure>
  )
}

function toRgb(drawing: CanvasRenderingContext2D, colour: string): readonly number[] {
  drawing.fillStyle = colour
  drawing.fillRect(0, 0, 1, 1)
  const [red, green, blue] = drawing.getImageData(0, 0, 1, 1).data
  return [red, green, blue]
}

/** The histogram of one step. */
export function HistogramBars({
  counts,
  edges,
  run,
}: {
  readonly counts: readonly number[]
  readonly edges: readonly number[]
  readonly run: MediaRun
}): JSX.Element {
  const model = useMemo((): PlotModel => {
    const width = (edges[edges.length - 1] - edges[0]) / counts.length
    return {
      title: '',
      xLabel: '',
      yLabel: '',
      series: [
        {
          kind: 'bars',
          name: run.name,
          colour: run.colour,
          xs: counts.map((_each, index) => (edges[index] + edges[index + 1]) / 2),
          ys: counts,
          barWidth: width > 0 ? width : 1,
        },
      ],
      omitted: [],
    }
  }, [counts, edges, run])
  return <PlotView model={model} />
}
