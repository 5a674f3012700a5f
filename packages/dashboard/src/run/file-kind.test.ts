import { expect, test } from 'vitest'
import { fileKind } from './file-kind.ts'

test.each([
  ['diff.patch', 'text/plain', 'diff'],
  ['media/images/a_0.PNG', 'image/png', 'image'],
  ['page.html', 'text/plain', 'page'],
  ['logo.svg', 'image/png', 'page'],
  ['unknown.bin', 'application/octet-stream', 'none'],
  ['no-extension', 'text/html; charset=utf-8', 'page'],
  ['no-extension', 'image/svg+xml', 'page'],
  ['requirements', 'text/plain', 'text'],
  ['wandb-summary.json', 'application/json', 'json'],
  ['weights.constructor', '', 'none'],
])('%s of type %s is shown as %s', (path, mimeType, kind) => {
  expect(fileKind(path, mimeType)).toBe(kind)
})
