import { removeResumeNote, writeOwner, writeResumeNote } from '../platform/owner-file.ts'
import type { RunAddress } from '../query/run-source.ts'
import { openRun, placeOf } from '../run/open-run.ts'
import type { RunHost } from '../run/run-host.ts'
import type { Run } from '../run/run.ts'
import type { ResolvedSettings } from '../settings/resolve-settings.ts'
import type { Intent, Origin } from './choose-origin.ts'
import { readWish } from './resume-intent.ts'

type CheckedSettings = ResolvedSettings['settings']

/** Ids of the runs of this process that `resume: 'auto'` remembers. */
const openAutoRuns = new Set<string>()

/**
 * Opens a run, after finding out what it goes on with.
 * @throws {KymoError} RUN_NOT_FOUND, RUN_EXISTS, RUN_LOOKUP_FAILED: nothing was recorded then
 */
export async function openSession(resolved: ResolvedSettings, host: RunHost): Promise<Run> {
  const { settings } = resolved
  const wish = readWish(settings, host.randomBytes, (id) => openAutoRuns.has(id))
  const found = wish.intent === undefined ? NOTHING : await findOrigin(wish.intent, settings)
  const place = placeOf(settings)
  const run = await openRun(
    {
      ...resolved,
      settings: { ...settings, ...(wish.id === undefined ? {} : { id: wish.id }) },
      warnings: [...resolved.warnings, ...wish.warnings, ...found.warnings],
    },
    host,
    {
      continuation: found.continuation,
      ...(wish.isAuto ? { onEnded: (code: number) => forgetRun(settings.dir, wish.id ?? '', code) } : {}),
    },
  )
  if (run.dir !== undefined) writeOwner(run.dir)
  if (wish.isAuto) noteRun(settings.dir, { ...place, run: run.id })
  return run
}

const NOTHING: Origin = { continuation: undefined, warnings: [] }

/** Loaded only here: a run that goes on with nothing pays no memory for it. */
async function findOrigin(intent: Intent, settings: CheckedSettings): Promise<Origin> {
  const found = await import('./find-origin.ts')
  return found.findOrigin(intent, settings)
}

/** A run that ended well is done: the next `'auto'` begins another. */
function forgetRun(dir: string, id: string, exitCode: number): void {
  openAutoRuns.delete(id)
  if (exitCode === 0) removeResumeNote(dir, id)
}

/** Without the note the next `resume: 'auto'` begins a new run, which is no reason not to train. */
function noteRun(dir: string, place: RunAddress): void {
  openAutoRuns.add(place.run)
  try {
    writeResumeNote(dir, place)
  } catch {
    // A folder that cannot be written: the run has said so already.
  }
}
