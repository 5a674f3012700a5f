import type { Worker } from 'node:worker_threads'
import type { StagedEntry, StageItem } from '../artifacts/content.ts'
import { runStage, type StageReply, type StageStart } from '../artifacts/run-stage.ts'
import { DiskFullError } from '../artifacts/disk-full-error.ts'
import { fromFailure } from '../artifacts/stage-items.ts'
import { spawnThread } from './spawn-worker.ts'

/**
 * Reads, copies and names content in a thread of its own, which ends when it is done. Where no thread can be started the same is
 * done on the calling thread: it is then busy for about a second per GB.
 * @throws {DiskFullError} when the disk has no room
 * @throws {KymoError} as `stageItems`
 */
export async function stageInThread(
  root: string,
  items: readonly StageItem[],
): Promise<readonly StagedEntry[]> {
  const start: StageStart = { kind: 'stage', root, items }
  const thread = await openThread(start)
  const reply = thread === undefined ? await runStage(start) : await replyOf(thread)
  if (reply.kind === 'staged') return reply.entries
  const error = fromFailure(reply.failure, '')
  throw reply.pinned === undefined ? error : new DiskFullError(error, reply.pinned)
}

async function openThread(start: StageStart): Promise<Worker | undefined> {
  // What is held in memory is handed over, not copied.
  const transferList = start.items.flatMap(({ source }) =>
    source.kind === 'bytes' ? [source.bytes.buffer as ArrayBuffer] : [],
  )
  try {
    return await spawnThread(start, transferList)
  } catch {
    return undefined
  }
}

function replyOf(thread: Worker): Promise<StageReply> {
  return new Promise((resolve) => {
    const fail = (reason: string): void =>
      resolve({ kind: 'failed', failure: { code: 'ARTIFACT_NOT_STAGED', reason, path: '' } })
    thread.once('message', (reply: StageReply) => resolve(reply))
    thread.once('error', (error) => fail(error instanceof Error ? error.message : String(error)))
    thread.once('exit', () => fail('the thread that stages it ended unexpectedly'))
  })
}
