import { expect, test } from 'vitest'
import { createRig } from '../../test/run-rig.ts'
import { SLOT_RECORDS_APPENDED } from '../worker/shared-slots.ts'
import { MAX_PENDING_BYTES } from './log-file.ts'

test('rows, records and their count are on disk and in the shared slots when log() returns', async () => {
  const { open, read, workers } = createRig()
  const run = await open()

  run.log({ loss: 0.5 })
  run.log({ nested: { a: 1 }, kind: 'x' })
  run.log({ late: Number.NaN }, { step: 0 })

  expect(read().rows).toEqual([
    { step: 0, loss: 0.5 },
    { step: 1, 'nested.a': 1, kind: '"x"' },
    { step: 0, late: Number.NaN },
  ])
  const slots = new Int32Array(workers[0]?.start.shared ?? new SharedArrayBuffer(16))
  expect(slots[SLOT_RECORDS_APPENDED]).toBe(5)
})

test('a full disk costs training nothing and the log nothing, once there is room again', async () => {
  const { open, read, files, pulse, output } = createRig()
  const run = await open()
  files.limitCapacity(300)

  for (let i = 0; i < 200; i++) run.log({ i })
  files.limitCapacity(1e9)
  pulse.advance(1000)
  for (let i = 200; i < 210; i++) run.log({ i })

  expect(read().rows.map((row) => row['i'])).toEqual(Array.from({ length: 210 }, (_, i) => i))
  expect(output().match(/Cannot write the log/g)).toHaveLength(1)
  expect((await run.finish()).lostBytes).toBe(0)
})

test('what exceeds the memory for a full disk is dropped whole and counted, and what follows is readable', async () => {
  const { open, read, files, pulse } = createRig()
  const run = await open()
  files.limitCapacity(300)
  const text = 'x'.repeat(900_000)
  const fitting = Math.floor(MAX_PENDING_BYTES / 900_000)

  for (let i = 0; i < fitting + 10; i++) run.log({ i, text })
  files.limitCapacity(1e9)
  pulse.advance(1000)
  run.log({ i: -1 })

  const report = await run.finish()
  const kept = read().rows.map((row) => row['i'])
  expect(kept.at(-1)).toBe(-1)
  expect(kept.length + report.lostRecordCount).toBe(fitting + 11)
  expect(report.lostRecordCount).toBeGreaterThanOrEqual(9)
  expect(report.lostBytes).toBeGreaterThan(8_000_000)
})

test('a disk that stays full is given up at finish(), and the report says how much was lost', async () => {
  const { open, files, output } = createRig()
  const run = await open({ id: 'r1' })
  files.limitCapacity(300)
  for (let i = 0; i < 50; i++) run.log({ i })

  const report = await run.finish()

  expect(report.lostBytes).toBeGreaterThan(1000)
  expect(output()).toMatch(/bytes could not be written/)
})

test('a folder that cannot be made goes to the folder for temporary files', async () => {
  const { open, files, output } = createRig()
  files.fail('makeFolder', { code: 'EROFS' })

  const run = await open({ id: 'r1' })

  expect(run.dir).toMatch(/^\/tmp\/kymo\/offline-run-/)
  expect(output()).toContain('warning: Cannot make a folder in /work/kymo; run r1 is kept in /tmp/kymo/')
})

test('two sessions of one id in the same second have folders of their own', async () => {
  const { open } = createRig()

  const [first, second] = [await open({ id: 'r1' }), await open({ id: 'r1' })]

  expect(second.dir).not.toBe(first.dir)
  expect(second.dir).toMatch(/-r1$/)
})

test('with flush: 50 rows reach the disk within 50 ms, and at once at finish()', async () => {
  const { open, read, pulse } = createRig()
  const run = await open({ flush: 50 })
  pulse.advance(50)

  run.log({ a: 1 })
  expect(read().rows).toEqual([])
  pulse.advance(50)
  expect(read().rows).toHaveLength(1)
  run.log({ a: 2 })
  await run.finish()

  expect(read().rows).toHaveLength(2)
})
