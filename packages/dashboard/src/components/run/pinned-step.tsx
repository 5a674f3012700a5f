import { useEffect } from 'react'
import type { JSX } from 'react'
import { grouped } from '../../charts/model/format.ts'
import { X_AXIS_NAMES } from '../../charts/model/x-axis.ts'
import { crossHair, pickedPlace } from '../../state/cross-hair.ts'
import { DEFAULT_TRACES } from '../../state/trace-filters.ts'
import type { ChangeView } from '../../state/use-view.ts'
import { IconButton } from '../ui/controls.tsx'

export interface PinnedStepProps {
  readonly step: number | undefined
  readonly change: ChangeView
}

/** The step that was clicked in a chart of a run: its cross-hair stays, and what else happened in it is a click away. */
export function PinnedStep({ step, change }: PinnedStepProps): JSX.Element | null {
  useEffect(() => {
    pickedPlace.set(undefined)
    return pickedPlace.subscribe(() => {
      const place = pickedPlace.get()
      if (place?.axis === X_AXIS_NAMES.step) change({ mediaStep: Math.max(0, Math.round(place.x)) })
    })
  }, [change])
  useEffect(() => (step === undefined ? undefined : holdCrossHair(step)), [step])
  if (step === undefined) return null
  return (
    <span className="pinned-step" role="group" aria-label={`Step ${step}`}>
      <span className="numeric">Step {grouped(step)}</span>
      <button
        type="button"
        title={`Traces of step ${grouped(step)}`}
        onClick={() => change({ tab: 'traces', traces: { ...DEFAULT_TRACES, step } }, 'push')}
      >
        Traces
      </button>
      <button
        type="button"
        title={`Media of step ${grouped(step)}`}
        onClick={() => change({ tab: 'media' }, 'push')}
      >
        Media
      </button>
      <IconButton icon="cross" label="Take the mark away" onClick={() => change({ mediaStep: undefined })} />
    </span>
  )
}

/** Puts the cross-hair at a step whenever no pointer and no key holds it. */
function holdCrossHair(step: number): () => void {
  const pin = { x: step, axis: X_AXIS_NAMES.step, chart: '', pointerYPx: undefined }
  const hold = (): void => {
    if (crossHair.get() === undefined) crossHair.set(pin)
  }
  hold()
  const stop = crossHair.subscribe(hold)
  return () => {
    stop()
    if (crossHair.get() === pin) crossHair.set(undefined)
  }
}
