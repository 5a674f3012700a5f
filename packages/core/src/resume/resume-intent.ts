import { generateRunId } from '@kymo/protocol'
import { readResumeNote } from '../platform/owner-file.ts'
import { mayBeRunning } from '../platform/process-identity.ts'
import { placeOf } from '../run/open-run.ts'
import type { ResolvedSettings } from '../settings/resolve-settings.ts'
import type { Intent } from './choose-origin.ts'

type CheckedSettings = ResolvedSettings['settings']

/** What the settings ask for. */
export interface ResumeWish {
  readonly id: string | undefined
  /** Undefined: there is nothing to look for. */
  readonly intent: Intent | undefined
  /** Remember the run in its folder until it has ended well. */
  readonly isAuto: boolean
  readonly warnings: readonly string[]
}

/** @param isOpenHere whether a run of this id that `'auto'` remembers is open in this process */
export function readWish(
  settings: CheckedSettings,
  randomBytes: (count: number) => Uint8Array,
  isOpenHere: (id: string) => boolean,
): ResumeWish {
  const { id, resume, resumeFrom, forkFrom } = settings
  const wish = { id, intent: undefined, isAuto: false, warnings: [] }
  // A helper of a shared run has the environment of the first writer, but it goes on with nothing itself.
  if (settings.mode === 'disabled' || (settings.shared && !settings.primary)) return wish
  if (resumeFrom !== undefined)
    return { ...wish, intent: { kind: 'rewind', id: resumeFrom.run, step: resumeFrom.step } }
  if (forkFrom !== undefined)
    return { ...wish, intent: { kind: 'fork', id: forkFrom.run, step: forkFrom.step } }
  if (resume === 'auto' || resume === true)
    return autoWish(settings, id ?? generateRunId(randomBytes), isOpenHere)
  if (resume === undefined || resume === false || id === undefined) return wish
  return { ...wish, intent: { kind: 'resume', id, policy: resume } }
}

/** @param newId the id unless the note has another */
function autoWish(settings: CheckedSettings, newId: string, isOpenHere: (id: string) => boolean): ResumeWish {
  const note = readResumeNote(settings.dir)
  const { entity, project } = placeOf(settings)
  const resume = (id: string): ResumeWish => ({
    id,
    intent: { kind: 'resume', id, policy: 'allow' },
    isAuto: true,
    warnings: [],
  })
  if (settings.id !== undefined) return resume(newId)
  const begin: ResumeWish = { id: newId, intent: undefined, isAuto: true, warnings: [] }
  if (note === undefined || note.entity !== entity || note.project !== project) return begin
  const isOurs = note.owner.processId === process.pid
  if (isOurs ? !isOpenHere(note.run) : !mayBeRunning(note.owner)) return resume(note.run)
  const text = `run ${note.run} of ${settings.dir} is still being written by process ${note.owner.processId} of ${note.owner.hostName}: this is another run`
  return { ...begin, isAuto: false, warnings: [text] }
}
