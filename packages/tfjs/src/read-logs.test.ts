import { describe, expect, it } from 'vitest'
import { readLogs } from './read-logs.ts'

function createTensor(value: number) {
  const reads: string[] = []
  const dataSync = (): number[] => {
    reads.push('sync')
    return [value]
  }
  const data = async (): Promise<number[]> => {
    reads.push('async')
    return [value]
  }
  return { reads, tensor: Object.freeze({ isDisposed: false, dataSync, data }) }
}

describe('readLogs()', () => {
  it.each([
    ['wasm', 'sync'],
    ['cpu', 'sync'],
    ['tensorflow', 'sync'],
    ['webgl', 'async'],
    ['webgpu', 'async'],
  ])('on %s reads tensors %s and changes nothing', async (backend, way) => {
    const { tensor, reads } = createTensor(0.5)

    const values = await readLogs(Object.freeze({ batch: 3, loss: tensor }), backend)

    expect(Object.fromEntries(values)).toEqual({ batch: 3, loss: 0.5 })
    expect(reads).toEqual([way])
  })

  it('passes NaN and infinities on and leaves out what is no number', async () => {
    const logs = {
      a: Number.NaN,
      b: Number.POSITIVE_INFINITY,
      c: 'text',
      d: null,
      e: createTensor(Number.NaN).tensor,
    }

    const values = await readLogs(logs as never, 'cpu')

    expect(Object.fromEntries(values)).toEqual({ a: Number.NaN, b: Number.POSITIVE_INFINITY, e: Number.NaN })
  })

  it('has nothing to say about missing logs', async () => {
    expect((await readLogs(undefined, 'cpu')).size).toBe(0)
  })
})
