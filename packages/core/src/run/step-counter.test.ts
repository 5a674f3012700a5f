import { expect, test } from 'vitest'
import { StepCounter } from './step-counter.ts'

/** [step, commit] of each call, the step of its row, and the current step after it. */
const CASES: readonly (readonly [
  string,
  readonly (readonly [number?, boolean?])[],
  readonly number[],
  number,
])[] = [
  ['rows without a step count up', [[], [], []], [0, 1, 2], 3],
  ['commit: false stays, and the next row joins it', [[undefined, false], [], []], [0, 0, 1], 2],
  ['a step ahead becomes the current one', [[5], [], []], [5, 5, 6], 7],
  ['a step ahead with commit: true is done', [[5, true], []], [5, 6], 7],
  ['a step behind is kept there and moves nothing', [[5, true], [2], [2, true], []], [5, 2, 2, 6], 7],
  ['the current step given again stays', [[], [1], [1], []], [0, 1, 1, 1], 2],
]

test.each(CASES)('%s', (_name, calls, rowSteps, current) => {
  const steps = new StepCounter()

  expect(calls.map(([step, commit]) => steps.place(step, commit))).toEqual(rowSteps)
  expect(steps.current).toBe(current)
})
