import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nearestStep, stepBeside, unionOfSteps } from './step-choice.ts'

test('the nearest step is shown, the earlier of two equally near, the newest where nothing is wanted', () => {
  const steps = [0, 10, 20, 100]
  expect([-5, 4, 5, 6, 15, 60, 61, 1e9].map((step) => nearestStep(steps, step))).toEqual([
    0, 0, 0, 10, 10, 20, 100, 100,
  ])
  expect(nearestStep(steps, undefined)).toBe(100)
  expect(nearestStep([], 3)).toBeUndefined()
})

test('no step is nearer than the chosen one', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer(), { minLength: 1 }), fc.integer(), (list, wanted) => {
      const steps = list.toSorted((left, right) => left - right)
      const chosen = nearestStep(steps, wanted)!
      expect(steps).toContain(chosen)
      expect(Math.min(...steps.map((step) => Math.abs(step - wanted)))).toBe(Math.abs(chosen - wanted))
    }),
  )
})

test('stepping stays within the list', () => {
  expect([-1, 1, 5].map((offset) => stepBeside([1, 5, 9], 5, offset))).toEqual([1, 9, 9])
  expect(stepBeside([1, 5, 9], undefined, -1)).toBe(5)
  expect(stepBeside([], 5, 1)).toBeUndefined()
})

test('the steps of several runs are one list', () => {
  expect(unionOfSteps([[1, 3], undefined, [2, 3]])).toEqual([1, 2, 3])
})
