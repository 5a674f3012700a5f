import { describe, expect, it } from 'vitest'
import { tfjsNodeHint } from './tfjs-node-hint.ts'

describe('tfjsNodeHint()', () => {
  it('names the Node version and the remedy in one line', () => {
    const hint = tfjsNodeHint({ backend: 'tensorflow', nodeMajor: 24, hasIsNullOrUndefined: false })

    expect(hint).toContain('Node 24')
    expect(hint).toContain('util.isNullOrUndefined ??=')
    expect(hint).not.toContain('\n')
  })

  it.each([
    { backend: 'tensorflow', nodeMajor: 22, hasIsNullOrUndefined: true },
    { backend: 'wasm', nodeMajor: 24, hasIsNullOrUndefined: false },
  ])('is silent for %j', (situation) => {
    expect(tfjsNodeHint(situation)).toBeUndefined()
  })
})
