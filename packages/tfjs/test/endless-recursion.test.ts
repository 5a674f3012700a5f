import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const CHILD = fileURLToPath(new URL('heap-child.mjs', import.meta.url))
const HEAP_MB = 96

interface ChildEnd {
  readonly code: number | null
  readonly signal: string | null
  readonly output: string
}

async function trainWith(order: string, ...flags: string[]): Promise<ChildEnd> {
  const child = spawn(process.execPath, [`--max-old-space-size=${HEAP_MB}`, CHILD, order, ...flags])
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, output }))
  })
}

describe('a callback after a plain object, in a process with a small heap', () => {
  it('kills the process when it is a tf.CustomCallback: the trap is still there', async () => {
    const end = await trainWith('plain,custom')

    expect(end.code).not.toBe(0)
    expect(end.output).toContain('heap')
  })

  it.each(['plain,ours', 'plain,ours,plain', 'plain,ours,ours'])(
    'trains to the end with %s',
    async (order) => {
      const end = await trainWith(order)

      expect(end).toMatchObject({ code: 0, signal: null })
      expect(end.output).toContain('rows: ')
    },
  )

  it.each(['plain,custom,ours', 'ours,plain,custom'])(
    'trains to the end with callbacks() around %s',
    async (order) => {
      const end = await trainWith(order, '--helped')

      expect(end).toMatchObject({ code: 0, signal: null })
      expect(end.output).toContain('rows: 10')
    },
  )
})
