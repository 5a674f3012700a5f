import { join } from 'node:path'
import {
  codeObject,
  consoleObject,
  environmentObject,
  spansObject,
  systemMetricsObject,
} from './capture-settings.ts'
import { otlpSetting } from './otlp-settings.ts'
import { preemptSignals, runMoment } from './life-cycle-settings.ts'
import {
  byteCount,
  either,
  flag,
  milliseconds,
  oneOf,
  pathName,
  plainObject,
  runId,
  secret,
  serverUrl,
  tagList,
  textOf,
  type SettingType,
} from './setting-types.ts'
import type { Settings } from './settings-values.ts'

/** One setting: where it may come from, what it accepts, what it is otherwise. */
export interface SettingSpec<T> {
  readonly doc: string
  readonly type: SettingType<NonNullable<T>>
  readonly default: T
  /** Name of our environment variable. Absent: only an option. */
  readonly env?: string
  /** A variable of W&B that is read when ours is not set. `toText` translates; undefined means "as if not set". */
  readonly wandb?: { readonly env: string; readonly toText?: (text: string) => string | undefined }
  /** The settings files in which the name may stand. */
  readonly files: 'none' | 'user' | 'both'
  /** Never shown, not even in an error. */
  readonly isSecret?: true
}

/** The one table. `npm run check` compares docs/settings.md, which is made from it. */
export const SETTINGS_TABLE: { readonly [Name in keyof Settings]: SettingSpec<Settings[Name]> } = {
  project: {
    doc: 'Project that the run belongs to. Empty: `uncategorized`.',
    type: pathName,
    default: '',
    env: 'KYMO_PROJECT',
    wandb: { env: 'WANDB_PROJECT' },
    files: 'both',
  },
  entity: {
    doc: 'User or team that the project belongs to. Empty: `default`.',
    type: pathName,
    default: '',
    env: 'KYMO_ENTITY',
    wandb: { env: 'WANDB_ENTITY' },
    files: 'both',
  },
  name: {
    doc: 'Name of the run for people. Default: its id.',
    type: textOf(256),
    default: undefined,
    env: 'KYMO_NAME',
    wandb: { env: 'WANDB_NAME' },
    files: 'none',
  },
  id: {
    doc: 'Id of the run. The same id again adds a session to the same run. Default: 8 random characters.',
    type: runId,
    default: undefined,
    env: 'KYMO_RUN_ID',
    wandb: { env: 'WANDB_RUN_ID' },
    files: 'none',
  },
  group: {
    doc: 'Groups runs in tables and charts.',
    type: textOf(128),
    default: '',
    env: 'KYMO_RUN_GROUP',
    wandb: { env: 'WANDB_RUN_GROUP' },
    files: 'both',
  },
  jobType: {
    doc: 'What kind of work the run does, for example `train` or `eval`.',
    type: textOf(128),
    default: '',
    env: 'KYMO_JOB_TYPE',
    wandb: { env: 'WANDB_JOB_TYPE' },
    files: 'both',
  },
  tags: {
    doc: 'Tags of the run.',
    type: tagList,
    default: [],
    env: 'KYMO_TAGS',
    wandb: { env: 'WANDB_TAGS' },
    files: 'both',
  },
  notes: {
    doc: 'Longer text about the run.',
    type: textOf(65_536),
    default: '',
    env: 'KYMO_NOTES',
    wandb: { env: 'WANDB_NOTES' },
    files: 'none',
  },
  config: {
    doc: 'Hyperparameters and other inputs of the run.',
    type: plainObject,
    default: {},
    files: 'none',
  },
  mode: {
    doc: '`online` sends to a server while training, `offline` only writes the folder, `disabled` does nothing. Default: `online` when a server is known, else `offline`.',
    type: oneOf(['online', 'offline', 'disabled']),
    default: undefined,
    env: 'KYMO_MODE',
    wandb: { env: 'WANDB_MODE', toText: toMode },
    files: 'both',
  },
  dir: {
    doc: 'Folder for run folders.',
    type: textOf(4096),
    default: 'kymo',
    env: 'KYMO_DIR',
    // W&B puts its own folder below this one; so do we.
    wandb: { env: 'WANDB_DIR', toText: (root) => join(root, 'kymo') },
    files: 'both',
  },
  baseUrl: {
    doc: 'Address of a Kymo server. `WANDB_BASE_URL` is not read: it names a server of another product.',
    type: serverUrl,
    default: undefined,
    env: 'KYMO_BASE_URL',
    files: 'both',
  },
  apiKey: {
    doc: 'Key for the server at `baseUrl`. `WANDB_API_KEY` is not read: it belongs to a server of another product and is never sent to ours.',
    type: secret,
    default: undefined,
    env: 'KYMO_API_KEY',
    files: 'none',
    isSecret: true,
  },
  flush: {
    doc: "When a logged row is handed to the operating system: `'call'`, before `log()` returns; or within so many milliseconds, which a SIGKILL may then lose.",
    type: either(oneOf(['call']), milliseconds(1, 10_000)),
    default: 'call',
    env: 'KYMO_FLUSH',
    files: 'both',
  },
  quiet: {
    doc: 'Print no notices and no progress, only warnings.',
    type: flag,
    default: false,
    env: 'KYMO_QUIET',
    wandb: { env: 'WANDB_QUIET' },
    files: 'both',
  },
  silent: {
    doc: 'Print nothing at all.',
    type: flag,
    default: false,
    env: 'KYMO_SILENT',
    wandb: { env: 'WANDB_SILENT' },
    files: 'both',
  },
  handleSignals: {
    doc: 'Write an exit record on SIGINT, SIGTERM and SIGHUP before the process dies of them.',
    type: flag,
    default: true,
    env: 'KYMO_HANDLE_SIGNALS',
    files: 'both',
  },
  syncIntervalMs: {
    doc: 'How often a worker thread makes the log safe against power loss (fdatasync).',
    type: milliseconds(50, 3_600_000),
    default: 1000,
    env: 'KYMO_SYNC_INTERVAL_MS',
    files: 'both',
  },
  heartbeatMs: {
    doc: 'How often an idle run shows that it is alive. Readers call a run crashed after 90 s without a sign.',
    type: milliseconds(1000, 60_000),
    default: 15_000,
    env: 'KYMO_HEARTBEAT_MS',
    files: 'both',
  },
  finishTimeoutMs: {
    doc: 'How long `finish()` waits for the server. What is not sent then stays on disk for `kymo sync`.',
    type: milliseconds(0, 86_400_000),
    default: 60_000,
    env: 'KYMO_FINISH_TIMEOUT_MS',
    files: 'both',
  },
  resume: {
    doc: 'Go on with an earlier run of this id: `allow` (or begin), `must` (or fail), `never` (fail if there is one), `auto` (the run that did not end well in `dir` before; also `true`).',
    type: either(flag, oneOf(['allow', 'must', 'never', 'auto'])),
    default: undefined,
    env: 'KYMO_RESUME',
    wandb: { env: 'WANDB_RESUME' },
    files: 'none',
  },
  resumeFrom: {
    doc: 'Go on with a run from an earlier step of it: readers hide what it had logged after that. Not with `resume` and `forkFrom`.',
    type: runMoment,
    default: undefined,
    env: 'KYMO_RESUME_FROM',
    wandb: { env: 'WANDB_RESUME_FROM' },
    files: 'none',
  },
  forkFrom: {
    doc: 'Begin a new run that has the history of another one up to a step. Not with `resume` and `resumeFrom`.',
    type: runMoment,
    default: undefined,
    env: 'KYMO_FORK_FROM',
    wandb: { env: 'WANDB_FORK_FROM' },
    files: 'none',
  },
  reinit: {
    doc: 'What `init()` does while another run of the process is open: `create_new` lets both go on, `finish_previous` (or `true`) finishes that one first, `return_previous` (or `false`) gives it back and makes none.',
    type: either(flag, oneOf(['create_new', 'finish_previous', 'return_previous'])),
    default: 'create_new',
    env: 'KYMO_REINIT',
    files: 'both',
  },
  preemptSignals: {
    doc: 'Signals that say that the machine is about to be taken away, such as the SIGUSR1 that SLURM can send before the end: the run is marked, and `onPreempt` called.',
    type: preemptSignals,
    default: [],
    env: 'KYMO_PREEMPT_SIGNALS',
    files: 'both',
  },
  shared: {
    doc: 'Several processes, threads or machines write into this run at the same time, each into a log of its own. Needs `id`.',
    type: flag,
    default: false,
    env: 'KYMO_SHARED',
    files: 'none',
  },
  label: {
    doc: 'Name of this writer of a shared run. Default: made of host, process and thread.',
    type: textOf(128),
    default: undefined,
    env: 'KYMO_LABEL',
    wandb: { env: 'WANDB_X_LABEL' },
    files: 'none',
  },
  primary: {
    doc: 'Whether the end of this writer decides how a shared run ends.',
    type: flag,
    default: true,
    env: 'KYMO_PRIMARY',
    wandb: { env: 'WANDB_X_PRIMARY' },
    files: 'none',
  },
  cacheDir: {
    doc: 'Folder for contents of artifacts that were downloaded; shared by all programs. Default: `kymo` in the cache folder of the user.',
    type: textOf(4096),
    default: undefined,
    env: 'KYMO_CACHE_DIR',
    wandb: { env: 'WANDB_CACHE_DIR', toText: (root) => join(root, 'kymo') },
    files: 'both',
  },
  cacheMaxBytes: {
    doc: 'Above this the contents in `cacheDir` that were not used for longest are removed. 0: no cache.',
    type: byteCount(2 ** 50),
    default: 10 * 1024 ** 3,
    env: 'KYMO_CACHE_MAX_BYTES',
    files: 'both',
  },
  console: {
    doc: 'Keep what this process prints; it is still printed. One stream, both, or in detail: `{ streams, redact, maxBytes }`.',
    type: either(either(flag, oneOf(['stdout', 'stderr'])), consoleObject),
    default: true,
    env: 'KYMO_CONSOLE',
    wandb: { env: 'WANDB_CONSOLE', toText: (mode) => (mode === 'off' ? 'false' : undefined) },
    files: 'both',
  },
  environment: {
    doc: 'Keep facts about the machine, the program and its packages. In detail: `{ username, dependencies, args }`.',
    type: either(flag, environmentObject),
    default: true,
    env: 'KYMO_ENVIRONMENT',
    files: 'both',
  },
  git: {
    doc: 'Keep commit, branch, remote and the uncommitted changes of the repository; `commit`: not the changes.',
    type: either(flag, oneOf(['commit'])),
    default: true,
    env: 'KYMO_GIT',
    wandb: { env: 'WANDB_DISABLE_GIT', toText: negated },
    files: 'both',
  },
  saveCode: {
    doc: 'Keep the source files of the program: `true`, or in detail: `{ include, exclude }`.',
    type: either(flag, codeObject),
    default: false,
    env: 'KYMO_SAVE_CODE',
    wandb: { env: 'WANDB_SAVE_CODE' },
    files: 'both',
  },
  spans: {
    doc: 'Keep spans: of `run.span()`, `op()` and adapters. In detail: `{ redact, maxValueChars }`.',
    type: either(flag, spansObject),
    default: true,
    env: 'KYMO_SPANS',
    files: 'both',
  },
  otlp: {
    doc: 'Send spans by OTLP too: to `collector`, `jaeger`, `langfuse`, `langsmith`, `mlflow`, `phoenix` or `weave`, whose address and key come from the variables of their own clients; to an address; in detail: `{ backend, endpoint, url, headers, compression, timeoutMs, resource }`; or to several.',
    type: otlpSetting,
    default: false,
    env: 'KYMO_OTLP',
    files: 'user',
    isSecret: true,
  },
  systemMetrics: {
    doc: 'Measure the machine, the process and its GPUs from a worker thread, every 15 s, or every `{ intervalMs }`.',
    type: either(flag, systemMetricsObject),
    default: true,
    env: 'KYMO_SYSTEM_METRICS',
    wandb: { env: 'WANDB_X_DISABLE_STATS', toText: negated },
    files: 'both',
  },
}

/** For variables that switch off what ours switches on. */
function negated(text: string): string | undefined {
  const isOff = flag.check(flag.fromText(text))
  return isOff.ok ? String(!isOff.value) : undefined
}

/** W&B's modes. Its `online`, `run` and `shared` say nothing about a Kymo server, so they choose as if nothing was set. */
function toMode(mode: string): string | undefined {
  if (mode === 'online' || mode === 'run' || mode === 'shared') return undefined
  return mode === 'dryrun' ? 'offline' : mode
}
