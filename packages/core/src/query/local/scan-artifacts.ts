import { ARTIFACT_RECORD, decodeRecord, recordMemberOf, USE_ARTIFACT_RECORD } from '@kymo/protocol'
import { parseMetadata, timeOf } from '../../artifacts/find-logged-versions.ts'
import type { NumberedNote } from '../../artifacts/number-versions.ts'
import { openLogFile } from '../../platform/log-file.ts'
import { findRunFolders } from '../../sync/find-run-folders.ts'
import { locateLog } from '../../sync/locate-log.ts'
import { LogScan } from '../../sync/log-scan.ts'
import { readRunHeader } from '../../sync/read-run-header.ts'
import type { ArtifactAddress } from '../artifact-source.ts'
import type { RunAddress } from '../run-source.ts'

/** An artifact as one record of a log has it, without its manifest: that may be large. */
export interface LoggedNote extends ArtifactAddress, NumberedNote {
  readonly type: string
  readonly tags: readonly string[]
  readonly description: string
  readonly metadata: Readonly<Record<string, unknown>>
  readonly sizeBytes: number
  readonly fileCount: number
  readonly run: RunAddress
}

/** That a run used a version. */
export interface UsedNote extends ArtifactAddress {
  readonly digest: string
  /** What stood behind the colon. */
  readonly selector: string
  readonly usedMs: number
  readonly run: RunAddress
}

export interface ArtifactNotes {
  readonly logged: readonly LoggedNote[]
  readonly used: readonly UsedNote[]
}

const DEFAULT_ENTITY = 'default'
const DEFAULT_PROJECT = 'uncategorized'

/** Reads what all logs of a directory say about artifacts. A log that cannot be read is left out: it must not hide the others. */
export async function scanArtifacts(dir: string): Promise<ArtifactNotes> {
  const logged: LoggedNote[] = []
  const used: UsedNote[] = []
  for (const path of await findRunFolders(dir)) {
    try {
      await scanFolder(path, { logged, used })
    } catch {
      // As said above.
    }
  }
  return { logged, used }
}

async function scanFolder(
  path: string,
  { logged, used }: { readonly logged: LoggedNote[]; readonly used: UsedNote[] },
): Promise<void> {
  const log = await locateLog(path)
  const { entity, project, id } = await readRunHeader(log)
  const run = { entity, project, run: id }
  const file = await openLogFile(log.logPath)
  try {
    await new LogScan(file).read(({ payload }) => {
      const member = recordMemberOf(payload)
      if (member !== ARTIFACT_RECORD && member !== USE_ARTIFACT_RECORD) return
      const { artifact, useArtifact } = decodeRecord(payload)
      if (artifact) logged.push(toLogged(artifact, run))
      if (useArtifact) used.push(toUsed(useArtifact, run))
    })
  } finally {
    await file.close()
  }
}

type Artifact = NonNullable<ReturnType<typeof decodeRecord>['artifact']>
type Use = NonNullable<ReturnType<typeof decodeRecord>['useArtifact']>

function toLogged(record: Artifact, run: RunAddress): LoggedNote {
  const contents = record.manifest?.contents ?? []
  return {
    entity: record.entity || DEFAULT_ENTITY,
    project: record.project || DEFAULT_PROJECT,
    name: record.name ?? '',
    type: record.type ?? '',
    digest: record.digest ?? '',
    aliases: record.aliases ?? [],
    tags: record.tags ?? [],
    description: record.description ?? '',
    metadata: parseMetadata(record.metadata),
    sizeBytes: contents.reduce((sum, { size }) => sum + (size ?? 0), 0),
    fileCount: contents.length,
    loggedMs: timeOf(record),
    run,
  }
}

function toUsed(record: Use, run: RunAddress): UsedNote {
  const [place = '', selector = ''] = (record.name ?? '').split(':')
  return {
    entity: record.kymoEntity || run.entity,
    project: record.kymoProject || run.project,
    // W&B's clients write the place in front of the name.
    name: place.split('/').at(-1) ?? '',
    digest: record.kymoDigest ?? '',
    selector,
    usedMs: timeOf(record),
    run,
  }
}
