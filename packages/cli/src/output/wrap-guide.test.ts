import { expect, test } from 'vitest'
import { createTestScreen } from '../../test/test-screen.ts'
import { wrapGuide } from './wrap-guide.ts'

const GUIDE = `
Runs are sent in order,
one after the other.

Examples:
  kymo sync --base-url http://a-very-long-name`

test('wrapGuide() wraps prose to the window and leaves examples alone', () => {
  expect(wrapGuide(GUIDE, createTestScreen({ isTty: true, columns: 20 })).split('\n')).toEqual([
    'Runs are sent in',
    'order, one after',
    'the other.',
    '',
    'Examples:',
    '  kymo sync --base-url http://a-very-long-name',
  ])
})
