import { ArtifactLog } from '../artifacts/artifact-log.ts'
import { ArtifactServer } from '../artifacts/artifact-server.ts'
import { findVersion, type VersionFinder } from '../artifacts/find-version.ts'
import { openCache } from '../artifacts/open-cache.ts'
import { RunArtifacts } from '../artifacts/run-artifacts.ts'
import { SavedFiles } from '../artifacts/save/saved-files.ts'
import { freeBytesAt } from '../platform/disk-space.ts'
import { sendHttp } from '../platform/http.ts'
import { systemSavedContent } from '../platform/saved-content.ts'
import type { Mode, Settings } from '../settings/settings-values.ts'
import { stageInThread } from '../worker/stage-thread.ts'
import type { LogSession } from './log-session.ts'
import type { Notices } from './notices.ts'
import type { RunHost } from './run-host.ts'
import type { RunDescription } from './run-records.ts'

export interface OpenArtifactsOptions {
  readonly description: RunDescription
  readonly settings: Settings & { readonly mode: Mode }
  /** Entity and project as the server knows them, defaults included. */
  readonly place: { readonly entity: string; readonly project: string }
  readonly session: LogSession | undefined
  readonly host: RunHost
  readonly notices: Notices
}

/** Puts a run's artifacts together with its folder, its log, a thread that stages, the server and the cache. */
export function openArtifacts(options: OpenArtifactsOptions): RunArtifacts {
  const { description, place, session, host, notices } = options
  const { pulse } = host
  const sleep = (durationMs: number): Promise<void> => pulse.wait(durationMs)
  const append: ConstructorParameters<typeof ArtifactLog>[0]['append'] = (record) =>
    session?.log.append(record, pulse.nowMs())
  const server = openServer(options)
  const log = new ArtifactLog({
    run: description,
    folderPath: () => session?.folder.path,
    append,
    stage: stageInThread,
    warn: (code, message) => notices.warn(code, message),
    randomBytes: host.randomBytes,
    nowMs: () => pulse.nowMs(),
    sleep,
    every: (intervalMs, action) => pulse.every(intervalMs, action),
    freeBytes: freeBytesAt,
    findVersion:
      server === undefined
        ? undefined
        : (name, digest) => server.findCommitted({ ...place, name, selector: digest }),
  })
  const saved = new SavedFiles({
    folderPath: () => session?.folder.path,
    cwd: host.environment.cwd,
    content: systemSavedContent,
    append,
    warn: (key, message) => notices.warnOnce(key, message),
    every: (intervalMs, action) => pulse.every(intervalMs, action),
  })
  const finder = openFinder(options, { server, sleep })
  return new RunArtifacts({
    log,
    saved,
    place,
    append,
    nowMs: () => pulse.nowMs(),
    find: (name) => findVersion(name, finder),
  })
}

function openServer({ settings }: OpenArtifactsOptions): ArtifactServer | undefined {
  const { mode, baseUrl, apiKey } = settings
  if (mode !== 'online' || baseUrl === undefined) return undefined
  return new ArtifactServer({ baseUrl, send: sendHttp, ...(apiKey === undefined ? {} : { apiKey }) })
}

function openFinder(
  { settings, host }: OpenArtifactsOptions,
  { server, sleep }: Pick<VersionFinder, 'server' | 'sleep'>,
): VersionFinder {
  const nowMs = (): number => host.pulse.nowMs()
  return {
    server,
    sleep,
    runsDir: settings.dir,
    ...openCache({ settings, environment: host.environment, nowMs }),
  }
}
