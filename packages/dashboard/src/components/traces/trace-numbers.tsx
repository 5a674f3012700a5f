import type { JSX } from 'react'
import type { TokenUsage, TraceInfo } from '@kymo/server/api'
import { formatExact, grouped } from '../../charts/model/format.ts'
import { useNowMs } from '../../state/ticker.ts'
import { formatCount, formatMs, formatUsd } from '../../traces/trace-format.ts'

/** Duration of a trace; counts on while it is open and its run is alive. */
export function TraceDuration({
  trace,
  isRunAlive = true,
}: {
  readonly trace: Pick<TraceInfo, 'startMs' | 'durationMs' | 'openCount'>
  readonly isRunAlive?: boolean
}): JSX.Element {
  const isCounting = trace.openCount > 0 && isRunAlive
  const nowMs = useNowMs(isCounting)
  const durationMs = isCounting ? Math.max(trace.durationMs, nowMs - trace.startMs) : trace.durationMs
  return (
    <span className="numeric" title={`${formatExact(durationMs)} ms`}>
      {formatMs(durationMs)}
    </span>
  )
}

export function totalTokens({ total, input, output }: TokenUsage): number | undefined {
  if (total !== undefined) return total
  return input === undefined && output === undefined ? undefined : (input ?? 0) + (output ?? 0)
}

/** `1,204 → 87`: tokens in and out, with the details in the tooltip. */
export function Tokens({ usage }: { readonly usage: TokenUsage | undefined }): JSX.Element {
  const total = usage === undefined ? undefined : totalTokens(usage)
  if (usage === undefined || total === undefined) return <span className="absent">–</span>
  const isSplit = usage.input !== undefined && usage.output !== undefined
  return (
    <span className="numeric" title={describeUsage(usage)}>
      {isSplit ? `${formatCount(usage.input)} → ${formatCount(usage.output)}` : formatCount(total)}
    </span>
  )
}

export function Cost({ costUsd }: { readonly costUsd: number | undefined }): JSX.Element {
  if (costUsd === undefined) return <span className="absent">–</span>
  return (
    <span className="numeric" title={`${formatExact(costUsd)} US dollars`}>
      {formatUsd(costUsd)}
    </span>
  )
}

export function describeUsage(usage: TokenUsage): string {
  return usageParts(usage)
    .map(([name, count]) => `${name} ${grouped(count)}`)
    .join(' · ')
}

/** What a usage says, in the order in which people ask. */
export function usageParts(usage: TokenUsage): readonly (readonly [name: string, count: number])[] {
  const parts = [
    ['Input', usage.input],
    ['of it from the cache', usage.cacheRead],
    ['of it into the cache', usage.cacheWrite],
    ['Output', usage.output],
    ['of it reasoning', usage.reasoning],
    ['Total', totalTokens(usage)],
  ] as const
  return parts.flatMap(([name, count]) => (count === undefined ? [] : [[name, count] as const]))
}
