import { expect, test } from 'vitest'
import { RUN_COLOUR_COUNT } from './run-colours.ts'
import { dashOf, isLineOf, toWriterLine } from './writer-lines.ts'

const writers = Array.from({ length: 12 }, (_each, index) => `rank${index}`)
const run = { id: 'a', name: 'first', colour: 8, writers }

test('alone, every writer of a run has a look of its own, and the first has the colour of the run', () => {
  const lines = writers.map((writer) => toWriterLine(run, writer, { isAlone: true }))

  expect(new Set(lines.map((line) => JSON.stringify([line.colour, dashOf(line)]))).size).toBe(12)
  expect(lines[0]).toMatchObject({ name: 'rank0', colour: 8 })
  expect(Math.max(...lines.map(({ colour }) => colour))).toBeLessThan(RUN_COLOUR_COUNT)
})

test('among other runs, writers keep the colour of their run and differ by pattern', () => {
  const lines = writers.slice(0, 6).map((writer) => toWriterLine(run, writer, { isAlone: false }))

  expect(new Set(lines.map(({ colour }) => colour))).toEqual(new Set([8]))
  expect(new Set(lines.map((line) => JSON.stringify(dashOf(line)))).size).toBe(6)
  expect(lines[1].name).toBe('first · rank1')
})

test('a highlighted run means all of its writers, a highlighted writer itself', () => {
  const line = toWriterLine(run, 'rank3', { isAlone: true })

  expect(isLineOf(line, 'a')).toBe(true)
  expect(isLineOf(line, line.id)).toBe(true)
  expect(isLineOf(line, 'b')).toBe(false)
  expect(isLineOf(run, undefined)).toBe(false)
})
