import { relative, sep } from 'node:path'
import { generateRunId } from '@kymo/protocol'
import { RunCapture } from '../capture/run-capture.ts'
import type { RunMedia } from '../media/run-media.ts'
import { chooseOtlpTargets } from '../sinks/otlp/choose-targets.ts'
import type { OtlpTarget } from '../sinks/otlp/target.ts'
import type { ResolvedSettings } from '../settings/resolve-settings.ts'
import { createSharedSlots, LogProgress, SLOT_COUNT } from '../worker/shared-slots.ts'
import type { WorkerHostEvents } from '../worker/worker-host.ts'
import { chooseLabels, earlierStatistics, type Continuation } from './continuation.ts'
import { JsonEntries } from './json-entries.ts'
import { LogSession } from './log-session.ts'
import { MetricBook } from './metric-book.ts'
import { metricRecord } from './metric-definitions.ts'
import { Notices } from './notices.ts'
import { openArtifacts } from './open-artifacts.ts'
import { openRunMedia } from './open-run-media.ts'
import { RunConfig } from './run-config.ts'
import type { RunHost } from './run-host.ts'
import type { RunCounts, RunParts } from './run-parts.ts'
import {
  configRecord,
  deletedSummaryRecord,
  headerRecord,
  pinnedSummaryRecord,
  runRecord,
  type RunDescription,
  type RunWriter,
} from './run-records.ts'
import { RunSpans, spanResource } from './run-spans.ts'
import { SpanLog } from './span-log.ts'
import { StepCounter } from './step-counter.ts'
import { RunHooks } from './run-hooks.ts'
import { RunSummary } from './run-summary.ts'
import { Run } from './run.ts'
import { StopSignal } from './stop-signal.ts'

type CheckedSettings = ResolvedSettings['settings']

const DEFAULT_ENTITY = 'default'
const DEFAULT_PROJECT = 'uncategorized'

export interface OpenRunExtras {
  /** What it takes over from earlier sessions; undefined: it is the first. */
  readonly continuation?: Continuation | undefined
  /** Called once, when the end is in the log, also while the process dies. Must not throw. */
  readonly onEnded?: (exitCode: number) => void
}

/**
 * Puts a run together, writes the first records of its log and waits until the worker follows it. Never rejects: the settings
 * have been checked before.
 */
export async function openRun(
  { settings, sources, warnings }: ResolvedSettings,
  host: RunHost,
  { continuation, onEnded }: OpenRunExtras = {},
): Promise<Run> {
  const { pulse, terminal } = host
  const notices = new Notices({ terminal, pulse, quiet: settings.quiet, silent: settings.silent })
  for (const warning of warnings) notices.warnOnce(warning, warning)
  const otlp = chooseOtlp({ settings, sources }, host, notices)
  const shared = createSharedSlots()
  const stopSignal = new StopSignal(new Int32Array(shared))
  const late: LateParts = { media: undefined }
  const counts: RunCounts = { droppedValueCount: 0, refusedRowCount: 0 }
  const refuse = refuser(notices, counts)

  const config = new JsonEntries()
  if (continuation !== undefined) config.merge(continuation.config, refuse('config'))
  config.merge(settings.config, refuse('config'))
  const earlier = new JsonEntries()
  earlier.merge(Object.fromEntries(continuation?.summary ?? []), refuse('summary'))
  const description = describe({ settings, host, config, earlier, continuation })
  const session =
    settings.mode === 'disabled'
      ? undefined
      : openSession({ settings, host, notices, description, shared, stopSignal, counts, late, otlp })
  const log = session?.log
  log?.append(headerRecord(), description.startedMs)
  log?.append(runRecord(description), description.startedMs)
  session?.capture?.begin((record, nowMs) => log?.append(record, nowMs))

  const metrics = new MetricBook(
    (definition) => log?.append(metricRecord(definition, true), pulse.nowMs()),
    continuation && ((name) => earlierStatistics(continuation, name)),
  )
  for (const definition of continuation?.metrics ?? []) {
    metrics.define(definition)
    // Each log explains itself: W&B's reader takes one at a time.
    log?.append(metricRecord(definition), description.startedMs)
  }
  const pinned = new JsonEntries()
  const artifacts = openArtifacts({
    description,
    settings,
    place: placeOf(settings),
    session,
    host,
    notices,
  })
  session?.capture?.onCode((artifact) => void artifacts.log(artifact, {}))
  if (session !== undefined)
    late.media = openRunMedia({ runId: description.id, session, host, notices, counts, metrics, artifacts })
  const steps = new StepCounter(description.origin?.startingStep)
  const spanLog = openSpanLog({ session, settings, host, notices, description, shared })
  const parts: RunParts = {
    description,
    settings,
    pulse,
    exits: host.exits,
    notices,
    metrics,
    config: new RunConfig({
      entries: config,
      onChange: (entries) => log?.append(configRecord(entries), pulse.nowMs()),
      onRefused: refuse('config'),
    }),
    summary: new RunSummary({
      tracked: metrics.tracked,
      earlier,
      pinned,
      onChange: (entries) => log?.append(pinnedSummaryRecord(entries), pulse.nowMs()),
      onDelete: (key) => log?.append(deletedSummaryRecord(key), pulse.nowMs()),
      onRefused: refuse('summary'),
    }),
    stopSignal,
    hooks: new RunHooks(notices),
    progress: new LogProgress(shared),
    counts,
    steps,
    spanLog,
    spans: new RunSpans({
      log: spanLog,
      setting: settings.spans,
      wallMs: () => pulse.nowMs(),
      monotonicMs: host.monotonicMs ?? (() => pulse.nowMs()),
      randomBytes: host.randomBytes,
      step: () => steps.current,
      inherited: host.environment.env['TRACEPARENT'],
      warn: (code, text) => notices.warn(code, text),
    }),
    artifacts,
    media: late.media,
    folder: session?.folder,
    log,
    capture: session?.capture,
    worker: () => session?.worker,
    sendsSpans: otlp.length > 0,
    isPinned: (key) => pinned.has(key),
    url: runUrl(settings, description.id),
    shownFolder: () => shownPath(host.environment.cwd, session?.folder.path ?? ''),
    diesOfSignals: host.environment.diesOfSignals,
    onEnded: onEnded ?? (() => undefined),
  }
  greet(parts)
  const run = new Run(parts)
  await session?.worker?.whenReady()
  return run
}

