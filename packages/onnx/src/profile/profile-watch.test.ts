import { readdirSync } from 'node:fs'
import type { Table } from '@kymo/core'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ort } from '../../test/load-ort.ts'
import { denseModel } from '../../test/onnx-writer.mjs'
import { configOf, createRecordingRun, type RecordingRun, valuesOf } from '../../test/recording-run.ts'
import { watchSession } from '../index.ts'

let dir: TempDir
beforeEach(() => void (dir = createTempDir()))
afterEach(() => dir.remove())

/** ONNX Runtime 1.20 takes the option, and writes nothing. */
async function canProfile(): Promise<boolean> {
  const probe = createTempDir()
  const session = await ort.InferenceSession.create(denseModel(), {
    enableProfiling: true,
    profileFilePrefix: probe.join('p'),
  })
  session.endProfiling()
  const hasFile = readdirSync(probe.path).length > 0
  probe.remove()
  return hasFile
}
const writesProfiles = await canProfile()
if (!writesProfiles && process.env['KYMO_ONNX_FROM'] === undefined)
  throw new Error('The ONNX Runtime of the repository writes no profiles')

const FEEDS = { x: new ort.Tensor('float32', new Float32Array(16), [2, 8]) }

async function profiled(
  runCount: number,
  options: { profileRuns?: number } = {},
): Promise<{ run: RecordingRun; session: Awaited<ReturnType<typeof ort.InferenceSession.create>> }> {
  const run = createRecordingRun()
  const sessionOptions = { enableProfiling: true, profileFilePrefix: dir.join('p') }
  const session = await ort.InferenceSession.create(denseModel({ layers: 2 }), sessionOptions)
  watchSession(session, { run, options: sessionOptions, ...options })
  for (let i = 0; i < runCount; i++) await session.run(FEEDS)
  return { run, session }
}

const callsOf = (run: RecordingRun): unknown[] => {
  const [table] = valuesOf(run, 'onnx/session/operators') as Table[]
  return table?.rows.map((row) => row[table.columns.indexOf('calls')]) ?? []
}

describe.skipIf(!writesProfiles)('the profile of a watched session', () => {
  it('becomes tables and an artifact after so many runs', async () => {
    const { run } = await profiled(8, { profileRuns: 5 })
    await run.finish()

    // Which operators ONNX Runtime fuses is its business; there are two layers, and five runs.
    expect(callsOf(run).length).toBeGreaterThan(0)
    for (const calls of callsOf(run)) expect(Number(calls) % 5).toBe(0)
    expect(configOf(run)['nodesByProvider']).toEqual({ CPUExecutionProvider: expect.any(Number) })
    expect(run.artifacts.map(({ name, type }) => [name, type])).toEqual([['session-profile', 'profile']])
    expect(run.artifacts[0]?.metadata).toMatchObject({ runCount: 5, skippedEventCount: 0, isCut: false })
  })

  it.each(['the run finishes', 'the session is released', 'the program ends it'])(
    'or when %s',
    async (how) => {
      const { run, session } = await profiled(3, { profileRuns: 0 })

      if (how === 'the session is released') await session.release()
      if (how === 'the program ends it') session.endProfiling()
      await run.finish()

      expect(run.artifacts[0]?.metadata).toMatchObject({ runCount: 3 })
      expect(valuesOf(run, 'onnx/session/operators')).toHaveLength(1)
      expect(valuesOf(run, 'onnx/session/nodes')).toHaveLength(1)
    },
  )

  it('is told apart from that of another session with the same prefix', async () => {
    const first = await profiled(3)
    await first.run.finish()
    const second = await profiled(4)
    await second.run.finish()

    expect(readdirSync(dir.path).length).toBe(2)
    expect(first.run.artifacts[0]?.metadata).toMatchObject({ runCount: 3 })
    expect(second.run.artifacts[0]?.metadata).toMatchObject({ runCount: 4 })
  })
})
