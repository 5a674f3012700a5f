import { HistoryDecoder } from '@kymo/protocol'
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
  const writer = facts.run?.kymoShared === true ? (facts.run.kymoWriter ?? '') : ''
  return { id: facts.id, entity: facts.entity, project: facts.project, writer }
}
