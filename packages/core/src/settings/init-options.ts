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
import type { Mode } from './settings-values.ts'

/**
 * Options of `init()`. Each wins over the environment and the settings files; docs/settings.md has the whole table with
 * the names there and the defaults.
 */
export interface InitOptions {
  /** Project that the run belongs to. Default: `uncategorized`. */
  readonly project?: string
  /** User or team that the project belongs to. Default: `default`. */
  readonly entity?: string
  /** Name of the run for people. Default: its id. */
  readonly name?: string
  /**
   * Id of the run. The same id again adds a session to the same run, whose steps begin at 0 unless `resume` says otherwise.
   * Default: 8 random characters of `[a-z0-9]`.
   */
  readonly id?: string
  readonly group?: string
  /** What kind of work the run does, for example `train` or `eval`. */
  readonly jobType?: string
  readonly tags?: readonly string[]
  readonly notes?: string
  /** Hyperparameters and other inputs. */
  readonly config?: Readonly<Record<string, unknown>>
  /** Default: `online` when a server is known, else `offline`. `disabled` keeps nothing and makes no file. */
  readonly mode?: Mode
  /** Folder for run folders. Default: `./kymo`. */
  readonly dir?: string
  /** Address of a Kymo server. */
  readonly baseUrl?: string
  readonly apiKey?: string
  /**
   * `'call'`, the default: a row is with the operating system when `log()` returns. A number: within so many milliseconds
   * `[1, 10000]`, which SIGKILL may lose; for disks that stall.
   */
  readonly flush?: 'call' | number
  /** Print only warnings. */
  readonly quiet?: boolean
  /** Print nothing. */
  readonly silent?: boolean
  /** Write an exit record on SIGINT, SIGTERM and SIGHUP before the process dies of them. Default: true. */
  readonly handleSignals?: boolean
  /** How often the log is made safe against power loss (fdatasync, in a worker thread). Default: 1000. */
  readonly syncIntervalMs?: number
  /** How often an idle run shows that it is alive. Default: 15000. */
  readonly heartbeatMs?: number
  /** How long `finish()` waits for the server. Default: 60000. */
  readonly finishTimeoutMs?: number
  /**
   * Go on with an earlier run of this `id`: `'allow'` (or begin), `'must'` (or fail), `'never'` (fail if there is one),
   * `'auto'` or true (the run that did not end well in `dir` before). Steps, running time, config and summary go on.
   */
  readonly resume?: ResumeSetting
  /** Go on with a run from an earlier step of it, `'<id>?_step=<n>'`: readers hide what it had logged after that. */
  readonly resumeFrom?: string | RunMoment
  /** Begin a new run that has the history of another one up to a step, `'<id>?_step=<n>'`. */
  readonly forkFrom?: string | RunMoment
  /**
   * What to do while another run of this process is open: let both go on (`'create_new'`, the default), finish that one
   * first (`'finish_previous'` or true), or give it back and make none (`'return_previous'` or false).
   */
  readonly reinit?: ReinitSetting
  /** Signals that say that the machine is about to be taken away. Default: none. */
  readonly preemptSignals?: readonly PreemptSignal[]
  /** Several processes, threads or machines write into this run at the same time, each into a log of its own. Needs `id`. */
  readonly shared?: boolean
  /** Name of this writer of a shared run, at most 128 characters. Default: made of host, process and thread. */
  readonly label?: string
  /** False: how this writer ends does not decide how the shared run ends. Default: true. */
  readonly primary?: boolean
  /** Folder for contents of artifacts that were downloaded. Default: `kymo` in the cache folder of the user. */
  readonly cacheDir?: string
  /** Above this the contents in `cacheDir` that were not used for longest are removed. Default: 10 GiB. 0: no cache. */
  readonly cacheMaxBytes?: number
  /** Keep what this process prints: both streams (default), one of them, none, or in detail. It is still printed. */
  readonly console?: ConsoleSetting
  /** Keep facts about the machine, the program and its packages. Default: true. */
  readonly environment?: EnvironmentSetting
  /** Keep commit, branch, remote and the uncommitted changes; `'commit'`: not the changes. Default: true. */
  readonly git?: GitSetting
  /** Keep the program's source files. Default: false. */
  readonly saveCode?: CodeSetting
  /** Keep spans of `run.span()`, `op()` and adapters; in detail, for example to redact their content. Default: true. */
  readonly spans?: SpansSetting
  /**
   * Send spans by OTLP too: to a backend by name (`'langfuse'`, `'phoenix'`, `'mlflow'`, `'weave'`, `'langsmith'`, `'jaeger'`,
   * `'collector'` or true), to an address, in detail, or to several. Addresses and keys come from the variables that the backend's own
   * clients read. Default: false.
   */
  readonly otlp?: OtlpSetting
  /** Measure the machine, the process and its GPUs, every 15 s by default. */
  readonly systemMetrics?: SystemMetricsSetting
}
