import { expect, test } from 'vitest'
import { createStyle, wantsColor } from './screen.ts'

test.each([
  [{ isTty: true, env: {} }, true],
  [{ isTty: false, env: {} }, false],
  [{ isTty: true, env: { NO_COLOR: '1' } }, false],
  [{ isTty: true, env: { NO_COLOR: '' } }, true],
  [{ isTty: false, env: { FORCE_COLOR: '1' } }, true],
  [{ isTty: false, env: { FORCE_COLOR: '1', NO_COLOR: '1' } }, true],
  [{ isTty: true, env: { FORCE_COLOR: '0' } }, false],
  [{ isTty: true, env: { TERM: 'dumb' } }, false],
])('wantsColor(%j) is %s', (request, wanted) => {
  expect(wantsColor(request)).toBe(wanted)
})

test('createStyle() without colour returns the text unchanged', () => {
  expect(createStyle(false).red('x')).toBe('x')
  expect(createStyle(true).red('x')).toBe('\x1b[31mx\x1b[39m')
})
