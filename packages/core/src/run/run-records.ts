import type { LatestRow } from './run-log.ts'
import type { RecordInit } from '@kymo/protocol'
import { SDK_VERSION } from './sdk-version.ts'

/** Numbers of FilesItem.PolicyType and FilesItem.FileType. */
const POLICY_NOW = 0
const TYPE_MEDIA = 2

/** A user-given key and its value as JSON text. */
export type JsonEntry = readonly [key: string, json: string]

export interface RunDescription {
  readonly id: string
  readonly entity: string
  readonly project: string
  readonly name: string
  readonly group: string
  readonly jobType: string
  readonly notes: string
  readonly tags: readonly string[]
  readonly hostName: string
  readonly startedMs: number
  readonly config: readonly JsonEntry[]
  /** Undefined when nobody else writes into the run. */
  readonly writer: RunWriter | undefined
  /** Undefined when nothing was before. */
  readonly origin: RunOrigin | undefined
}

/** What a session continues. */
export interface RunOrigin {
  readonly kind: 'resume' | 'rewind' | 'fork'
  /** Of a rewind and a fork: the last step that counts, and of which run. */
  readonly branch: { readonly run: string; readonly step: number } | undefined
  readonly startingStep: number
  readonly runtimeMs: number
  readonly summary: readonly JsonEntry[]
}

/** One of several that write into a run at the same time. */
export interface RunWriter {
  readonly label: string
  /** How it ends decides how the run ends. */
  readonly isPrimary: boolean
}

/** First record of a log: who wrote it. */
export function headerRecord(): RecordInit {
  return { header: { versionInfo: { producer: SDK_VERSION } } }
}

export function runRecord(run: RunDescription): RecordInit {
  return {
    run: {
      runId: run.id,
      entity: run.entity,
      project: run.project,
      displayName: run.name,
      runGroup: run.group,
      jobType: run.jobType,
      notes: run.notes,
      tags: [...run.tags],
      host: run.hostName,
      startTime: toTimestamp(run.startedMs),
      config: { update: run.config.map(toItem) },
      ...(run.writer === undefined ? {} : { kymoShared: true, kymoWriter: run.writer.label }),
      ...(run.origin === undefined ? {} : originFields(run.origin)),
      telemetry: { cliVersion: SDK_VERSION },
    },
  }
}

function originFields({
  kind,
  branch,
  startingStep,
  runtimeMs,
  summary,
}: RunOrigin): NonNullable<RecordInit['run']> {
  return {
    ...(kind === 'fork' ? { forked: true } : { resumed: true }),
    ...(branch === undefined
      ? {}
      : { branchPoint: { run: branch.run, metric: '_step', value: branch.step } }),
    startingStep,
    runtime: Math.floor(runtimeMs / 1000),
    ...(summary.length === 0 ? {} : { summary: { update: summary.map(toPathItem) } }),
  }
}

/** Dots in the name of a metric stand for nesting. */
function toPathItem([name, valueJson]: JsonEntry): { nestedKey: string[]; valueJson: string } {
  return { nestedKey: name.split('.'), valueJson }
}

export function configRecord(entries: readonly JsonEntry[]): RecordInit {
  return { config: { update: entries.map(toItem) } }
}

/** One value inside of an object of the config. */
export function nestedConfigRecord(path: readonly string[], valueJson: string): RecordInit {
  return { config: { update: [{ nestedKey: [...path], valueJson }] } }
}

/** Media files that are complete: to be sent at once. */
export function mediaFilesRecord(paths: readonly string[]): RecordInit {
  return { files: { files: paths.map((path) => ({ path, policy: POLICY_NOW, type: TYPE_MEDIA })) } }
}

/** What the user wrote into the summary: pinned, history no longer changes these keys. */
export function pinnedSummaryRecord(entries: readonly JsonEntry[]): RecordInit {
  return { summary: { update: entries.map(toItem), kymoExplicit: true } }
}

/** What the user took back. */
export function deletedSummaryRecord(key: string): RecordInit {
  return { summary: { remove: [{ key }], kymoExplicit: true } }
}

/**
 * The summary at the end of a run. Paths, because a metric with chosen statistics is an object of them. With it what W&B's
 * clients say of themselves there: its pages take step and running time from it.
 */
export function finalSummaryRecord(
  entries: readonly (readonly [path: readonly string[], json: string])[],
  latest: LatestRow | undefined,
): RecordInit {
  const update = entries.map(([nestedKey, valueJson]) => ({ nestedKey: [...nestedKey], valueJson }))
  return { summary: { update: latest === undefined ? update : [...update, ...ownSummary(latest)] } }
}

function ownSummary({
  step,
  timestampMs,
  runtimeMs,
}: LatestRow): { nestedKey: string[]; valueJson: string }[] {
  const seconds = String(Math.floor(runtimeMs / 1000))
  return [
    { nestedKey: ['_step'], valueJson: String(step) },
    { nestedKey: ['_timestamp'], valueJson: String(timestampMs / 1000) },
    { nestedKey: ['_runtime'], valueJson: seconds },
    { nestedKey: ['_wandb', 'runtime'], valueJson: seconds },
  ]
}

/** @param isPrimary false: other writers go on, so that this is not the end of the run */
export function exitRecord(exitCode: number, runtimeMs: number, isPrimary = true): RecordInit {
  const runtime = Math.floor(runtimeMs / 1000)
  return { exit: { exitCode, runtime, ...(isPrimary ? {} : { notComplete: true }) } }
}

export function preemptingRecord(): RecordInit {
  return { preempting: {} }
}

export interface Alert {
  readonly id: string
  readonly title: string
  readonly text: string
  readonly level: string
  readonly waitDurationMs: number
}

export function alertRecord(alert: Alert, nowMs: number): RecordInit {
  const { id, title, text, level, waitDurationMs } = alert
  return {
    alert: { title, text, level, waitDuration: waitDurationMs, kymoTime: toTimestamp(nowMs), kymoId: id },
  }
}

function toTimestamp(ms: number): { seconds: number; nanos: number } {
  return { seconds: Math.floor(ms / 1000), nanos: (ms % 1000) * 1_000_000 }
}

function toItem([key, valueJson]: JsonEntry): { key: string; valueJson: string } {
  return { key, valueJson }
}