interface SpanLogParts extends Pick<
  SessionParts,
  'settings' | 'host' | 'notices' | 'description' | 'shared'
> {
  readonly session: LogSession | undefined
}

function openSpanLog({
  session,
  settings,
  host,
  notices,
  description,
  shared,
}: SpanLogParts): SpanLog | undefined {
  if (session === undefined) return undefined
  return new SpanLog({
    files: host.files,
    pulse: host.pulse,
    notices,
    path: () => session.folder.spansPath,
    flushMs: settings.flush === 'call' ? 0 : settings.flush,
    slots: new Int32Array(shared, 0, SLOT_COUNT),
    resource: spanResource(description, placeOf(settings)),
  })
}

/** What the worker's messages go to and needs the session of the worker itself. */
interface LateParts {
  media: RunMedia | undefined
}

/** Tells once per key what cannot be kept. */
function refuser(
  notices: Notices,
  counts: RunCounts,
): (what: string) => (key: string, reason: string) => void {
  return (what) => (key, reason) => {
    counts.droppedValueCount++
    notices.warnOnce(`${what} ${key}`, `Cannot keep ${what} ${JSON.stringify(key)}: ${reason}`)
  }
}

function createCapture({ settings, host, notices, description }: SessionParts): RunCapture | undefined {
  if (host.capture === undefined) return undefined
  return new RunCapture({
    host: host.capture,
    settings,
    pulse: host.pulse,
    startedMs: description.startedMs,
    writerId: Buffer.from(host.randomBytes(16)).toString('hex'),
    warn: (code, text) => notices.warn(code, text),
  })
}

interface DescribedParts {
  readonly settings: CheckedSettings
  readonly host: RunHost
  readonly config: JsonEntries
  /** The summary of the sessions before. */
  readonly earlier: JsonEntries
  readonly continuation: Continuation | undefined
}

function describe({ settings, host, config, earlier, continuation }: DescribedParts): RunDescription {
  const id = settings.id ?? generateRunId(host.randomBytes)
  const { entity, project } = settings
  return {
    id,
    entity,
    project,
    ...chooseLabels(settings, continuation?.labels, id),
    hostName: host.environment.hostName,
    startedMs: Math.max(host.pulse.nowMs(), (continuation?.afterMs ?? -1) + 1),
    config: [...config.entries()],
    writer: describeWriter(settings, host),
    origin: continuation && { ...continuation, summary: [...earlier.entries()] },
  }
}

function describeWriter({ shared, label, primary }: CheckedSettings, host: RunHost): RunWriter | undefined {
  if (!shared) return undefined
  const { hostName, writerName } = host.environment
  return { label: label ?? `${hostName}-${writerName}`, isPrimary: primary }
}

