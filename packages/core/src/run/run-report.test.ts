import { expect, test } from 'vitest'
import { describeReport, isComplete, type RunReport } from './run-report.ts'

const EMPTY: RunReport = {
  id: 'r1',
  exitCode: 0,
  durationMs: 1,
  recordCount: 2,
  rowCount: 0,
  spanCount: 0,
  refusedRowCount: 0,
  droppedValueCount: 0,
  lostRecordCount: 0,
  lostBytes: 0,
  lostArtifacts: [],
  sinks: [],
}

test.each([
  [[], ' in ./kymo. View it'],
  [['model'], '; 1 artifact not kept: model. View it'],
  [['a', 'b', 'c', 'd', 'e'], '; 5 artifacts not kept: a, b, c and 2 more. View it'],
])('describeReport() names artifacts that are not kept: %j', (lostArtifacts, text) => {
  const report = { ...EMPTY, lostArtifacts }

  expect(describeReport(report, { folder: './kymo', url: undefined })).toContain(text)
  expect(isComplete(report)).toBe(lostArtifacts.length === 0)
})

test.each([
  [{}, '0 rows in ./kymo'],
  [{ rowCount: 1 }, '1 row in ./kymo'],
  [{ spanCount: 1 }, '1 span in ./kymo'],
  [{ rowCount: 2, spanCount: 1234 }, '2 rows, 1,234 spans in ./kymo'],
])('describeReport() of %o says %j', (counts, text) => {
  const line = describeReport({ ...EMPTY, ...counts }, { folder: './kymo', url: undefined })

  expect(line).toContain(`run r1: ${text}. View it`)
})
