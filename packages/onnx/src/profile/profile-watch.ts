import type { InferenceSessionLike } from '../framework-types.ts'
import { guarded, type Report } from '../guard.ts'
import { profilePlace, type ProfilePlace, takeProfile } from './profile-file.ts'

export interface ProfileWatchOptions {
  /** Not held: it may be freed while it is watched. */
  readonly session: WeakRef<InferenceSessionLike>
  readonly isEnabled: boolean
  /** As in the session's options. */
  readonly prefix: string | undefined
  /** Ends the profile after so many runs; 0: never. */
  readonly maxRunCount: number
  /** Starts something that takes its time, with the path of the profile. */
  readonly onProfile: (find: () => Promise<string | undefined>) => void
  readonly report: Report
}

/** Ends the profile of a session in time, and finds its file. */
export class ProfileWatch {
  readonly #options: ProfileWatchOptions
  readonly #place: ProfilePlace | undefined
  #runCount = 0
  #hasEnded = false

  constructor(options: ProfileWatchOptions) {
    this.#options = options
    this.#place = options.isEnabled ? profilePlace(options.prefix, Date.now()) : undefined
  }

  /** Another run has ended. */
  noteRun(): void {
    if (this.#place === undefined || this.#hasEnded) return
    this.#runCount++
    if (this.#runCount === this.#options.maxRunCount) this.end()
  }

  /** Ends the profile, unless that has been done. */
  end(): void {
    if (this.#place === undefined || this.#hasEnded) return
    // Ours or that of the class: either way what follows is done once.
    guarded(this.#options.report, () => this.#options.session.deref()?.endProfiling?.())
    this.noteEnd()
  }

  /** The program has ended the profile. */
  noteEnd(): void {
    const place = this.#place
    if (place === undefined || this.#hasEnded) return
    this.#hasEnded = true
    this.#options.onProfile(() => takeProfile(place))
  }
}
