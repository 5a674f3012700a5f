import { ArtifactLog } from '../artifacts/artifact-log.ts'
import { stageInThread } from '../worker/stage-thread.ts'
import type { LogSession } from './log-session.ts'
import type { Notices } from './notices.ts'
import type { RunDescription } from './run-records.ts'
import type { RunHost } from './run-host.ts'

/** Puts the artifact log of a run together with its folder, its log and a thread that stages. */
export function openArtifactLog(parts: {
  readonly description: RunDescription
  readonly session: LogSession | undefined
  readonly host: RunHost
  readonly notices: Notices
}): ArtifactLog {
  const { description, session, host, notices } = parts
  const { pulse } = host
  return new ArtifactLog({
    run: description,
    folderPath: () => session?.folder.path,
    append: (record) => session?.log.append(record, pulse.nowMs()),
    stage: stageInThread,
    warn: (code, message) => notices.warn(code, message),
    randomBytes: host.randomBytes,
    nowMs: () => pulse.nowMs(),
    sleep: (durationMs) => pulse.wait(durationMs),
    findVersion: undefined,
  })
}
