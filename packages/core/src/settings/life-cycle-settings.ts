import { isRunId } from '@kymo/protocol'
import type { SettingType } from './setting-types.ts'

/**
 * What to do about earlier sessions of the run. `'allow'`: go on where they ended, or begin. `'must'`: go on, or fail.
 * `'never'`: begin, or fail. `'auto'`: as `'allow'`, with the id of the run that did not end well in this folder before.
 * true: `'auto'`. false: as if not set.
 */
export type ResumeSetting = boolean | 'allow' | 'must' | 'never' | 'auto'

/** A step of a run. As text: `<run id>?_step=<step>`. */
export interface RunMoment {
  readonly run: string
  readonly step: number
}

/** What `init()` does while another run of this process is open. */
export type ReinitSetting = boolean | 'create_new' | 'finish_previous' | 'return_previous'

/** A signal by which a scheduler says that it is about to take the machine away. */
export type PreemptSignal = (typeof PREEMPT_SIGNALS)[number]

export const PREEMPT_SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const

const MOMENT = /^(.+)\?_step=(\d{1,16})$/
/** As for a step that is logged. */
const MAX_STEP = 2 ** 52

export const runMoment: SettingType<RunMoment> = {
  label: '<run id>?_step=<whole number from 0>, or { run, step }',
  fromText: (text) => text,
  check: (value) => {
    const moment = typeof value === 'string' ? parseMoment(value) : toMoment(value)
    return moment === undefined ? { ok: false, expected: runMoment.label } : { ok: true, value: moment }
  },
}

export const preemptSignals: SettingType<readonly PreemptSignal[]> = {
  label: `a list of ${PREEMPT_SIGNALS.join(', ')} (in the environment: separated by commas)`,
  fromText: (text) =>
    text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
  check: (value) =>
    Array.isArray(value) && value.every(isPreemptSignal)
      ? { ok: true, value: Object.freeze([...new Set(value)]) }
      : { ok: false, expected: preemptSignals.label },
}

function isPreemptSignal(value: unknown): value is PreemptSignal {
  return PREEMPT_SIGNALS.some((signal) => signal === value)
}

function parseMoment(text: string): RunMoment | undefined {
  const match = MOMENT.exec(text)
  return match === null ? undefined : toMoment({ run: match[1], step: Number(match[2]) })
}

function toMoment(value: unknown): RunMoment | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { run, step } = value as { readonly run?: unknown; readonly step?: unknown }
  if (typeof run !== 'string' || !isRunId(run) || run.includes('..')) return undefined
  if (!Number.isSafeInteger(step) || (step as number) < 0 || (step as number) > MAX_STEP) return undefined
  return Object.freeze({ run, step: step as number })
}
