import { expect, test } from 'vitest'
import { createCaptureSlots, TOOL_COUNT } from './capture-slots.ts'
import { endTools, sharedToolLedger } from './tool-ledger.ts'

const open = () => new Int32Array(createCaptureSlots())

function killed(slots: Int32Array): number[] {
  const processIds: number[] = []
  endTools(slots, (processId) => processIds.push(processId))
  return processIds
}

test('ending kills what runs and not what has ended, whose number may be somebody else by now', () => {
  const slots = open()
  const ledger = sharedToolLedger(slots)
  const leave = ledger.note(11)
  ledger.note(12)
  leave?.()
  ledger.note(13)

  expect(killed(slots).toSorted((a, b) => a - b)).toEqual([12, 13])
  expect(killed(slots)).toEqual([])
})

test('a program that was started after the end is refused', () => {
  const slots = open()
  endTools(slots, () => undefined)

  expect(sharedToolLedger(slots).note(11)).toBeUndefined()
  expect(killed(slots)).toEqual([])
})

test('one more than there is room for is refused, and takes nobody else out', () => {
  const slots = open()
  const ledger = sharedToolLedger(slots)
  const leaves = Array.from({ length: TOOL_COUNT }, (_, i) => ledger.note(100 + i))

  expect(leaves.every((leave) => leave !== undefined)).toBe(true)
  expect(ledger.note(999)).toBeUndefined()
  expect(killed(slots)).toHaveLength(TOOL_COUNT)
})
