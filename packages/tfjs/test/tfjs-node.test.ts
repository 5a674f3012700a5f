import type * as TensorFlow from '@tensorflow/tfjs'
import { describe, expect, it } from 'vitest'
import { kymoCallback } from '@kymo/tfjs'
import { createRecordingRun, rowsWith } from './recording-run.ts'
import { createTinyModel, fitTiny } from './tiny-training.ts'

/**
 * Not a dependency: it downloads or compiles native code when it is installed. The variable names a copy that was built
 * elsewhere, by its entry file.
 */
const TFJS_NODE = process.env['KYMO_TEST_TFJS_NODE'] ?? '@tensorflow/tfjs-node'

async function importTfjsNode(): Promise<typeof TensorFlow | undefined> {
  try {
    const imported = (await import(TFJS_NODE)) as { default: typeof TensorFlow }
    return imported.default
  } catch (error) {
    if (process.env['KYMO_TEST_TFJS_NODE'] !== undefined) throw error
    console.warn(
      `NOT TESTED: kymoCallback on tfjs-node, which cannot be loaded here (${String(error).split('\n')[0]})`,
    )
    return undefined
  }
}

const tf = await importTfjsNode()

describe.skipIf(tf === undefined)('kymoCallback() on tfjs-node', () => {
  it('logs a fit behind the progress bar that tfjs-node puts first', async () => {
    const run = createRecordingRun()
    const model = createTinyModel(tf!)

    await fitTiny(tf!, model, { verbose: 1, callbacks: kymoCallback(tf!, { run, model }) })

    expect(rowsWith(run, 'batch/loss').map((row) => row.step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(rowsWith(run, 'epoch/loss').map((row) => row.step)).toEqual([3, 7])
    expect(run.configs[0]).toMatchObject({ tfjs: { backend: 'tensorflow' } })
  })

  it('leaves as many tensors as a fit without it', async () => {
    const model = createTinyModel(tf!)
    await fitTiny(tf!, model, { callbacks: [] })
    const before = tf!.memory().numTensors

    await fitTiny(tf!, model, { callbacks: kymoCallback(tf!, { run: createRecordingRun() }) })

    expect(tf!.memory().numTensors).toBe(before)
  })
})
