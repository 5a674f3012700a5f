import { setImmediate as nextTurn } from 'node:timers/promises'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { ort } from '../test/load-ort.ts'
import { denseModel } from '../test/onnx-writer.mjs'
import { configOf, createRecordingRun, valuesOf } from '../test/recording-run.ts'
import { type RunLike, unwatch, watchSession } from './index.ts'

type Session = Awaited<ReturnType<typeof ort.InferenceSession.create>>

const feedsOf = (batch = 1, width = 8): Record<string, InstanceType<typeof ort.Tensor>> => ({
  x: new ort.Tensor('float32', new Float32Array(batch * width).fill(0.5), [batch, width]),
})

const createSession = (): Promise<Session> => ort.InferenceSession.create(denseModel())

/** A run of it takes some milliseconds. */
const createSlowSession = (): Promise<Session> =>
  ort.InferenceSession.create(denseModel({ inputs: 512, outputs: 512, layers: 8 }), { intraOpNumThreads: 1 })

const runOf = (session: object): unknown => Reflect.get(session, 'run')
const originalRun = runOf((ort.InferenceSession as unknown as { prototype: object }).prototype)

const warnings: Error[] = []
const collect = (warning: Error): void => void (warning.name === 'KymoWarning' && warnings.push(warning))
beforeAll(() => {
  process.on('warning', collect)
  return () => process.off('warning', collect)
})
afterEach(() => void warnings.splice(0))

