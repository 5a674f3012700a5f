import { basename } from 'node:path'
import type { VerifiedContent, VerifyReport } from '@kymo/core/sync'
import { logPath, MAX_PACK_FILES, type AppendReply, type FileClaim, type MissingReply } from '@kymo/protocol'
import { askServer, type ServerAccess } from '../ask-server.ts'

/** What a server lacks of a run folder. */
export interface ServerComparison {
  readonly baseUrl: string
  /** Bytes of the log that it holds durably. */
  readonly logBytes: number
  /** Of the log of spans; absent when there is none here. */
  readonly spanBytes?: number
  readonly missingFiles: readonly string[]
  readonly missingContents: readonly string[]
  /** True when it holds the log to its end, and all files and contents with these digests. */
  readonly isComplete: boolean
}

/** Asks a server about everything that was found in a run folder, by size and digest. Sends nothing but names. @param place where it was sent to; default its own */
export async function compareWithServer(
  report: VerifyReport,
  access: ServerAccess,
  { entity, project }: { readonly entity: string; readonly project: string } = report,
): Promise<ServerComparison> {
  const { logName } = report
  const folder = basename(report.path)
  const log = logPath({ entity, project, folder, file: logName }).replace(/^\/api\/v1/, '')
  const { offset = 0 } = (await askServer<AppendReply>(access, log)) ?? {}
  const place = [entity, project, folder].map(encodeURIComponent).join('/')
  const spansOffset = report.spans === undefined ? 0 : await askSpans(report, access, { entity, project })
  const files = report.contents.filter(({ kind }) => kind === 'file')
  const blobs = report.contents.filter(({ kind }) => kind === 'artifact')
  const missingFiles = await findMissing(access, `/files/${place}/missing`, files)
  const missingContents = await findMissing(access, '/blobs/missing', blobs)
  return {
    baseUrl: access.baseUrl,
    logBytes: offset,
    ...(report.spans === undefined ? {} : { spanBytes: spansOffset }),
    missingFiles,
    missingContents,
    isComplete:
      offset >= report.logBytes &&
      spansOffset >= (report.spans?.logBytes ?? 0) &&
      missingFiles.length === 0 &&
      missingContents.length === 0,
  }
}

/** @returns bytes of the log of spans that the server holds */
async function askSpans(
  { path, logName }: VerifyReport,
  access: ServerAccess,
  place: { readonly entity: string; readonly project: string },
): Promise<number> {
  const file = logName.replace(/\.wandb$/, '.spans')
  const route = logPath({ ...place, folder: basename(path), file }).replace(/^\/api\/v1/, '')
  return (await askServer<AppendReply>(access, route))?.offset ?? 0
}

async function findMissing(
  access: ServerAccess,
  path: string,
  contents: readonly VerifiedContent[],
): Promise<string[]> {
  const missing: string[] = []
  for (let at = 0; at < contents.length; at += MAX_PACK_FILES) {
    const some = contents.slice(at, at + MAX_PACK_FILES)
    const claims = some.map((content): FileClaim => ({
      ...(content.kind === 'file' ? { path: content.path } : {}),
      sha256: content.sha256,
      size: content.sizeBytes,
    }))
    const reply = await askServer<MissingReply>(access, path, { files: claims })
    // Who does not know the question has none of them.
    const indexes = reply?.missing.map(({ index }) => index) ?? some.map((_, i) => i)
    for (const index of indexes) missing.push(some[index]?.path ?? '')
  }
  return missing
}
