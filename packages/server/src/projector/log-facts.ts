import type { TerminalState } from '../console/terminal.ts'
import type { LogContent, LogIdentity } from '../folders/log-file.ts'

/** A step of a run, from which another session goes on: of the same run after a rewind, of another after a fork. */
export interface Branch {
  readonly run: string
  /** Rows up to this step, itself included, come before what the session logs. */
  readonly step: number
}

/**
 * What is known of a log besides its points and its user-given keys. Written with every commit, so it must stay small:
 * everything here is a scalar, but for tags.
 */
export interface LogFacts {
  /** Bytes of the log whose content is in the index. Reading continues here. */
  offset: number
  /** Of what was read up to `offset`; undefined before anything was. */
  identity: LogIdentity | undefined
  /** Of the same bytes. */
  content: LogContent | undefined
  recordCount: number
  damagedBytes: number
  runId: string
  entity: string
  project: string
  name: string
  group: string
  jobType: string
  notes: string
  tags: readonly string[]
  /** They were taken away while the run went on: those of earlier sessions do not come back. */
  areTagsCleared: boolean
  areNotesCleared: boolean
  host: string
  /** Label of the writer, in a run of several; else empty. */
  writer: string
  /** It goes on with a run that was there before. */
  isResumed: boolean
  /** It goes on from another run. */
  isForked: boolean
  /** Where it goes on from; undefined where it just begins. */
  branch: Branch | undefined
  /** Unix milliseconds; undefined until a record says. */
  startedMs: number | undefined
  exitCode: number | undefined
  runtimeMs: number | undefined
  /** Somebody said that the machine is being taken away. */
  isPreempting: boolean
  /** Its exit is not the end of the run: other writers go on. */
  isSecondary: boolean
  /** Metrics that have points, those points, and the greatest step among them; measurements of the machine do not count. */
  metricCount: number
  pointCount: number
  lastStep: number | undefined
  /** Artifacts logged and used so far: the number of the next. */
  artifactCount: number
  /** Alerts so far. */
  alertCount: number
  /** What the console has shown so far; undefined before anything. */
  terminal: TerminalState | undefined
  /** Unix seconds of the row before, for rows that have no time. */
  rowTime: number | undefined
  /** Step of the row before, for rows that have none. */
  rowStep: number | undefined
  /** Smallest and greatest time of rows, in Unix seconds. */
  firstTime: number | undefined
  lastTime: number | undefined
}

export function newFacts(runId: string): LogFacts {
  return {
    offset: 0,
    identity: undefined,
    content: undefined,
    recordCount: 0,
    damagedBytes: 0,
    runId,
    entity: '',
    project: '',
    name: '',
    group: '',
    jobType: '',
    notes: '',
    tags: [],
    areTagsCleared: false,
    areNotesCleared: false,
    host: '',
    writer: '',
    isResumed: false,
    isForked: false,
    branch: undefined,
    startedMs: undefined,
    exitCode: undefined,
    runtimeMs: undefined,
    isPreempting: false,
    isSecondary: false,
    metricCount: 0,
    pointCount: 0,
    lastStep: undefined,
    artifactCount: 0,
    alertCount: 0,
    terminal: undefined,
    rowTime: undefined,
    rowStep: undefined,
    firstTime: undefined,
    lastTime: undefined,
  }
}

export function encodeFacts(facts: LogFacts): string {
  return JSON.stringify(facts)
}

export function decodeFacts(json: string): LogFacts {
  return { ...newFacts(''), ...(JSON.parse(json) as LogFacts) }
}
