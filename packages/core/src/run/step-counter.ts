/** Gives every row its step. Steps may be given in any order; rows without one get the current step. */
export class StepCounter {
  #current: number

  /** @param first where a run that goes on begins */
  constructor(first = 0) {
    this.#current = first
  }

  /** The step that the next row without a step of its own gets. */
  get current(): number {
    return this.#current
  }

  /**
   * @param step undefined: the current step
   * @param commit true: the current step is done, the next row gets the one after it. Default: true when no step is given
   * @returns the step of this row
   */
  place(step: number | undefined, commit: boolean | undefined): number {
    const rowStep = step ?? this.#current
    // A step below the current one is a late value of an old step: it is kept there and moves nothing.
    if (rowStep > this.#current) this.#current = rowStep
    if ((commit ?? step === undefined) && rowStep >= this.#current) this.#current = rowStep + 1
    return rowStep
  }
}
