import { fileURLToPath } from 'node:url'
import { runChild } from '@kymo/testkit'
import { expect, test } from 'vitest'

const RUN = fileURLToPath(new URL('../faults/run.mjs', import.meta.url))

interface Row {
  readonly part: string
  readonly fault: string
  readonly result: string
  readonly accepted: number
  readonly lost: number
  readonly twice: number
}

// The whole matrix, with kills at 200 points, full disks and failing system calls, is `npm run faults`.
test('no fault of the quick part of the matrix loses a row or keeps one twice', async () => {
  const { code, stdout, stderr } = await runChild(RUN, { args: ['--quick', '--json'] })

  const { rows } = JSON.parse(stdout.slice(0, stdout.lastIndexOf('}') + 1)) as { rows: readonly Row[] }
  expect(rows.map(({ part, fault, result }) => [part, fault, result])).toEqual(
    rows.map(({ part, fault }) => [part, fault, 'ok']),
  )
  expect(rows.length).toBeGreaterThan(10)
  expect(rows.every(({ accepted, lost, twice }) => accepted > 0 && lost === 0 && twice === 0)).toBe(true)
  expect({ code, stderr }).toMatchObject({ code: 0 })
})
