import { useEffect, useEffectEvent, useState } from 'react'
import type { JSX } from 'react'
import { grouped } from '../../charts/model/format.ts'
import { firstAtOrAfter, nearestStep, stepBeside } from '../../media/step-choice.ts'
import { IconButton } from '../ui/controls.tsx'

const PLAY_INTERVAL_MS = 400

export interface StepSliderProps {
  readonly label: string
  /** Ascending. */
  readonly steps: readonly number[]
  /** Undefined: the newest, and following it. */
  readonly wanted: number | undefined
  readonly onChange: (step: number | undefined) => void
}

/** Chooses one of the logged steps. At the right end it follows a live run. */
export function StepSlider({ label, steps, wanted, onChange }: StepSliderProps): JSX.Element | null {
  const [isPlaying, setPlaying] = useState(false)
  const last = steps.length - 1
  const shown = nearestStep(steps, wanted)
  const index = shown === undefined ? 0 : firstAtOrAfter(steps, shown)
  const advance = useEffectEvent(() => {
    if (index >= last) setPlaying(false)
    else onChange(stepBeside(steps, wanted, 1))
  })
  useEffect(() => {
    if (!isPlaying) return undefined
    const timer = setInterval(advance, PLAY_INTERVAL_MS)
    return () => clearInterval(timer)
  }, [isPlaying])
  if (shown === undefined) return null
  return (
    <div className="step-slider">
      {last === 0 ? null : (
        <>
          <IconButton
            icon={isPlaying ? 'pause' : 'play'}
            label={isPlaying ? `Stop playing ${label}` : `Play the steps of ${label}`}
            onClick={() => {
              if (!isPlaying && index === last) onChange(steps[0])
              setPlaying(!isPlaying)
            }}
          />
          <input
            type="range"
            min={0}
            max={last}
            value={index}
            aria-label={`Step of ${label}`}
            aria-valuetext={`Step ${shown}`}
            onChange={(event) => {
              const next = Number(event.target.value)
              onChange(next === last ? undefined : steps[next])
            }}
          />
        </>
      )}
      <output className="numeric" title={`Step ${shown}: ${index + 1} of ${steps.length} logged`}>
        <small>step</small> {grouped(shown)}
      </output>
    </div>
  )
}
