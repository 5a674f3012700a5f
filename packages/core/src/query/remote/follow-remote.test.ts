import { expect, test } from 'vitest'
import { followRemote, type Page } from './follow-remote.ts'

interface Row {
  readonly step: number
  readonly loss?: number
}

/** Answers from a script; the last answer is given again and again. @returns what was given, and after which question */
async function follow(
  script: readonly Page<Row>[],
  from = 0,
): Promise<{ given: Row[]; askedFrom: number[] }> {
  const askedFrom: number[] = []
  const given: Row[] = []
  const rows = followRemote<Row>({
    from,
    placeOf: ({ step }) => step,
    signal: undefined,
    timers: { nowMs: () => 0, sleep: () => Promise.resolve() },
    read: (next) => {
      const { items, isRunning } = script[Math.min(askedFrom.length, script.length - 1)]
      askedFrom.push(next)
      return Promise.resolve({ items: items.filter(({ step }) => step >= next), isRunning })
    },
  })
  for await (const row of rows) given.push(row)
  return { given, askedFrom }
}

const running = (...items: Row[]): Page<Row> => ({ items, isRunning: true })
const ended = (...items: Row[]): Page<Row> => ({ items, isRunning: false })

test('the last step is given when the next one has begun, as it is then', async () => {
  const { given } = await follow([
    running({ step: 0 }, { step: 1 }),
    running({ step: 1, loss: 5 }, { step: 2 }),
    ended({ step: 2, loss: 6 }),
    ended(),
  ])

  expect(given).toEqual([{ step: 0 }, { step: 1, loss: 5 }, { step: 2, loss: 6 }])
})

test('a last step that stays as it is comes at the next look', async () => {
  const { given, askedFrom } = await follow([running({ step: 0 }), running({ step: 0 }), running(), ended()])

  expect(given).toEqual([{ step: 0 }])
  expect(askedFrom.slice(0, 3)).toEqual([0, 0, 1])
})

test('rows of several writers at one step are all given, none twice', async () => {
  const { given } = await follow([
    running({ step: 0, loss: 1 }, { step: 0, loss: 2 }, { step: 1, loss: 3 }),
    running({ step: 1, loss: 3 }, { step: 1, loss: 4 }),
    ended({ step: 1, loss: 3 }, { step: 1, loss: 4 }),
    ended(),
  ])

  expect(given.map(({ loss }) => loss)).toEqual([1, 2, 3, 4])
})

test('a run that is over is read to its end, page by page', async () => {
  const { given, askedFrom } = await follow([ended({ step: 3 }, { step: 4 }), ended({ step: 5 }), ended()], 3)

  expect(given.map(({ step }) => step)).toEqual([3, 4, 5])
  expect(askedFrom).toEqual([3, 5, 6])
})
