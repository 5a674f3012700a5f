import { expect, test } from 'vitest'
import { countDiff, parseDiff } from './unified-diff.ts'

const DIFF = `diff --git a/train.mjs b/train.mjs
index 123..456 100644
--- a/train.mjs
+++ b/train.mjs
@@ -10,3 +10,4 @@ function train() {
 const a = 1
--- not a header
+const rate = 0.1
+++ neither
 return a
`

test('lines of a hunk have their numbers, and dashes inside of it are no header', () => {
  expect(parseDiff(DIFF).slice(4)).toEqual([
    { kind: 'hunk', text: '@@ -10,3 +10,4 @@ function train() {' },
    { kind: 'same', text: 'const a = 1', before: 10, after: 10 },
    { kind: 'removed', text: '-- not a header', before: 11 },
    { kind: 'added', text: 'const rate = 0.1', after: 11 },
    { kind: 'added', text: '++ neither', after: 12 },
    { kind: 'same', text: 'return a', before: 12, after: 13 },
  ])
})

test('headers name the file; the rest of them are notes', () => {
  expect(
    parseDiff(DIFF)
      .slice(0, 4)
      .map(({ kind, text }) => `${kind} ${text}`),
  ).toEqual(['file train.mjs', 'note index 123..456 100644', 'note --- a/train.mjs', 'note +++ b/train.mjs'])
})

test('changes are counted', () => {
  expect(countDiff(parseDiff(DIFF))).toEqual({ files: 1, added: 2, removed: 1 })
  expect(countDiff(parseDiff('no diff at all'))).toEqual({ files: 0, added: 0, removed: 0 })
})
