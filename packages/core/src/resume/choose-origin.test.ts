import { expect, test } from 'vitest'
import { isKymoError } from '../errors.ts'
import { chooseOrigin, type Intent } from './choose-origin.ts'
import type { EarlierRun, ServerAnswer } from './earlier-run.ts'

const LABELS = { name: 'n', group: 'g', jobType: 'train', notes: 'why', tags: ['a'] }

function earlier(facts: Partial<EarlierRun> = {}): EarlierRun {
  return {
    lastStep: 9,
    durationMs: 1000,
    labels: LABELS,
    config: [],
    summary: [],
    metrics: [],
    counts: new Map(),
    lastStartMs: 7,
    mayBeRunning: false,
    ...facts,
  }
}

const ABSENT: ServerAnswer = { kind: 'absent' }
const SILENT: ServerAnswer = { kind: 'unknown', reason: 'Cannot reach http://x: no reply' }
const found = (facts: Partial<EarlierRun> = {}): ServerAnswer => ({ kind: 'found', run: earlier(facts) })
const resume = (policy: 'allow' | 'must' | 'never'): Intent => ({ kind: 'resume', id: 'r1', policy })

function codeOf(action: () => unknown): string | undefined {
  try {
    action()
    return undefined
  } catch (error) {
    return isKymoError(error) ? error.code : 'other'
  }
}

test.each<{
  policy: 'allow' | 'must' | 'never'
  local?: EarlierRun
  server?: ServerAnswer
  expected: string | number
}>([
  { policy: 'allow', expected: 'begins' },
  { policy: 'allow', local: earlier(), expected: 10 },
  { policy: 'allow', server: ABSENT, expected: 'begins' },
  { policy: 'allow', server: found(), expected: 10 },
  { policy: 'allow', server: SILENT, expected: 'begins' },
  { policy: 'allow', local: earlier(), server: SILENT, expected: 10 },
  { policy: 'must', expected: 'RUN_NOT_FOUND' },
  { policy: 'must', server: ABSENT, expected: 'RUN_NOT_FOUND' },
  { policy: 'must', server: SILENT, expected: 'RUN_LOOKUP_FAILED' },
  { policy: 'must', local: earlier(), server: SILENT, expected: 10 },
  { policy: 'must', local: earlier(), server: ABSENT, expected: 10 },
  { policy: 'must', server: found(), expected: 10 },
  { policy: 'never', expected: 'begins' },
  { policy: 'never', server: ABSENT, expected: 'begins' },
  { policy: 'never', server: SILENT, expected: 'RUN_LOOKUP_FAILED' },
  { policy: 'never', local: earlier(), server: SILENT, expected: 'RUN_EXISTS' },
  { policy: 'never', server: found(), expected: 'RUN_EXISTS' },
])('resume $policy, folders $local.lastStep, server $server.kind: $expected', (row) => {
  let result: string | number | undefined
  const code = codeOf(() => {
    const { continuation } = chooseOrigin(resume(row.policy), row.local, row.server)
    result = continuation?.startingStep ?? 'begins'
  })

  expect(code ?? result).toBe(row.expected)
})

test('of folders and server the one that has more rows says where to go on, and its values win', () => {
  const local = earlier({ lastStep: 120, config: [['lr', 2]], summary: [['loss', 0.1]], durationMs: 9 })
  const server = found({
    lastStep: 100,
    config: [
      ['lr', 1],
      ['only', 'there'],
    ],
    summary: [['loss', 0.2]],
  })

  const ahead = chooseOrigin(resume('allow'), local, server).continuation
  const behind = chooseOrigin(resume('allow'), earlier({ ...local, lastStep: 50 }), server).continuation

  expect(ahead).toMatchObject({ startingStep: 121, runtimeMs: 1000, config: { lr: 2, only: 'there' } })
  expect([...(ahead?.summary ?? [])]).toEqual([['loss', 0.1]])
  expect(behind).toMatchObject({ startingStep: 101, config: { lr: 1 } })
})

test('names that were changed on the server stay, whoever is ahead', () => {
  const server = found({ lastStep: 3, labels: { ...LABELS, name: 'renamed' } })

  const { continuation } = chooseOrigin(resume('allow'), earlier(), server)

  expect(continuation?.labels?.name).toBe('renamed')
})

test('a run without rows goes on at step 0', () => {
  expect(
    chooseOrigin(resume('must'), earlier({ lastStep: undefined }), undefined).continuation?.startingStep,
  ).toBe(0)
})

test('a rewind begins behind its step and keeps names and time; a fork is a run of its own', () => {
  const rewind = chooseOrigin({ kind: 'rewind', id: 'r1', step: 4 }, earlier(), undefined).continuation
  const fork = chooseOrigin({ kind: 'fork', id: 'r1', step: 4 }, earlier(), undefined).continuation

  expect(rewind).toMatchObject({
    kind: 'rewind',
    startingStep: 5,
    branch: { run: 'r1', step: 4 },
    labels: LABELS,
    runtimeMs: 1000,
  })
  expect(fork).toMatchObject({ kind: 'fork', startingStep: 5, branch: { run: 'r1', step: 4 }, runtimeMs: 0 })
  expect(fork?.labels).toBeUndefined()
})

test.each(['rewind', 'fork'] as const)('a %s needs to know its run', (kind) => {
  expect(codeOf(() => chooseOrigin({ kind, id: 'r1', step: 4 }, undefined, ABSENT))).toBe('RUN_NOT_FOUND')
  expect(codeOf(() => chooseOrigin({ kind, id: 'r1', step: 4 }, undefined, SILENT))).toBe('RUN_LOOKUP_FAILED')
})

test('warnings say what is uncertain', () => {
  const silent = chooseOrigin(resume('allow'), undefined, SILENT).warnings
  const alive = chooseOrigin(resume('allow'), earlier({ mayBeRunning: true }), undefined).warnings
  const beyond = chooseOrigin({ kind: 'rewind', id: 'r1', step: 50 }, earlier(), undefined).warnings

  expect(silent).toEqual([expect.stringMatching(/no reply\. Run r1 begins at step 0/)])
  expect(alive).toEqual([expect.stringMatching(/may still be written by another process/)])
  expect(beyond).toEqual(['run r1 ends at step 9, before step 50 from which it is gone on with'])
  expect(chooseOrigin(resume('allow'), earlier(), ABSENT).warnings).toEqual([])
})

test('config with dots in its names goes on as the objects that it was', () => {
  const { continuation } = chooseOrigin(resume('allow'), earlier({ config: [['o.lr', 1]] }), undefined)

  expect(continuation?.config).toEqual({ o: { lr: 1 } })
})
