import { expect, test } from 'vitest'
import { createRecordingRun } from '../test/recording-run.ts'
import { unwatch, watchSession } from './index.ts'

interface Outputs {
  readonly y: { readonly dims: readonly number[] }
}

/** A session whose `run` gives this back. */
function sessionOf(result: unknown): {
  inputNames: string[]
  outputNames: string[]
  run(): Promise<Outputs>
} {
  return { inputNames: ['x'], outputNames: ['y'], run: () => result as Promise<Outputs> }
}

test('a thenable of a session that is no promise is given back as it is', async () => {
  const outputs: Outputs = { y: { dims: [1] } }
  // oxlint-disable-next-line unicorn/no-thenable -- what is tested
  const thenable = { then: (settle: (value: Outputs) => void): void => settle(outputs) }
  const session = watchSession(sessionOf(thenable), { run: createRecordingRun() })

  expect(session.run()).toBe(thenable)
  expect(await session.run()).toBe(outputs)
  unwatch(session)
})

test('outputs that throw when they are looked at are given back as they are', () => {
  const outputs = new Proxy(
    {},
    {
      get: () => {
        throw new Error('hands off')
      },
    },
  )
  const session = watchSession(sessionOf(outputs), { run: createRecordingRun() })

  expect(Object.is(session.run(), outputs)).toBe(true)
  unwatch(session)
})
