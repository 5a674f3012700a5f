import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  artifactTableFile,
  encodeRows,
  runTableFile,
  tableValueJson,
  type TableRow,
  type TableText,
} from './table-json.ts'

function encode(
  rows: readonly TableRow[],
  options: { special?: number[]; maxBytes?: number } = {},
): TableText {
  return encodeRows({
    columns: ['a', 'b'],
    rows,
    firstRow: 0,
    endRow: rows.length,
    specialColumns: options.special ?? [],
    toCell: (value) => `cell of ${typeof value}`,
    ...(options.maxBytes === undefined ? {} : { maxBytes: options.maxBytes }),
  })
}

const parse = (text: TableText): unknown => JSON.parse(`[${Buffer.concat(text.blocks).toString()}]`)

test("runTableFile() has the bytes of W&B's file", () => {
  const text = encode([
    [1, 'x'],
    [2, null],
  ])

  expect(Buffer.concat(runTableFile(['a', 'b'], text)).toString()).toBe(
    '{"columns":["a","b"],"data":[[1,"x"],[2,null]]}',
  )
})

test('artifactTableFile() says the types of the columns, and for an increment which it is', () => {
  const text = encode([[1, 'x']])
  const parts = {
    columns: ['a', 'b'],
    types: [{ kind: 'number' }, { kind: 'string' }],
    logMode: 'INCREMENTAL',
    rowCount: 1,
  } as const
  const file = artifactTableFile({ ...parts, increment: { number: 1, previousPaths: ['p'] } }, text)

  expect(JSON.parse(Buffer.concat(file).toString())).toMatchObject({
    _type: 'table',
    columns: ['a', 'b'],
    data: [[1, 'x']],
    increment_num: 1,
    log_mode: 'INCREMENTAL',
    ncols: 2,
    nrows: 1,
    previous_increments_paths: ['p'],
  })
})

test('encodeRows() joins blocks of rows to what one piece would be', () => {
  const rows = Array.from({ length: 2345 }, (_, i) => [i, `row ${i}`])
  const text = encode(rows)

  expect(text.blocks.length).toBeGreaterThan(1)
  expect(text.rowCount).toBe(2345)
  expect(text.byteCount).toBe(Buffer.concat(text.blocks).length)
  expect(parse(text)).toEqual(rows)
})

test('encodeRows() stops before the limit of bytes, and says how many rows it has', () => {
  const rows = Array.from({ length: 3000 }, () => ['x'.repeat(100), 1])
  const text = encode(rows, { maxBytes: 250_000 })

  expect(text.rowCount).toBe(2000)
  expect(text.byteCount).toBeLessThanOrEqual(250_000)
})

test('encodeRows() writes null for a cell that JSON has no word for, and keeps its neighbours', () => {
  const self: unknown[] = []
  self.push(self)
  const throwing = {
    toJSON: () => {
      throw new Error('no')
    },
  }

  expect(
    parse(
      encode(
        [
          [Number.NaN, 1],
          [self, 2],
          [throwing, 3],
          [1n, 4],
          [() => 1, 5],
        ],
        {},
      ),
    ),
  ).toEqual([
    [null, 1],
    ['cell of object', 2],
    ['cell of object', 3],
    ['cell of bigint', 4],
    [null, 5],
  ])
})

test('encodeRows() hands only the special cells of special columns to toCell', () => {
  expect(
    parse(
      encode(
        [
          [new Date(0), [1]],
          [null, 'x'],
        ],
        { special: [0] },
      ),
    ),
  ).toEqual([
    ['cell of object', [1]],
    [null, 'x'],
  ])
})

test('encodeRows() writes any plain cells as JSON does', () => {
  const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.boolean(), fc.constant(null))
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 20 }), (rows) => {
      expect(parse(encode(rows))).toEqual(JSON.parse(JSON.stringify(rows)))
    }),
  )
})

test('tableValueJson() of a table without an artifact names only its file', () => {
  const file = { path: 'media/table/t_0_ab.table.json', sha256: 'ab', size: 3 }

  expect(tableValueJson({ file, columnCount: 2, rowCount: 5, logMode: 'MUTABLE' })).toEqual({
    _type: 'table-file',
    ...file,
    ncols: 2,
    nrows: 5,
    log_mode: 'MUTABLE',
  })
})
