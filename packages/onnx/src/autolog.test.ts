import { afterEach, describe, expect, it } from 'vitest'
import { ort } from '../test/load-ort.ts'
import { denseModel } from '../test/onnx-writer.mjs'
import { configOf, createRecordingRun, type RecordingRun, valuesOf } from '../test/recording-run.ts'
import { autolog, unwatch, watchSession } from './index.ts'

const FEEDS = { x: new ort.Tensor('float32', new Float32Array(8), [1, 8]) }
const factory = ort.InferenceSession as unknown as { create: unknown; prototype: object }
const methods = (): unknown[] => [factory.create, Reflect.get(factory.prototype, 'run')]
const own = (): unknown[] => [Reflect.ownKeys(factory), Reflect.ownKeys(factory.prototype)]
const [originals, keys] = [methods(), own()]

const runs: RecordingRun[] = []
const startRun = (): RecordingRun => {
  const run = createRecordingRun()
  runs.push(run)
  return run
}
afterEach(async () => {
  for (const run of runs.splice(0)) await run.finish()
  expect(methods()).toEqual(originals)
  expect(own()).toEqual(keys)
})

describe('autolog()', () => {
  it('watches sessions that are made after it, with model, options and load time', async () => {
    const run = startRun()
    autolog(ort, { run, warmupRuns: 0 })

    const session = await ort.InferenceSession.create(denseModel(), { intraOpNumThreads: 1 })
    await session.run(FEEDS)
    await run.finish()

    expect(session).toBeInstanceOf(ort.InferenceSession)
    expect(valuesOf(run, 'onnx/session/runs')).toEqual([1])
    expect(configOf(run)).toMatchObject({
      options: { intraOpNumThreads: 1 },
      model: { parameterCount: 36 },
      loadMs: expect.any(Number),
    })
  })

  it('watches sessions that were there before, from their next run on', async () => {
    const run = startRun()
    const session = await ort.InferenceSession.create(denseModel())
    autolog(ort, { run, warmupRuns: 0 })

    await session.run(FEEDS)
    await session.run(FEEDS)
    await run.finish()

    expect(valuesOf(run, 'onnx/session/runs')).toEqual([2])
  })

  it('reads what a session is made of as ONNX Runtime does', async () => {
    const run = startRun()
    autolog(ort, { run })
    const content = denseModel()
    const shifted = new Uint8Array(content.length + 7)
    shifted.set(content, 3)

    await ort.InferenceSession.create(shifted.buffer, 3, content.length, { intraOpNumThreads: 2 })
    await run.finish()

    expect(configOf(run)).toMatchObject({
      options: { intraOpNumThreads: 2 },
      model: { sizeBytes: content.length, parameterCount: 36 },
    })
  })

  it('leaves a failing create() as it is', async () => {
    autolog(ort, { run: startRun() })

    await expect(ort.InferenceSession.create('nowhere.onnx')).rejects.toThrow('nowhere.onnx')
    await expect(ort.InferenceSession.create(7 as never)).rejects.toThrow(TypeError)
  })

  it('is taken back by what it returns; sessions are watched until the run finishes', async () => {
    const run = startRun()
    const stop = autolog(ort, { run, warmupRuns: 0 })
    const session = await ort.InferenceSession.create(denseModel())
    stop()
    stop()

    expect(methods()).toEqual(originals)
    await session.run(FEEDS)
    await (await ort.InferenceSession.create(denseModel())).run(FEEDS)
    await run.finish()

    expect(valuesOf(run, 'onnx/session/runs')).toEqual([1])
  })

  it('twice for the same run counts every call once', async () => {
    const run = startRun()
    expect(autolog(ort, { run, warmupRuns: 0 })).toBe(autolog(ort, { run, warmupRuns: 0 }))

    await (await ort.InferenceSession.create(denseModel())).run(FEEDS)
    await run.finish()

    expect(valuesOf(run, 'onnx/session/runs')).toEqual([1])
  })

  it('for another run moves there, and the sessions that it watched stay', async () => {
    const [first, second] = [startRun(), startRun()]
    autolog(ort, { run: first, warmupRuns: 0 })
    const session = await ort.InferenceSession.create(denseModel())
    autolog(ort, { run: second, warmupRuns: 0 })

    await session.run(FEEDS)
    await (await ort.InferenceSession.create(denseModel())).run(FEEDS)
    await second.finish()
    await first.finish()

    expect(valuesOf(first, 'onnx/session/runs')).toEqual([1])
    expect(valuesOf(second, 'onnx/session/runs')).toEqual([1])
  })

  it('goes together with watchSession(), in either order', async () => {
    const run = startRun()
    autolog(ort, { run, warmupRuns: 0 })
    const other = startRun()
    const session = await ort.InferenceSession.create(denseModel())

    watchSession(session, { run: other, warmupRuns: 0 })
    await session.run(FEEDS)
    unwatch(session)
    await session.run(FEEDS)
    await run.finish()

    expect(valuesOf(other, 'onnx/session/runs')).toEqual([1])
    expect(valuesOf(run, 'onnx/session/runs')).toEqual([1])
  })

  it.each([[undefined], [{}], [{ InferenceSession: {} }]])(
    'tells what is wrong with its module: %j',
    (module) => {
      expect(() => autolog(module as never, { run: startRun() })).toThrow(/ort must be the module/)
    },
  )
})
