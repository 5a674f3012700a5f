import { describe, expect, test } from 'vitest'
import { withMediaInOneLine } from './media-lines.ts'

describe('withMediaInOneLine()', () => {
  test('a histogram is what it counts and where it lies', () => {
    const lines = withMediaInOneLine(
      new Map<string, unknown>([
        ['loss', 0.5],
        ['weights.first._type', 'histogram'],
        ['weights.first.values', [1, 2, 3]],
        ['weights.first.bins', [-0.123456, 0, 1, 2]],
        ['last', 'x'],
      ]),
    )

    expect([...lines]).toEqual([
      ['loss', 0.5],
      ['weights.first', '<histogram, 6 values from -0.1235 to 2>'],
      ['last', 'x'],
    ])
  })

  test('a table has rows and columns, a picture a width and a height, and parts of media are not listed', () => {
    const lines = withMediaInOneLine(
      new Map<string, unknown>([
        ['t._type', 'table-file'],
        ['t.nrows', 1],
        ['t.ncols', 7],
        ['t.path', 'media/table/t.json'],
        ['i._type', 'image-file'],
        ['i.width', 8],
        ['i.height', 6],
        ['i.masks.one._type', 'mask'],
        ['i.masks.one.path', 'x'],
      ]),
    )

    expect(lines.get('t')).toBe('<table-file, 1 row, 7 columns>')
    expect(lines.get('i')).toBe('<image-file, 8 × 6>')
    expect(lines.size).toBe(2)
  })

  test('what only looks like media keeps its values', () => {
    const entries = new Map<string, unknown>([
      ['a._types', 'x'],
      ['h._type', 'histogram'],
      ['h.bins', 'none'],
      ['b.c', 1],
    ])

    expect([...withMediaInOneLine(entries)]).toEqual([
      ['a._types', 'x'],
      ['h', '<histogram>'],
      ['b.c', 1],
    ])
  })
})
