import type { JSX } from 'react'
import type { RunInfo } from '@kymo/server/api'
import { formatAgo, formatDuration, formatMoment } from '../../charts/model/format.ts'
import { useNowMs } from '../../state/ticker.ts'

/** A moment, relative; absolute in the tooltip. */
export function Ago({ timeMs }: { readonly timeMs: number }): JSX.Element {
  const nowMs = useNowMs()
  return (
    <time dateTime={new Date(timeMs).toISOString()} title={formatMoment(timeMs)}>
      {formatAgo(timeMs, nowMs)}
    </time>
  )
}

/** Duration of a run; counts on while it runs. */
export function Duration({
  run,
}: {
  readonly run: Pick<RunInfo, 'state' | 'startedMs' | 'durationMs'>
}): JSX.Element {
  const isRunning = run.state === 'running'
  const nowMs = useNowMs(isRunning)
  // The clocks of this machine and of the training machine may differ: never less than what the data say.
  const durationMs = isRunning ? Math.max(run.durationMs, nowMs - run.startedMs) : run.durationMs
  return <span className="numeric">{formatDuration(durationMs)}</span>
}
