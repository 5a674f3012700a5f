import type { RecordInit } from '@kymo/protocol'
import { Artifact } from '../artifacts/artifact.ts'
import type { RunArtifacts } from '../artifacts/run-artifacts.ts'
import { RunMedia } from '../media/run-media.ts'
import type { ArtifactIds } from '../media/media-plan.ts'
import type { TableArtifact } from '../media/table-log.ts'
import { systemMediaFiles } from '../platform/media-files.ts'
import { processIdentity } from '../platform/process-identity.ts'
import type { LogSession } from './log-session.ts'
import type { MetricBook } from './metric-book.ts'
import type { Notices } from './notices.ts'
import type { RunHost } from './run-host.ts'
import type { RunCounts } from './run-parts.ts'
import { mediaFilesRecord, nestedConfigRecord } from './run-records.ts'

export interface OpenRunMediaParts {
  readonly runId: string
  readonly session: LogSession
  readonly host: RunHost
  readonly notices: Notices
  readonly counts: RunCounts
  readonly metrics: MetricBook
  readonly artifacts: Pick<RunArtifacts, 'logNow' | 'reserveIds' | 'logStaged'>
}

/** Puts the media of a run together with its folder, its log, its worker and its artifacts. */
export function openRunMedia(parts: OpenRunMediaParts): RunMedia {
  const { runId, session, host, notices, counts, metrics, artifacts } = parts
  const { pulse, mediaFiles = systemMediaFiles } = host
  const { log } = session
  const append = (record: RecordInit): void => log.append(record, pulse.nowMs())
  return new RunMedia({
    files: mediaFiles,
    runId,
    folder: () => session.folder.path,
    owner: processIdentity(),
    nowMs: () => pulse.nowMs(),
    wait: (durationMs) => pulse.wait(durationMs),
    warn: (name, reason, isLost) => {
      if (isLost) counts.droppedValueCount++
      const what = isLost ? 'Cannot log' : 'About'
      notices.warnOnce(`media ${name} ${reason}`, `${what} ${JSON.stringify(name)}: ${reason}`)
    },
    notice: (code, text) => notices.warn(code, text),
    announce: (files) => append(mediaFilesRecord(files.map(({ path }) => path))),
    appendRow: (row, step, timeMs) => {
      log.appendRow(row, step, timeMs)
      metrics.tracked.observe(row, step)
    },
    setConfig: (path, json) => append(nestedConfigRecord(path, json)),
    post: (message) => session.worker?.send(message) ?? false,
    logTableArtifact: (table) => logTableArtifact(artifacts, table),
    newArtifactIds: () => artifacts.reserveIds(),
    logStagedArtifact: (artifact) => artifacts.logStaged(artifact),
  })
}

function logTableArtifact(
  artifacts: Pick<RunArtifacts, 'logNow'>,
  table: TableArtifact,
): ArtifactIds | undefined {
  try {
    const artifact = new Artifact(table.name, table.type)
    for (const { path, content } of table.files) {
      if ('file' in content) artifact.addFile(content.file, { name: path })
      else
        artifact.newFile(path, content.parts.length === 1 ? content.parts[0] : Buffer.concat(content.parts))
    }
    return artifacts.logNow(artifact, { isIncremental: table.isIncremental })
  } catch {
    // Warned about where it happened. The run's own file of the table is there.
    return undefined
  }
}