/**
 * Where spans go by OTLP. Without a Kymo server a run is offline by itself, which does not mean that nothing may be sent; `offline` that
 * somebody asked for does.
 */
function chooseOtlp(
  { settings, sources }: Pick<ResolvedSettings, 'settings' | 'sources'>,
  host: RunHost,
  notices: Notices,
): readonly OtlpTarget[] {
  const isKept = settings.mode !== 'online' && sources.get('mode') !== 'default'
  if (isKept || settings.spans === false) return []
  const { targets, warnings } = chooseOtlpTargets(settings.otlp, host.environment.env)
  for (const warning of warnings) notices.warn('OTLP_UNCONFIGURED', warning)
  return targets
}

interface SessionParts {
  readonly otlp: readonly OtlpTarget[]
  readonly settings: CheckedSettings
  readonly host: RunHost
  readonly notices: Notices
  readonly description: RunDescription
  readonly shared: SharedArrayBuffer
  readonly stopSignal: StopSignal
  readonly counts: RunCounts
  readonly late: LateParts
}

function openSession(parts: SessionParts): LogSession {
  const { settings, host, notices, description, shared, stopSignal, counts, late, otlp } = parts
  const { mode, baseUrl, apiKey, entity, project } = settings
  const target = {
    entity: entity || DEFAULT_ENTITY,
    project: project || DEFAULT_PROJECT,
    ...(apiKey === undefined ? {} : { apiKey }),
  }
  const refuse = refuser(notices, counts)('the metric')
  return new LogSession({
    host,
    notices,
    capture: createCapture(parts),
    id: description.id,
    // Two machines may go on with a run in the same second: their folders meet on the server.
    folderWriter:
      description.writer === undefined && description.origin === undefined
        ? undefined
        : generateRunId(host.randomBytes),
    startedMs: description.startedMs,
    earlierMs: description.origin?.runtimeMs ?? 0,
    dir: settings.dir,
    flushMs: settings.flush === 'call' ? 0 : settings.flush,
    shared,
    target: mode === 'online' && baseUrl !== undefined ? { baseUrl, ...target } : undefined,
    otlp,
    syncIntervalMs: settings.syncIntervalMs,
    heartbeatMs: settings.heartbeatMs,
    workerEvents: workerEvents(notices, stopSignal, late),
    onDrop: (drop) => refuse(drop.path.join('.'), drop.detail),
  })
}

function workerEvents(notices: Notices, stopSignal: StopSignal, late: LateParts): WorkerHostEvents {
  return {
    onProgress: ({ sentBytes, totalBytes }) =>
      notices.showProgress(`sent ${megabytes(sentBytes)} of ${megabytes(totalBytes)} MB`),
    onStop: () => stopSignal.report(),
    onWarning: ({ code, message }) => notices.warn(code, message),
    onReady: () => late.media?.resend(),
    onMedia: (report) => late.media?.receive(report),
  }
}

function greet({ description, notices, url, folder, shownFolder }: RunParts): void {
  if (folder === undefined) return
  const how = url === undefined ? `offline in ${shownFolder()}. View it with: npx kymo ui` : `at ${url}`
  notices.inform(`run ${description.name} is ${how}${sinceWhen(description)}`)
}

function sinceWhen({ origin }: RunDescription): string {
  if (origin === undefined) return ''
  const { kind, branch, startingStep } = origin
  if (kind === 'fork') return `. It goes on from step ${startingStep} of ${branch?.run ?? ''}`
  return `. It goes on at step ${startingStep}`
}

/** Where the run belongs, in full. */
export function placeOf({ entity, project }: Pick<CheckedSettings, 'entity' | 'project'>): {
  entity: string
  project: string
} {
  return { entity: entity || DEFAULT_ENTITY, project: project || DEFAULT_PROJECT }
}

/** The dashboard's address of a run. */
function runUrl({ mode, baseUrl, entity, project }: CheckedSettings, id: string): string | undefined {
  if (mode !== 'online' || baseUrl === undefined) return undefined
  const path = [entity || DEFAULT_ENTITY, project || DEFAULT_PROJECT, 'runs', id].map(encodeURIComponent)
  return `${baseUrl}/${path.join('/')}`
}

function shownPath(cwd: string, path: string): string {
  const inside = relative(cwd, path)
  return inside.startsWith('..') || inside === '' ? path : `.${sep}${inside}`
}

function megabytes(byteCount: number): string {
  return (byteCount / 1e6).toFixed(1)
}
