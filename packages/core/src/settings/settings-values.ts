import type {
  CodeSetting,
  ConsoleSetting,
  EnvironmentSetting,
  GitSetting,
  SpansSetting,
  SystemMetricsSetting,
} from './capture-settings.ts'
import type { OtlpSetting } from './otlp-settings.ts'
import type { PreemptSignal, ReinitSetting, ResumeSetting, RunMoment } from './life-cycle-settings.ts'

/** Whether a run is sent to a server, only written to its folder, or neither. */
export type Mode = 'online' | 'offline' | 'disabled'

/** The settings of a run, complete and checked. The table behind them is settings-table.ts; docs/settings.md lists it. */
export interface Settings {
  readonly project: string
  readonly entity: string
  readonly name: string | undefined
  readonly id: string | undefined
  readonly group: string
  readonly jobType: string
  readonly tags: readonly string[]
  readonly notes: string
  readonly config: Readonly<Record<string, unknown>>
  /** Undefined only inside the table: a resolved setting always has one. */
  readonly mode: Mode | undefined
  /** Absolute once resolved. */
  readonly dir: string
  readonly baseUrl: string | undefined
  readonly apiKey: string | undefined
  readonly flush: 'call' | number
  readonly quiet: boolean
  readonly silent: boolean
  readonly handleSignals: boolean
  readonly syncIntervalMs: number
  readonly heartbeatMs: number
  readonly finishTimeoutMs: number
  readonly resume: ResumeSetting | undefined
  readonly resumeFrom: RunMoment | undefined
  readonly forkFrom: RunMoment | undefined
  readonly reinit: ReinitSetting
  readonly preemptSignals: readonly PreemptSignal[]
  readonly shared: boolean
  readonly label: string | undefined
  readonly primary: boolean
  /** Undefined: the cache folder of the user. */
  readonly cacheDir: string | undefined
  readonly cacheMaxBytes: number
  readonly console: ConsoleSetting
  readonly environment: EnvironmentSetting
  readonly git: GitSetting
  readonly saveCode: CodeSetting
  readonly spans: SpansSetting
  readonly otlp: OtlpSetting
  readonly systemMetrics: SystemMetricsSetting
}

export type SettingName = keyof Settings
