import { mkdirSync, renameSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTempDir, writeRunFolder, type TempDir } from '@kymo/testkit'
import { readRunFolder } from './read-run-folder.ts'

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

const summaryItem = (key: string, value: unknown): { key: string; valueJson: string } => ({
  key,
  valueJson: JSON.stringify(value),
})

describe('readRunFolder()', () => {
  it('tells who, when and how a finished run was', async () => {
    const { path, bytes } = writeRunFolder(dir.path, {
      entity: 'team',
      project: 'digits',
      name: 'first try',
      rowCount: 1000,
      exitCode: 0,
      config: { lr: 0.1, optimizer: { name: 'adam', beta: [0.9, 0.999] }, empty: {} },
    })

    const run = await readRunFolder(path)

    expect(run).toMatchObject({
      id: 'a1b2c3d4',
      entity: 'team',
      project: 'digits',
      name: 'first try',
      state: 'finished',
      exitCode: 0,
    })
    expect(run).toMatchObject({
      path,
      startedMs: 1_700_000_000_000,
      durationMs: 100_000,
      lastStep: 999,
      rowCount: 1000,
      pointCount: 2000,
    })
    expect(run).toMatchObject({
      logBytes: bytes.length,
      damagedBytes: 0,
      tornBytes: 0,
      undecodableCount: 0,
      sinks: [],
    })
    expect([...run.config]).toEqual([
      ['lr', 0.1],
      ['optimizer.name', 'adam'],
      ['optimizer.beta', [0.9, 0.999]],
      ['empty', {}],
    ])
    expect(run.summary.get('loss')).toBe(1 / 1000)
  })

  it('fills in what the log does not say', async () => {
    const { path } = writeRunFolder(dir.path, { rowCount: 0 })

    expect(await readRunFolder(path)).toMatchObject({
      entity: 'default',
      project: 'uncategorized',
      lastStep: undefined,
      rowCount: 0,
    })
  })

  it.each([
    [0, 'finished'],
    [1, 'failed'],
    [128, 'failed'],
    [130, 'killed'],
    [143, 'killed'],
    [255, 'failed'],
  ] as const)('exit code %i means %s', async (exitCode, state) => {
    const { path } = writeRunFolder(dir.path, { exitCode })

    expect(await readRunFolder(path)).toMatchObject({ state, exitCode })
  })

  it('a run without an exit record runs while its log is touched, and has crashed 90 seconds later', async () => {
    const { path, logPath } = writeRunFolder(dir.path)
    const fresh = await readRunFolder(path)
    const agoS = Date.now() / 1000 - 91
    utimesSync(logPath, agoS, agoS)
    const stale = await readRunFolder(path)

    expect([fresh.state, stale.state]).toEqual(['running', 'crashed'])
    expect(stale.durationMs).toBe(900)
  })

  it('keeps the value at the greatest step, later writes first, pinned summary above all', async () => {
    const steps = [5, 9, 9, 2]
    const { path } = writeRunFolder(dir.path, {
      rowCount: steps.length,
      step: (row) => steps[row] ?? 0,
      metrics: (row) => ({ a: row, [`only${row}`]: row, text: `t${row}`, pinned: row }),
      records: [
        {
          summary: {
            update: [summaryItem('pinned', 'mine'), summaryItem('nested', { deep: [1] })],
            kymoExplicit: true,
          },
        },
        { summary: { update: [summaryItem('a', 'written'), summaryItem('best', 7)] } },
        { config: { update: [summaryItem('late', true)] } },
      ],
    })

    const run = await readRunFolder(path)

    expect(Object.fromEntries(run.summary)).toMatchObject({
      a: 2,
      text: 't3',
      pinned: 'mine',
      'nested.deep': [1],
      best: 7,
    })
    expect(run.config.get('late')).toBe(true)
    expect(run.lastStep).toBe(9)
  })

  it('treats the names of users as data', async () => {
    const keys = ['__proto__', 'constructor', 'prototype', 'toString', '../x', '😀', 'k'.repeat(900)]
    const metrics = Object.fromEntries(keys.map((key, i) => [key, i]))
    const { path } = writeRunFolder(dir.path, { metrics: () => metrics, config: metrics })

    const run = await readRunFolder(path)

    expect([...run.summary.keys()].toSorted()).toEqual([...keys].toSorted())
    expect([...run.config.keys()].toSorted()).toEqual([...keys].toSorted())
    expect(({} as Record<string, unknown>)['x']).toBeUndefined()
  })

  it('reads up to a torn tail and over a damaged block, and says how much is missing', async () => {
    const { path, logPath, bytes } = writeRunFolder(dir.path, { rowCount: 2000, exitCode: 0 })
    const damaged = Uint8Array.from(bytes)
    damaged.fill(0xff, 40_000, 40_010)
    writeFileSync(logPath, damaged)
    truncateSync(logPath, bytes.length - 3)

    const run = await readRunFolder(path)

    expect(run.state).toBe('running')
    expect(run.damagedBytes).toBeGreaterThan(0)
    expect(run.damagedBytes).toBeLessThanOrEqual(32_768)
    expect(run.tornBytes).toBeGreaterThan(0)
    expect(run.rowCount).toBeGreaterThan(1000)
    expect(run.lastStep).toBe(1999)
  })

  it('tells where the log was sent to, and overlooks a broken cursor', async () => {
    const { path } = writeRunFolder(dir.path)
    mkdirSync(`${path}/cursors`)
    writeFileSync(
      `${path}/cursors/kymo.json`,
      '{"file":"run-a1b2c3d4.wandb","offset":77,"state":{"target":"http://h/default/p"}}',
    )
    writeFileSync(`${path}/cursors/other.json`, '{')

    expect((await readRunFolder(path)).sinks).toEqual([
      {
        sink: 'kymo',
        target: 'http://h/default/p',
        file: 'run-a1b2c3d4.wandb',
        acknowledgedBytes: 77,
        contentsSentBefore: 0,
        unsentSpanBytes: 0,
      },
    ])
  })

  it('refuses what is no run folder', async () => {
    mkdirSync(dir.join('run-20261123_101500-empty000'))
    const { path } = writeRunFolder(dir.path)
    renameSync(path, dir.join('my copy'))

    for (const wrong of ['run-20261123_101500-empty000', 'absent', 'my copy']) {
      await expect(readRunFolder(dir.join(wrong))).rejects.toMatchObject({ code: 'RUN_FOLDER_INVALID' })
    }
  })
})
