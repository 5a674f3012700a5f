import type { Timers } from '../../platform/timers.ts'
import type { Reading } from './reading.ts'

/** The first sample comes so soon: short runs have one too. */
const FIRST_SAMPLE_MS = 1000
/** A measured fraction is rounded to so many significant digits: more is noise, and costs space. */
const DIGITS = 6

export interface SystemSamplerOptions {
  readonly intervalMs: number
  readonly readings: readonly Reading[]
  readonly timers: Timers
  /** Never set back, so that what happened since the last sample can be divided by it. */
  readonly monotonicMs: () => number
  /** Unix milliseconds of the sample. */
  readonly onSample: (timestampMs: number, values: ReadonlyMap<string, number>) => void
}

export interface SystemSampler {
  stop(): void
}

/** Takes a sample of all readings at the interval, until stopped. A reading that throws gives nothing that time. */
export function startSystemSampler(options: SystemSamplerOptions): SystemSampler {
  const { intervalMs, readings, timers, monotonicMs } = options
  const stopping = new AbortController()
  const loop = async (): Promise<void> => {
    await timers.sleep(Math.min(FIRST_SAMPLE_MS, intervalMs), stopping.signal)
    while (!stopping.signal.aborted) {
      const startedMs = monotonicMs()
      options.onSample(timers.nowMs(), takeSample(readings, startedMs))
      await timers.sleep(Math.max(0, intervalMs - (monotonicMs() - startedMs)), stopping.signal)
    }
  }
  void loop()
  return {
    stop: () => {
      stopping.abort()
      for (const reading of readings) reading.stop?.()
    },
  }
}

function takeSample(readings: readonly Reading[], nowMs: number): ReadonlyMap<string, number> {
  const values = new Map<string, number>()
  const measure = (key: string, value: number): void => {
    if (Number.isFinite(value))
      values.set(key, Number.isInteger(value) ? value : Number(value.toPrecision(DIGITS)))
  }
  for (const reading of readings) {
    try {
      reading.read(measure, nowMs)
    } catch {
      // A file that is gone, a system that knows less.
    }
  }
  return values
}
