import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Entry, Value } from '../api/types.ts'
import { buildTree } from './attribute-tree.ts'

function flatten(value: Value, prefix: string): Entry[] {
  if (typeof value !== 'object' || value === null) return [[prefix, value]]
  return Object.entries(value).flatMap(([key, inner]) =>
    flatten(inner, prefix === '' ? key : `${prefix}.${key}`),
  )
}

const name = fc.stringMatching(/^[a-z_]{1,5}$/)
const { node } = fc.letrec<{ node: Value }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.string(), fc.integer(), fc.boolean()),
    fc.array(tie('node'), { minLength: 1, maxLength: 12 }),
    fc.dictionary(name, tie('node'), { minKeys: 1, maxKeys: 4 }),
  ),
}))

test('buildTree() puts back together what was flattened, in whatever order the keys come', () => {
  fc.assert(
    fc.property(fc.dictionary(name, node, { minKeys: 1 }), fc.infiniteStream(fc.nat()), (value, order) => {
      const entries = flatten(value, '').map((entry) => [order.next().value as number, entry] as const)

      const shuffled = entries.toSorted(([a], [b]) => a - b).map(([, entry]) => entry)

      expect(JSON.parse(JSON.stringify(sorted(buildTree(shuffled))))).toEqual(
        JSON.parse(JSON.stringify(sorted(value))),
      )
    }),
  )
})

/** Of an object the order of its keys means nothing. */
function sorted(value: Value | undefined): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(sorted)
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner as Value)]),
  )
}

test.each<[string, Entry[], unknown]>([
  ['nothing', [], undefined],
  [
    'numbers with gaps',
    [
      ['10', 'b'],
      ['2', 'a'],
    ],
    ['a', 'b'],
  ],
  [
    'numbers among names',
    [
      ['0', 'a'],
      ['x', 'b'],
    ],
    { 0: 'a', x: 'b' },
  ],
  ['an index beyond reason', [['999999999', 'a']], ['a']],
  [
    'a key that is a prefix of another',
    [
      ['a', 1],
      ['a.b', 2],
    ],
    { a: { b: 2 } },
  ],
  [
    'the same the other way round',
    [
      ['a.b', 2],
      ['a', 1],
    ],
    { a: { b: 2 } },
  ],
  ['a leading zero', [['01', 'a']], { '01': 'a' }],
  [
    'empty parts',
    [
      ['.', 1],
      ['..a', 2],
    ],
    { '': { '': { a: 2 } } },
  ],
])('buildTree() of %s', (_what, entries, expected) => {
  expect(buildTree(entries)).toEqual(expected)
})

test('buildTree() keeps keys of the prototype as data, and ends at a depth', () => {
  const tree = buildTree([
    ['__proto__.polluted', 1],
    [Array.from({ length: 1000 }, () => 'a').join('.'), 2],
  ])

  expect(Object.keys(tree as object)).toEqual(['__proto__', 'a'])
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
  let depth = 0
  for (let at: unknown = tree; typeof at === 'object' && at !== null; depth++) at = Object.values(at).at(-1)
  expect(depth).toBe(16)
})
