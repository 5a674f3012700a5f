import { expect, test } from 'vitest'
import { EXIT } from '../exit-codes.ts'
import { syncExitCode, toFailure, toOutcome, toOutcomeJson } from './sync-outcome.ts'

const report = {
  sentBytes: 10,
  resumedFrom: 0,
  acknowledgedBytes: 10,
  totalBytes: 10,
  complete: true,
  content: {
    sentCount: 0,
    sentBytes: 0,
    heldCount: 0,
    pendingCount: 0,
    missingCount: 0,
    missing: [],
    complete: true,
  },
  url: 'http://h/r',
}
const sent = toOutcome('/a', report, false)
const unchanged = toOutcome('/b', { ...report, sentBytes: 0 }, false)
const away = toOutcome(
  '/c',
  { ...report, complete: false, code: 'UPLOAD_UNREACHABLE', reason: 'Cannot upload c: ECONNREFUSED' },
  false,
)
const refused = toFailure(
  '/d',
  Object.assign(new Error('Cannot upload d: no'), { code: 'UPLOAD_UNAUTHORIZED' }),
)
const interrupted = toOutcome('/e', { ...report, complete: false, acknowledgedBytes: 4 }, true)
const followed = toOutcome('/f', { ...report, complete: false }, true)

test.each([
  ['nothing to do', [], EXIT.ok],
  ['all there', [sent, unchanged], EXIT.ok],
  ['the server is away', [away, away], EXIT.network],
  ['the key is refused', [refused], EXIT.auth],
  ['some went through', [sent, away], EXIT.incomplete],
  ['the reasons differ', [refused, away], EXIT.incomplete],
  ['interrupted', [interrupted], EXIT.incomplete],
  ['a run that goes on was sent up to now', [followed], EXIT.ok],
])('syncExitCode() when %s', (_, outcomes, exitCode) => {
  expect(syncExitCode(outcomes)).toBe(exitCode)
})

test('toOutcomeJson() tells path, status, bytes and why', () => {
  expect(toOutcomeJson(sent)).toEqual({ path: '/a', status: 'sent', ...report })
  expect(toOutcomeJson(refused)).toMatchObject({
    path: '/d',
    status: 'failed',
    sentBytes: 0,
    error: { code: 'UPLOAD_UNAUTHORIZED', message: 'Cannot upload d: no', exitCode: 4 },
  })
})
