import type { Notices } from './notices.ts'
import { OnceCallbacks } from './once-callbacks.ts'

/** Where adapters attach to a run. */
export class RunHooks {
  readonly stop: OnceCallbacks<[]>
  readonly preempt: OnceCallbacks<[]>
  readonly finish: OnceCallbacks<[exitCode: number]>

  constructor(notices: Notices) {
    this.stop = new OnceCallbacks('onStop', notices)
    this.preempt = new OnceCallbacks('onPreempt', notices)
    this.finish = new OnceCallbacks('onFinish', notices)
  }
}
