import { basename } from 'node:path'
import { openLogKeeper } from '../platform/log-file.ts'
import { LogGuard } from './log-guard.ts'

/** Keeps one file durable and alive. No method rejects. */
export interface Guard {
  /** @returns true when the file grew */
  look(): boolean
  flush(): Promise<void>
  close(): Promise<void>
}

export interface GuardOptions {
  readonly path: string
  /** Count of appended records; wraps. */
  readonly readCount: () => number
  readonly syncIntervalMs: number
  readonly heartbeatMs: number
  readonly onSynced: (durableBytes: number) => void
  readonly warn: (warning: { readonly code: string; readonly message: string }) => void
}

/** Without the file it warns once, and guards nothing. */
export async function openGuard({ path, warn, ...options }: GuardOptions): Promise<Guard> {
  let hasWarned = false
  const onFailure = (error: unknown): void => {
    if (hasWarned) return
    hasWarned = true
    const reason = error instanceof Error ? error.message : String(error)
    warn({ code: 'LOG_NOT_DURABLE', message: `Cannot make ${basename(path)} durable: ${reason}` })
  }
  try {
    const keeper = await openLogKeeper(path)
    const guard = new LogGuard({ ...options, keeper, nowMs: () => performance.now(), onFailure })
    return {
      look: () => guard.look(),
      flush: () => guard.flush(),
      close: () => keeper.close().catch(onFailure),
    }
  } catch (error) {
    onFailure(error)
    return { look: () => true, flush: () => Promise.resolve(), close: () => Promise.resolve() }
  }
}

/** The guard of a file that may be made later, or never. */
export function lateGuard(open: () => Promise<Guard>, isThere: () => boolean): Guard {
  let guard: Guard | undefined
  let opening: Promise<void> | undefined
  const keep = async (): Promise<void> => {
    guard = await open()
  }
  const start = (): void => {
    if (opening !== undefined || !isThere()) return
    opening = keep()
  }
  return {
    look: () => {
      start()
      // Until it is open, what is there is news.
      return guard?.look() ?? opening !== undefined
    },
    flush: async () => {
      start()
      await opening
      await guard?.flush()
    },
    close: async () => {
      await opening
      await guard?.close()
    },
  }
}
