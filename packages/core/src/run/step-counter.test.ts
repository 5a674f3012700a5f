import { expect, test } from 'vitest'
import { StepCounter } from './step-counter.ts'

interface Case {
  readonly name: string
  /** [step, commit] of each call. */
  readonly calls: readonly (readonly [number?, boolean?])[]
  /** The step of each call's row, and the current step after all of them. */
  readonly expected: readonly [rowSteps: readonly number[], current: number]
}

const CASES: readonly Case[] = [
  { name: 'rows without a step count up', calls: [[], [], []], expected: [[0, 1, 2], 3] },
  {
    name: 'commit: false stays, and the next row joins it',
    calls: [[undefined, false], [], []],
    expected: [[0, 0, 1], 2],
  },
  { name: 'a step ahead becomes the current one', calls: [[5], [], []], expected: [[5, 5, 6], 7] },
  { name: 'a step ahead with commit: true is done', calls: [[5, true], []], expected: [[5, 6], 7] },
  {
    name: 'a step behind is kept there and moves nothing',
    calls: [[5, true], [2], [2, true], []],
    expected: [[5, 2, 2, 6], 7],
  },
  { name: 'the current step given again stays', calls: [[], [1], [1], []], expected: [[0, 1, 1, 1], 2] },
]

test.each(CASES)('$name', ({ calls, expected }) => {
  const steps = new StepCounter()

  expect([calls.map(([step, commit]) => steps.place(step, commit)), steps.current]).toEqual(expected)
})
