import { KymoError, type KymoErrorCode } from '../errors.ts'
import type { Continuation } from '../run/continuation.ts'
import { nestValues } from '../query/nested-values.ts'
import { mergeEarlier, type EarlierRun, type ServerAnswer } from './earlier-run.ts'

/** What a session begins with. */
export type Intent =
  | { readonly kind: 'resume'; readonly id: string; readonly policy: 'allow' | 'must' | 'never' }
  | { readonly kind: 'rewind' | 'fork'; readonly id: string; readonly step: number }

export interface Origin {
  /** Undefined: the run begins. */
  readonly continuation: Continuation | undefined
  /** Sentences for the user. */
  readonly warnings: readonly string[]
}

/**
 * Decides what a session goes on with.
 * @param server undefined: nobody was asked
 * @throws {KymoError} RUN_NOT_FOUND, RUN_EXISTS, RUN_LOOKUP_FAILED
 */
export function chooseOrigin(
  intent: Intent,
  local: EarlierRun | undefined,
  server: ServerAnswer | undefined,
): Origin {
  const earlier = join(local, server)
  const silence = server?.kind === 'unknown' ? server.reason : undefined
  if (earlier === undefined) return chooseBeginning(intent, silence)
  if (intent.kind === 'resume' && intent.policy === 'never')
    throw failure('RUN_EXISTS', intent, 'there is one already; give another id, or allow to resume it')
  const warnings = [
    ...(silence === undefined
      ? []
      : [`${silence}. Run ${intent.id} goes on from what its folders here hold`]),
    ...(earlier.mayBeRunning && intent.kind !== 'fork'
      ? [
          `run ${intent.id} may still be written by another process; both are kept, and their steps may overlap`,
        ]
      : []),
    ...beyond(intent, earlier),
  ]
  return { continuation: toContinuation(intent, earlier), warnings }
}

function chooseBeginning(intent: Intent, silence: string | undefined): Origin {
  if (intent.kind === 'resume' && intent.policy === 'allow') {
    const text = `${silence ?? ''}. Run ${intent.id} begins at step 0, as no folder here holds it`
    return { continuation: undefined, warnings: silence === undefined ? [] : [text] }
  }
  if (silence !== undefined)
    throw failure('RUN_LOOKUP_FAILED', intent, `whether it exists is not known. ${silence}`)
  if (intent.kind === 'resume' && intent.policy === 'never') return { continuation: undefined, warnings: [] }
  throw failure('RUN_NOT_FOUND', intent, 'there is no such run')
}

function join(local: EarlierRun | undefined, server: ServerAnswer | undefined): EarlierRun | undefined {
  if (server?.kind !== 'found') return local
  return local === undefined ? server.run : mergeEarlier(local, server.run)
}

function beyond(intent: Intent, { lastStep }: EarlierRun): string[] {
  if (intent.kind === 'resume' || intent.step <= (lastStep ?? -1)) return []
  const end = lastStep === undefined ? 'has no rows' : `ends at step ${lastStep}`
  return [`run ${intent.id} ${end}, before step ${intent.step} from which it is gone on with`]
}

function toContinuation(intent: Intent, earlier: EarlierRun): Continuation {
  const isResume = intent.kind === 'resume'
  return {
    kind: intent.kind,
    branch: isResume ? undefined : { run: intent.id, step: intent.step },
    startingStep: isResume ? (earlier.lastStep ?? -1) + 1 : intent.step + 1,
    // A fork is a run of its own, which has just begun.
    runtimeMs: intent.kind === 'fork' ? 0 : earlier.durationMs,
    labels: intent.kind === 'fork' ? undefined : earlier.labels,
    config: nestValues(earlier.config),
    summary: new Map(earlier.summary),
    metrics: earlier.metrics,
    counts: earlier.counts,
    afterMs: intent.kind === 'fork' ? 0 : earlier.lastStartMs,
  }
}

const VERBS = { resume: 'resume', rewind: 'rewind', fork: 'fork' } as const

function failure(code: KymoErrorCode, intent: Intent, reason: string): KymoError {
  const verb = intent.kind === 'resume' && intent.policy === 'never' ? 'begin' : VERBS[intent.kind]
  return new KymoError(code, `Cannot ${verb} run '${intent.id}': ${reason}`, { details: { id: intent.id } })
}
