import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  columnTypeJson,
  isMixed,
  mergeTypes,
  optionalType,
  typeOfValue,
  type ColumnType,
} from './column-type.ts'
import { ColumnTyper } from './column-typer.ts'

const noMedia = (): undefined => undefined
const typeOf = (value: unknown): ColumnType => typeOfValue(value, noMedia)

function typeOfColumn(values: readonly unknown[]): ColumnType {
  const typer = new ColumnTyper(noMedia)
  for (const value of values) typer.add(value)
  return typer.type()
}

const json = (values: readonly unknown[]): unknown => columnTypeJson(optionalType(typeOfColumn(values)))
const union = (...names: readonly string[]): unknown => ({
  wb_type: 'union',
  params: { allowed_types: names.map((name) => ({ wb_type: name })) },
})

// As wandb 0.30.0 types such columns.
test.each([
  [[1, null], union('none', 'number')],
  [['a', undefined], union('none', 'string')],
  [[true], union('boolean', 'none')],
  [[new Date(0)], union('none', 'timestamp')],
  [[Number.NaN, 2.5], union('none', 'number')],
  [[10n], union('none', 'number')],
  [[], union('none', 'unknown')],
  [[null], union('none', 'unknown')],
  [[1, 'x'], union('any', 'none')],
])('the column %s has the type %j', (values, expected) => {
  expect(json(values)).toEqual(expected)
})

test('a list has the type of its elements and the length of the last list', () => {
  expect(
    columnTypeJson(
      typeOfColumn([
        [1, 2],
        [3, 4, 5],
      ]),
    ),
  ).toEqual({
    wb_type: 'list',
    params: { element_type: { wb_type: 'number' }, length: 3 },
  })
  expect(columnTypeJson(typeOf(Float32Array.of(1, 2)))).toEqual({
    wb_type: 'list',
    params: { element_type: { wb_type: 'number' }, length: 2 },
  })
})

test('what only some objects have may be missing in the others', () => {
  expect(columnTypeJson(typeOfColumn([{ a: 1 }, { a: 2, b: 'x' }]))).toEqual({
    wb_type: 'typedDict',
    params: {
      type_map: {
        a: { wb_type: 'number' },
        b: union('none', 'string'),
      },
    },
  })
})

test('an object that contains itself has a type', () => {
  const self: Record<string, unknown> = {}
  self['self'] = self

  expect(columnTypeJson(typeOf(self))).toMatchObject({ wb_type: 'typedDict' })
})

const anyCell = fc.oneof(
  fc.string(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.constant(undefined),
  fc.array(fc.integer(), { maxLength: 3 }),
  fc.dictionary(fc.string(), fc.integer(), { maxKeys: 3 }),
)

test('the type of a column does not depend on how its cells are grouped', () => {
  fc.assert(
    fc.property(fc.array(anyCell, { maxLength: 12 }), fc.nat({ max: 12 }), (cells, cut) => {
      const whole = cells.map(typeOf).reduce(mergeTypes, { kind: 'unknown' })
      const [left, right] = [cells.slice(0, cut), cells.slice(cut)].map((part) =>
        part.map(typeOf).reduce(mergeTypes, { kind: 'unknown' }),
      )

      expect(columnTypeJson(mergeTypes(left, right))).toEqual(columnTypeJson(whole))
    }),
    { numRuns: 300 },
  )
})

test('a column is mixed exactly when it has cells of two kinds besides nothing', () => {
  const kindOf = (cell: unknown): string =>
    cell === null || cell === undefined || Number.isNaN(cell)
      ? 'none'
      : Array.isArray(cell)
        ? 'list'
        : typeof cell
  fc.assert(
    fc.property(fc.array(anyCell, { maxLength: 12 }), (cells) => {
      const kinds = new Set(cells.map(kindOf).filter((kind) => kind !== 'none'))

      expect(isMixed(typeOfColumn(cells))).toBe(kinds.size > 1)
    }),
    { numRuns: 300 },
  )
})
