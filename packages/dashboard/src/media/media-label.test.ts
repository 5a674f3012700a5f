import type { Value } from '@kymo/server/api'
import { expect, test } from 'vitest'
import { mediaLabel } from './media-label.ts'

test('media are named and counted', () => {
  expect(mediaLabel({ _type: 'images/separated', count: 6 })).toBe('6 images')
  expect(mediaLabel({ _type: 'images/separated', count: 1 })).toBe('1 image')
  expect(mediaLabel({ _type: 'table-file', nrows: 200_000 })).toBe('table, 200,000 rows')
  expect(mediaLabel({ _type: 'image-file' })).toBe('image')
})

test('what is no media has no name', () => {
  const values: readonly Value[] = [null, 3, 'text', ['_type'], {}, { _type: 'mine' }, { _type: 7 }]
  for (const value of values) expect(mediaLabel(value)).toBeUndefined()
  expect(mediaLabel({ _type: '__proto__' })).toBeUndefined()
})