describe('watchSession()', () => {
  it('returns the same object, and its results are those of the session', async () => {
    const session = await createSession()
    const expected = await session.run(feedsOf(3))
    const keys = Object.keys(session)

    const watched = watchSession(session, { run: createRecordingRun() })
    const results = await watched.run(feedsOf(3))

    expect(watched).toBe(session)
    expect(watched).toBeInstanceOf(ort.InferenceSession)
    expect(Object.keys(watched)).toEqual(keys)
    expect(results['y']?.dims).toEqual([3, 4])
    expect(results['y']?.data).toEqual(expected['y']?.data)
  })

  it('passes on fetches and run options', async () => {
    const session = watchSession(await createSession(), { run: createRecordingRun() })

    expect(Object.keys(await session.run(feedsOf(), ['y'], { tag: 'a' }))).toEqual(['y'])
    await expect(session.run(feedsOf(), ['z'])).rejects.toThrow('invalid output name: z')
  })

  it('measures calls whose items cannot be counted, and says that itemsOf is to blame', async () => {
    const run = createRecordingRun()
    const itemsOf = (): number => {
      throw new Error('no such input')
    }
    const session = watchSession(await createSession(), { run, windowRuns: 1, warmupRuns: 0, itemsOf })

    await session.run(feedsOf())
    await session.run({}).catch(() => undefined)
    unwatch(session)
    await nextTurn()

    expect(valuesOf(run, 'onnx/session/runs')).toEqual([1, 0])
    expect(valuesOf(run, 'onnx/session/errors')).toEqual([0, 1])
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringContaining('itemsOf failed: no such input'),
    ])
  })

  it('logs nothing per call, and a row per window', async () => {
    const run = createRecordingRun()
    const session = watchSession(await createSession(), { run, windowMs: 60_000, windowRuns: 10 })

    for (let i = 0; i < 1 + 25; i++) await session.run(feedsOf(2))
    await run.finish()

    expect(valuesOf(run, 'onnx/session/runs')).toEqual([10, 10, 5])
    expect(valuesOf(run, 'onnx/session/run_count')).toEqual([10, 20, 25])
    expect(valuesOf(run, 'onnx/session/warmup_ms')).toHaveLength(1)
    expect(run.rows.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4])
    const [row] = run.rows.filter(({ metrics }) => 'onnx/session/runs' in metrics)
    expect(Object.keys(row?.metrics ?? {}).map((name) => name.replace('onnx/session/', ''))).toEqual([
      'run_count',
      'runs',
      'errors',
      'runs_per_s',
      'items_per_s',
      ...['latency', 'queue', 'compute'].flatMap((time) =>
        ['p50', 'p90', 'p99'].map((p) => `${time}_ms_${p}`),
      ),
      'concurrency',
      'concurrency_max',
      'busy_percent',
    ])
    const { 'onnx/session/runs_per_s': runs, 'onnx/session/items_per_s': items } = row?.metrics ?? {}
    expect(items).toBeCloseTo(2 * Number(runs), 6)
  })

  it('logs what has ended when no further run comes', async () => {
    const run = createRecordingRun()
    const session = watchSession(await createSession(), { run, windowMs: 20, warmupRuns: 0 })

    await session.run(feedsOf())

    await expect.poll(() => valuesOf(run, 'onnx/session/runs')).toEqual([1])
  })

  it('tells waiting from computing, as an independent clock sees it', async () => {
    const run = createRecordingRun()
    const session = await createSlowSession()
    await session.run(feedsOf(64, 512))
    watchSession(session, { run, windowMs: 60_000, warmupRuns: 0 })
    const count = 6

    // On one thread five runs at once take five times as long as one: the k-th waits for k.
    const beganMs = performance.now()
    const endsMs = await Promise.all(
      Array.from({ length: count }, async () => {
        await session.run(feedsOf(64, 512))
        return performance.now() - beganMs
      }),
    )
    await run.finish()

    const row = run.rows[0]?.metrics ?? {}
    const metric = (name: string): number => Number(row[`onnx/session/${name}`])
    const computeMs = endsMs.map((end, i) => end - (endsMs[i - 1] ?? 0)).toSorted((a, b) => a - b)
    const last = (endsMs[count - 1] ?? 0) - (endsMs[count - 2] ?? 0)
    expect(metric('compute_ms_p50')).toBeGreaterThan((computeMs[2] ?? 0) * 0.9 - 0.3)
    expect(metric('compute_ms_p50')).toBeLessThan((computeMs[2] ?? 0) * 1.1 + 0.3)
    expect(metric('latency_ms_p99')).toBeCloseTo(endsMs[count - 1] ?? 0, -1)
    expect(metric('queue_ms_p99')).toBeGreaterThan((endsMs[count - 2] ?? 0) * 0.9 - 0.3)
    expect(metric('queue_ms_p99')).toBeLessThan((endsMs[count - 1] ?? 0) - last * 0.5)
    expect(metric('concurrency_max')).toBe(count)
    expect(metric('busy_percent')).toBeGreaterThan(80)
  })

  it('logs only the whole time of a session that computes beside the event loop', async () => {
    const run = createRecordingRun()
    const session = {
      inputNames: ['x'],
      outputNames: ['y'],
      run: () => new Promise((resolve) => setTimeout(() => resolve({ y: { dims: [1] } }), 10)),
    }
    watchSession(session as never, { run, warmupRuns: 0 })

    await session.run()
    await run.finish()

    const names = Object.keys(run.rows[0]?.metrics ?? {})
    expect(names).toContain('onnx/session/latency_ms_p50')
    expect(names.filter((name) => /queue|compute|busy/.test(name))).toEqual([])
    expect(Number(valuesOf(run, 'onnx/session/latency_ms_p50')[0])).toBeGreaterThan(9)
  })

  it('keeps what warming up took out of the percentiles', async () => {
    const run = createRecordingRun()
    const session = watchSession(await createSlowSession(), { run, warmupRuns: 2 })

    await session.run(feedsOf(256, 512))
    await session.run(feedsOf(256, 512))
    for (let i = 0; i < 5; i++) await session.run(feedsOf(1, 512))
    await run.finish()

    const warmups = valuesOf(run, 'onnx/session/warmup_ms').map(Number)
    expect(warmups).toHaveLength(2)
    expect(Math.max(...valuesOf(run, 'onnx/session/compute_ms_p99').map(Number))).toBeLessThan(
      Math.min(...warmups),
    )
  })

  it('hands errors on as they are, and counts them by the head of their message', async () => {
    const run = createRecordingRun()
    const session = await createSession()
    const bare = await session.run(feedsOf(1, 9)).catch((error: unknown) => error)
    watchSession(session, { run, warmupRuns: 0 })

    const errors = []
    for (const width of [9, 10])
      errors.push(await session.run(feedsOf(1, width)).catch((error: unknown) => error))
    await expect(session.run({})).rejects.toThrow("input 'x' is missing")
    await expect(session.run(null as never)).rejects.toThrow('feeds')
    await session.run(feedsOf())
    await run.finish()

    expect((errors[0] as Error).message).toBe((bare as Error).message)
    expect((errors[0] as Error).constructor).toBe((bare as Error).constructor)
    expect(valuesOf(run, 'onnx/session/errors').at(-1)).toBe(4)
    expect(valuesOf(run, 'onnx/session/runs').at(-1)).toBe(1)
    const messages = run.summaries.at(-1)?.['onnx/session/error_messages'] as {
      message: string
      count: number
    }[]
    expect(messages[0]).toEqual({
      message: 'Got invalid dimensions for input: x for the following indices',
      count: 2,
    })
    expect(messages.map(({ count }) => count)).toEqual([2, 1, 1])
  })

  it('leaves a rejection that nobody handles unhandled', async () => {
    const session = watchSession(await createSession(), { run: createRecordingRun() })
    const unhandled: unknown[] = []
    const listeners = process.listeners('unhandledRejection')
    process.removeAllListeners('unhandledRejection')
    process.on('unhandledRejection', (reason) => void unhandled.push(reason))

    void session.run({})
    await nextTurn()
    await nextTurn()

    process.removeAllListeners('unhandledRejection')
    for (const listener of listeners) process.on('unhandledRejection', listener)
    expect(unhandled).toHaveLength(1)
  })

  it('logs the most frequent shapes', async () => {
    const run = createRecordingRun()
    const session = watchSession(await createSession(), { run })

    for (const batch of [1, 4, 1, 2, 1, 4]) await session.run(feedsOf(batch))
    await run.finish()

    const summary = run.summaries.at(-1) ?? {}
    expect(summary['onnx/session/input_shapes']).toEqual([
      { shape: 'x float32[1,8]', runs: 3 },
      { shape: 'x float32[4,8]', runs: 2 },
      { shape: 'x float32[2,8]', runs: 1 },
    ])
    expect(summary['onnx/session/output_shapes']).toHaveLength(3)
    const [table] = valuesOf(run, 'onnx/session/shapes') as { rows: unknown[][] }[]
    expect(table?.rows[0]?.slice(0, 3)).toEqual(['x float32[1,8]', 'y float32[1,4]', 3])
  })

  it('describes the session in the configuration', async () => {
    const run = createRecordingRun()
    const options = { executionProviders: ['cpu'], intraOpNumThreads: 1, extra: { a: '1' } }
    watchSession(await ort.InferenceSession.create(denseModel(), options), { run, options, name: 'digits' })

    const { inputs, outputs, ...rest } = configOf(run, 'digits')
    expect(rest).toEqual({ executionProviders: ['cpu'], options: { intraOpNumThreads: 1 } })
    // ONNX Runtime 1.20 knows the names only.
    expect(inputs).toEqual([expect.objectContaining({ name: 'x' })])
    expect(outputs).toEqual([expect.objectContaining({ name: 'y' })])
  })

  it('is a span per call where spans are wanted, with its error', async () => {
    const run = createRecordingRun()
    const session = watchSession(await createSession(), { run, spans: true })

    await session.run(feedsOf(2))
    await session.run({}).catch(() => {})
    const late = session.run(feedsOf())
    await run.finish()
    await late

    expect(run.spans.map(({ name, outcome, errors }) => [name, outcome, errors.length])).toEqual([
      ['onnx session', 'ended', 0],
      ['onnx session', 'ended', 1],
      ['onnx session', 'cancelled', 0],
    ])
    expect(run.spans[0]?.attributes).toMatchObject({ 'onnx.inputs': 'x float32[2,8]', 'onnx.items': 2 })
    expect(run.spans[0]?.attributes['onnx.compute_ms']).toBeGreaterThan(0)
  })
})

