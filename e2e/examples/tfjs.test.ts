import { fileURLToPath } from 'node:url'
import { Api } from '@kymo/core'
import { createTempDir, runChild } from '@kymo/testkit'
import { expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/tfjs/main.mjs', import.meta.url))

test('the example trains, keeps everything, and loads its best checkpoint by name', async () => {
  const dir = createTempDir()
  try {
    const exit = await runChild(EXAMPLE, { cwd: dir.path })

    expect(exit).toMatchObject({ code: 0, signal: null })
    expect(exit.stdout).toMatch(/accuracy on 359 held-out digits: 9[3-9]\.\d %/)
    expect(exit.stdout).toContain('loaded by its name, has the same')
    const api = new Api({ dir: dir.join('kymo') })
    for await (const run of api.runs('tfjs-complete')) {
      const { summary } = run
      expect(summary).toMatchObject({
        best_epoch: expect.any(Number),
        'eval/accuracy': expect.any(Number),
        'eval/predictions': { _type: 'table-file', nrows: 40 },
        'model/layers': { _type: 'table-file', nrows: 3 },
        'weights/dense_Dense1/kernel': { _type: 'histogram' },
      })
      const best = await api.artifact(`tfjs-complete/run_${run.id}_model:best`)
      expect(best.metadata).toMatchObject({ epoch: summary['best_epoch'], monitor: 'val_loss' })
      return
    }
    throw new Error('there is no run')
  } finally {
    dir.remove()
  }
})
