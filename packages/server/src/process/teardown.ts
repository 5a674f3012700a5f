/** Undoes what was opened, in reverse, once. A step that fails does not keep the others from running. */
export class Teardown {
  readonly #steps: (() => Promise<unknown> | void)[] = []
  #run: Promise<void> | undefined

  add(step: () => Promise<unknown> | void): void {
    this.#steps.push(step)
  }

  run(): Promise<void> {
    this.#run ??= this.#runAll()
    return this.#run
  }

  async #runAll(): Promise<void> {
    const errors: unknown[] = []
    for (const step of this.#steps.toReversed()) {
      try {
        await step()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length > 0) throw errors[0]
  }
}