describe('watchSession() gives everything back', () => {
  const ownNames = (session: object): unknown[] => Reflect.ownKeys(session)

  it.each(['finish', 'unwatch', 'release'])('at %s', async (how) => {
    const run = createRecordingRun()
    const session = await createSession()
    const before = ownNames(session)
    watchSession(session, { run })
    await session.run(feedsOf())
    await session.run(feedsOf())

    if (how === 'finish') await run.finish()
    else if (how === 'unwatch') unwatch(session)
    else await session.release()

    expect(ownNames(session)).toEqual(before)
    expect(runOf(session)).toBe(originalRun)
    expect(valuesOf(run, 'onnx/session/runs')).toEqual([1])
    const rowCount = run.rows.length
    await session.run(feedsOf()).catch(() => {})
    await run.finish()
    expect(run.rows).toHaveLength(rowCount)
  })

  it('but not what somebody else has put over it, which goes on to work', async () => {
    const run = createRecordingRun()
    const session = watchSession(await createSession(), { run })
    const ours = session.run.bind(session)
    let callCount = 0
    session.run = ((...args: Parameters<typeof ours>) => {
      callCount++
      return ours(...args)
    }) as never

    await run.finish()
    const results = await session.run(feedsOf(5))

    expect(callCount).toBe(1)
    expect(results['y']?.dims).toEqual([5, 4])
    expect(valuesOf(run, 'onnx/session/runs')).toEqual([])
  })

  it('and the wrapper of the program that was there before', async () => {
    const session = await createSession()
    const original = session.run.bind(session)
    const theirs = (...args: Parameters<typeof original>): ReturnType<typeof original> => original(...args)
    session.run = theirs as never

    watchSession(session, { run: createRecordingRun() })
    await session.run(feedsOf())
    unwatch(session)

    expect(runOf(session)).toBe(theirs)
  })
})

