/** Told once how a call came out. */
export interface ResultObserver {
  /** False: the items of an iteration are of no use to it, and none are remembered. */
  readonly keepsItems: boolean
  /** Runs a step of a generator where its span is active. */
  run<R>(action: () => R): R
  /** With the value, or the first items of what was iterated. */
  succeed(value: unknown): void
  fail(error: unknown): void
  /** Its consumer stopped early. */
  cancel(): void
}

/** Ends the span of what the program dropped without using it up: nothing else would, and a run remembers its open spans. */
export const dropped: FinalizationRegistry<() => void> = new FinalizationRegistry((cancel) => cancel())

/** Lets through the first of several ends. It must not hold the result: what is dropped could not be told. */
export class Once {
  readonly #observer: ResultObserver
  #isOver = false
  readonly run: ResultObserver['run']

  constructor(observer: ResultObserver) {
    this.#observer = observer
    this.run = (action) => observer.run(action)
  }

  get keepsItems(): boolean {
    return this.#observer.keepsItems && !this.#isOver
  }

  readonly succeed = (value: unknown): void => this.#end(() => this.#observer.succeed(value))
  readonly fail = (error: unknown): void => this.#end(() => this.#observer.fail(error))
  readonly cancel = (): void => this.#end(() => this.#observer.cancel())

  #end(tell: () => void): void {
    if (this.#isOver) return
    this.#isOver = true
    try {
      tell()
    } catch {
      // The user's result is on its way: what cannot be noted of it must not change it.
    }
  }
}
