import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decodeRecord, LogReader, type LogRecord } from '@kymo/protocol'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/history/main.mjs', import.meta.url))

let dir: TempDir
let exit: ChildExit
let records: LogRecord[]
beforeAll(async () => {
  dir = createTempDir()
  exit = await runChild(EXAMPLE, { cwd: dir.path })
  const folder = dir.join('kymo', readdirSync(dir.join('kymo')).find((name) => name.includes('run-')) ?? '')
  const reader = new LogReader()
  reader.push(readFileSync(`${folder}/${readdirSync(folder).find((name) => name.endsWith('.wandb'))}`))
  records = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    records.push(decodeRecord(entry.payload.slice()))
})
afterAll(() => dir.remove())

test('the example reads back the summary that its definitions ask for', () => {
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout).toContain('val.accuracy.best: 0.8333333333333333')
  expect(exit.stdout).toMatch(/val\.loss\.min: 0\.33333/)
  expect(exit.stdout).toMatch(/val\.loss\.last: 0\.56666/)
  expect(exit.stdout).toContain('comment: "epoch 5 went wrong"')
  expect(exit.stdout).toContain('debug/noise: undefined')
})

test('several calls make one row, a late value goes to its step, and numbers that are none are kept', () => {
  // 6 epochs of 20 batches and an evaluation, and the row at the end.
  expect(exit.stdout).toMatch(/^127 rows$/m)
  expect(exit.stdout).toContain('step 40: test/accuracy 0.83')
  const last = records.findLast(({ history }) => history)?.history
  expect(
    last?.item?.map(({ key, nestedKey, valueJson }) => [key || nestedKey?.join('.'), valueJson]),
  ).toEqual(
    expect.arrayContaining([
      ['loss', 'NaN'],
      ['gradient norm', 'Infinity'],
    ]),
  )
})

test('rows of the validation have the epoch that is their x axis', () => {
  const metrics = records.flatMap(({ metric }) => metric ?? [])
  expect(metrics.find(({ name }) => name === 'val.loss')).toMatchObject({
    stepMetric: 'epoch',
    options: { stepSync: true },
  })
})
