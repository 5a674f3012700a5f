import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decodeRecord, HistoryDecoder, LogReader, type LogRecord } from '@kymo/protocol'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/life-cycle/main.mjs', import.meta.url))

interface Log {
  readonly steps: readonly number[]
  readonly records: readonly LogRecord[]
}

let dir: TempDir
let exit: ChildExit
let logs: Log[]
beforeAll(async () => {
  dir = createTempDir()
  exit = await runChild(EXAMPLE, { cwd: dir.path })
  const folders = readdirSync(dir.join('kymo')).filter((name) => name.includes('run-'))
  const read = folders.map((name) => {
    const file = readdirSync(dir.join('kymo', name)).find((one) => one.endsWith('.wandb')) ?? ''
    return readLog(dir.join('kymo', name, file))
  })
  logs = read.toSorted((a, b) => startOf(a) - startOf(b))
}, 60_000)
afterAll(() => dir.remove())

function readLog(path: string): Log {
  const reader = new LogReader()
  const decoder = new HistoryDecoder()
  reader.push(readFileSync(path))
  const steps: number[] = []
  const records: LogRecord[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next()) {
    const row = decoder.decode(entry.payload)
    if (row === undefined) records.push(decodeRecord(entry.payload.slice()))
    else steps.push(row.step ?? -1)
  }
  return { steps, records }
}

const runOf = ({ records }: Log): NonNullable<LogRecord['run']> => records.find(({ run }) => run)?.run ?? {}
const startOf = (log: Log): number =>
  (runOf(log).startTime?.seconds ?? 0) * 1000 + (runOf(log).startTime?.nanos ?? 0) / 1e6
const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, i) => from + i)

test('the example says what happened to the training', () => {
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout.split('\n')).toEqual([
    'killed by SIGKILL, then resumed: finished, steps 0 to 99 in 100 rows, learning rate 0.1, loss 0.01',
    'rewound to step 20: finished, steps 0 to 30 in 31 rows, learning rate 0.05, loss 0.016129032258064516',
    'a fork ends with exit code 1',
    'forked at step 9: preempted, steps 0 to 10 in 11 rows, learning rate 0.05, loss 9',
    '',
  ])
})

test('each session has a log of its own with the rows that it logged, whatever was taken back', () => {
  expect(logs.map(({ steps }) => steps)).toEqual([range(0, 40), range(41, 99), range(21, 30), [10]])
})

test('the run records say how the sessions belong together', () => {
  const [first, resumed, rewound, fork] = logs.map(runOf)

  expect(new Set([first.runId, resumed.runId, rewound.runId]).size).toBe(1)
  expect(first).toMatchObject({ resumed: false, startingStep: 0, branchPoint: null })
  expect(resumed).toMatchObject({ resumed: true, startingStep: 41, branchPoint: null })
  expect(rewound).toMatchObject({
    resumed: true,
    startingStep: 21,
    branchPoint: { run: first.runId, metric: '_step', value: 20 },
    tags: ['trained'],
  })
  expect(fork).toMatchObject({
    resumed: false,
    forked: true,
    startingStep: 10,
    branchPoint: { run: first.runId, metric: '_step', value: 9 },
    displayName: 'what if',
  })
})

test('the log of the killed session ends with its last row, the others with how they ended', () => {
  const exits = logs.map(({ records }) => records.find((record) => record.exit)?.exit?.exitCode ?? null)

  expect(exits).toEqual([null, 0, 0, 1])
  expect(logs[3].records.some(({ preempting }) => preempting)).toBe(true)
  expect(logs[2].records.flatMap(({ alert }) => (alert ? [alert.title] : []))).toEqual(['Loss below 0.02'])
})