describe('watchSession() of a session that the program drops', () => {
  it('does not keep it, and logs what it has done', async () => {
    setFlagsFromString('--expose-gc')
    const collectGarbage = runInNewContext('gc') as () => void
    const run = createRecordingRun()
    const held = await watchAndDrop(run)

    await expect
      .poll(
        () => {
          collectGarbage()
          // Not the objects: whoever looks at a value holds it.
          return [...held.map((ref) => ref.deref() === undefined), valuesOf(run, 'onnx/session/runs')]
        },
        { timeout: 10_000 },
      )
      .toEqual([true, true, [2]])
  })

  async function watchAndDrop(run: RunLike): Promise<WeakRef<object>[]> {
    const model = denseModel()
    const session = watchSession(await ort.InferenceSession.create(model), {
      run,
      model,
      warmupRuns: 0,
      windowMs: 1e6,
    })
    await session.run(feedsOf())
    await session.run(feedsOf())
    return [new WeakRef(session), new WeakRef(model)]
  }
})

describe('watchSession() twice', () => {
  it('for the same run counts every call once', async () => {
    const run = createRecordingRun()
    const session = await createSession()

    watchSession(watchSession(session, { run, warmupRuns: 0 }), { run, warmupRuns: 0 })
    await session.run(feedsOf())
    await run.finish()

    expect(valuesOf(run, 'onnx/session/runs')).toEqual([1])
    expect(runOf(session)).toBe(originalRun)
  })

  it('for another run moves there', async () => {
    const [first, second] = [createRecordingRun(), createRecordingRun()]
    const session = await createSession()

    watchSession(session, { run: first, warmupRuns: 0 })
    await session.run(feedsOf())
    watchSession(session, { run: second, warmupRuns: 0 })
    await session.run(feedsOf())
    await second.finish()
    await first.finish()

    expect(valuesOf(first, 'onnx/session/runs')).toEqual([1])
    expect(valuesOf(second, 'onnx/session/runs')).toEqual([1])
  })

  it('names two sessions of a run apart', async () => {
    const run = createRecordingRun()
    const sessions = await Promise.all([createSession(), createSession()])
    for (const session of sessions) watchSession(session, { run, name: 'a/b', warmupRuns: 0 })

    for (const session of sessions) await session.run(feedsOf())
    await run.finish()

    expect(valuesOf(run, 'onnx/a_b/runs')).toEqual([1])
    expect(valuesOf(run, 'onnx/a_b-2/runs')).toEqual([1])
  })
})

describe('watchSession() keeps out of the way', () => {
  it('when log() throws: one warning says why, and runs end as usual', async () => {
    const run = {
      ...createRecordingRun(),
      log: (): void => {
        throw new Error('disk on fire')
      },
    }
    const session = watchSession(await createSession(), { run, windowRuns: 1 })

    for (let i = 0; i < 4; i++) expect((await session.run(feedsOf()))['y']?.dims).toEqual([1, 4])
    unwatch(session)
    await nextTurn()

    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('disk on fire')])
  })

  it('when feeds have getters that throw: the session decides what comes of it', async () => {
    const run = createRecordingRun()
    const session = watchSession(await createSession(), { run })
    const feeds = Object.defineProperty({}, 'x', {
      enumerable: true,
      get: () => {
        throw new Error('no feeds today')
      },
    })

    await expect(session.run(feeds as never)).rejects.toThrow('no feeds today')
    await nextTurn()

    expect(warnings).toHaveLength(1)
  })

  it('when the session is frozen: it says so, and returns it', async () => {
    const session = Object.freeze(await createSession())

    expect(watchSession(session, { run: createRecordingRun() })).toBe(session)
    await nextTurn()

    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('frozen')])
  })

  it('when the model is not where it should be: it says so, and watches the rest', async () => {
    const run = createRecordingRun()
    const session = watchSession(await createSession(), { run, model: 'nowhere.onnx', warmupRuns: 0 })

    await session.run(feedsOf())
    await run.finish()
    await nextTurn()

    expect(warnings.map(({ message }) => message)).toEqual([expect.stringContaining('nowhere.onnx: ENOENT')])
    expect(valuesOf(run, 'onnx/nowhere/runs')).toEqual([1])
  })

  it.each([
    [undefined, {}, /session must be what .* but it is undefined/],
    [Promise.resolve(), {}, /an `await` missing/],
    [{ run: () => {}, inputNames: [] }, { run: Promise.resolve() }, /run must be .* an `await` missing/],
    [{ run: () => {}, inputNames: [] }, { run: createRecordingRun(), windowMs: 0 }, /windowMs .* 0/],
    [{ run: () => {}, inputNames: [] }, { run: createRecordingRun(), artifact: 'yes' }, /artifact .* "yes"/],
  ])('tells what is wrong with its arguments: %#', (session, options, message) => {
    expect(() => watchSession(session as never, options as never)).toThrow(message)
  })
})
