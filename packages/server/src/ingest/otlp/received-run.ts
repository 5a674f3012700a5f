import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import {
  encodeRecord,
  encodeTraceRequest,
  KYMO_SPAN,
  parseRunFolderName,
  runFolderName,
  type LogAddress,
  type RecordInit,
} from '@kymo/protocol'
import type { RunRef } from '../../api/types.ts'
import { toFolderPlace } from '../log-place.ts'

/** Writer of what came by OTLP: tells its folder from those that the run's own sessions write. */
export const OTLP_WRITER = 'otlp'

/** The folder that holds what came for a run by OTLP; a name for a new one where there is none yet. */
export async function findReceivedFolder(
  runsDir: string,
  { entity, project, run }: RunRef,
  nowMs: number,
): Promise<string> {
  const fresh = runFolderName({ startedAt: new Date(nowMs), id: run, offline: false, writer: OTLP_WRITER })
  const { folders } = toFolderPlace({ entity, project, folder: fresh })
  const names = await readdir(join(runsDir, folders[0].segment, folders[1].segment)).catch(
    (error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
      throw error
    },
  )
  const found = names.filter(
    (name) => name.endsWith(`+${OTLP_WRITER}`) && parseRunFolderName(name)?.id === run,
  )
  return found.toSorted()[0] ?? fresh
}

export function receivedLogs(
  ref: RunRef,
  folder: string,
): { readonly log: LogAddress; readonly spans: LogAddress } {
  const { entity, project, run } = ref
  return {
    log: { entity, project, folder, file: `run-${run}.wandb` },
    spans: { entity, project, folder, file: `run-${run}.spans` },
  }
}

/**
 * All that the log beside received spans says: that the run is there. It is one of possibly several writers, and not the one
 * whose end is the end of the run, so that it never decides how a run of ours is doing.
 */
export function receivedRunRecords({ entity, project, run }: RunRef, startedMs: number): Uint8Array[] {
  const records: RecordInit[] = [
    { header: { versionInfo: { producer: 'kymo-server' } } },
    {
      run: {
        runId: run,
        entity,
        project,
        displayName: run,
        startTime: { seconds: Math.floor(startedMs / 1000), nanos: (startedMs % 1000) * 1_000_000 },
        kymoShared: true,
        kymoWriter: OTLP_WRITER,
      },
    },
    { exit: { exitCode: 0, runtime: 0, notComplete: true } },
  ]
  return records.map((record, index) => encodeRecord({ ...record, num: index + 1 }))
}

/** First record of the spans: the resource that counts where a sender names none. */
export function receivedResource({ entity, project, run }: RunRef): Uint8Array {
  return encodeTraceRequest([
    {
      resource: [
        [KYMO_SPAN.entity, entity],
        [KYMO_SPAN.project, project],
        [KYMO_SPAN.run, run],
        [KYMO_SPAN.writer, OTLP_WRITER],
      ],
      scopes: [],
      schemaUrl: '',
    },
  ])
}
