import { fileURLToPath } from 'node:url'
import { Api } from '@kymo/core'
import { createTempDir, runChild } from '@kymo/testkit'
import { expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/transformers/main.mjs', import.meta.url))

test('the example runs three pipelines and keeps what they did', async () => {
  const dir = createTempDir()
  try {
    const exit = await runChild(EXAMPLE, { cwd: dir.path })
    expect(exit).toMatchObject({ code: 0, signal: null })
    expect(exit.stdout).toContain('embeddings of 2 × 32')
    expect(exit.stdout).toContain('low, high')
    expect(exit.stdout).toContain('w10 w11 w12 w13')
    // 10 and 10 to the limit; w25 comes to its end after w26 … w30 and the end token.
    expect(exit.stdout).toContain('output_tokens 26')
    expect(exit.stdout).toContain('finish/stop 1')
    for await (const { summary } of new Api({ dir: dir.join('kymo') }).runs('tiny-models'))
      expect(summary).toMatchObject({
        'transformers/text-generation/calls': 3,
        'transformers/text-classification/labels/high': 1,
        'transformers/feature-extraction/items': 2,
      })
  } finally {
    dir.remove()
  }
})
