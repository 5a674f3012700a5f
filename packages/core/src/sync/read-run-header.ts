import { HistoryDecoder, parseRunFolderName } from '@kymo/protocol'
import { openLogFile } from '../platform/log-file.ts'
import { LogScan } from './log-scan.ts'
import { unreadable, type RunLog } from './locate-log.ts'
import { RunFacts } from './run-facts.ts'

/** Who a run is, as its own log says, with the defaults of the SDK where it is silent. */
export interface RunHeader {
  readonly id: string
  readonly entity: string
  readonly project: string
  /** Label of the writer, in a run of several; else empty. */
  readonly writer: string
  /** Unix milliseconds. */
  readonly startedMs: number
  /** What a rewind or a fork goes on from: the rows of `run` up to `step`. */
  readonly branch: { readonly run: string; readonly step: number; readonly isFork: boolean } | undefined
}

/** The run record is the second of a log; a log that starts with this much else has none. */
const MAX_HEADER_BYTES = 4 * 1024 * 1024

/** @throws {KymoError} RUN_FOLDER_UNREADABLE */
export async function readRunHeader(log: RunLog): Promise<RunHeader> {
  const facts = new RunFacts(log.folderName)
  const decoder = new HistoryDecoder()
  try {
    const file = await openLogFile(log.logPath)
    try {
      await new LogScan(file).read(({ payload, nextOffset }) => {
        if (decoder.decode(payload) === undefined) facts.add(payload)
        return facts.hasRun || nextOffset > MAX_HEADER_BYTES
      })
    } finally {
      await file.close()
    }
  } catch (error) {
    throw unreadable(log, error)
  }
  const { id, entity, project, run } = facts
  const writer = run?.kymoShared === true ? (run.kymoWriter ?? '') : ''
  return {
    id,
    entity,
    project,
    writer,
    startedMs: facts.startedMs ?? folderTime(log.folderName),
    branch: branchOf(run),
  }
}

type RunRecord = NonNullable<RunFacts['run']>

function branchOf(run: RunRecord | undefined): RunHeader['branch'] {
  const point = run?.branchPoint
  if (!point || (point.metric ?? '_step') !== '_step') return undefined
  return {
    run: point.run ?? '',
    step: point.value ?? 0,
    isFork: run.forked === true && point.run !== run.runId,
  }
}

/** Of logs that do not say when they began. Local time, as the folder's name is. */
function folderTime(folderName: string): number {
  const text = parseRunFolderName(folderName)?.startedText ?? ''
  const iso = text.replace(/^(....)(..)(..)_(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6')
  return Date.parse(iso) || 0
}
