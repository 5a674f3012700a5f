import { writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TableRows } from './table-reader.ts'
import { TableReader } from './table-reader.ts'

let dir: TempDir
const reader = new TableReader()

beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

const columns = ['id', 'label', 'score']
const data = [
  [0, 'cat', 0.9],
  [1, 'Dog', null],
  [2, 'cat', 0.1],
  [3, 'bird', 0.5],
]

function write(document: unknown, name = 't.json'): string {
  const path = dir.join(name)
  writeFileSync(path, typeof document === 'string' ? document : JSON.stringify(document))
  return path
}
const idsOf = ({ rows }: TableRows): unknown[] => rows.map(({ cells }) => cells[0])
const all = { offset: 0, limit: 100 }

test('a page holds the rows from offset, with the number each has in the table', async () => {
  const page = await reader.page({ paths: [write({ columns, data })], offset: 1, limit: 2 })

  expect(page).toEqual({
    columns: [
      { name: 'id', type: 'number' },
      { name: 'label', type: 'string' },
      { name: 'score', type: 'number' },
    ],
    rows: [
      { number: 1, cells: [1, 'Dog', null] },
      { number: 2, cells: [2, 'cat', 0.1] },
    ],
    totalCount: 4,
    matchCount: 4,
    isCut: false,
  })
})

test.each([
  [{ sort: { column: 2, direction: 'asc' as const } }, [2, 3, 0, 1]],
  [{ sort: { column: 2, direction: 'desc' as const } }, [0, 3, 2, 1]],
  [{ sort: { column: 1, direction: 'desc' as const } }, [0, 2, 3, 1]],
  [{ search: 'dOg' }, [1]],
  [{ filters: [{ column: 1, op: '=' as const, value: 'cat' }] }, [0, 2]],
  [{ filters: [{ column: 2, op: '>=' as const, value: 0.5 }] }, [0, 3]],
  [{ filters: [{ column: 2, op: 'empty' as const }] }, [1]],
  [
    {
      filters: [
        { column: 1, op: 'contains' as const, value: 'CA' },
        { column: 0, op: '!=' as const, value: '0' },
      ],
    },
    [2],
  ],
])('%j gives the rows %j', async (arrangement, ids) => {
  const page = await reader.page({ paths: [write({ columns, data })], ...all, ...arrangement })

  expect([idsOf(page), page.matchCount]).toEqual([ids, ids.length])
})

test('NaN and Infinity of a Python writer are read, and sent as texts', async () => {
  const page = await reader.page({
    paths: [write('{"columns":["x"],"data":[[NaN],[Infinity],[1]]}')],
    ...all,
  })

  expect(idsOf(page)).toEqual(['NaN', 'Infinity', 1])
})

test('declared types win over what cells look like', async () => {
  const string = { wb_type: 'union', params: { allowed_types: [{ wb_type: 'none' }, { wb_type: 'string' }] } }
  const types = { wb_type: 'typedDict', params: { type_map: { id: string } } }

  const page = await reader.page({ paths: [write({ columns, data, column_types: types })], ...all })

  expect(page.columns[0]).toEqual({ name: 'id', type: 'string' })
})

test('increments are one table', async () => {
  const paths = [
    write({ columns, data: data.slice(0, 2) }),
    write({ columns, data: data.slice(2) }, 'u.json'),
  ]

  expect(idsOf(await reader.page({ paths, ...all }))).toEqual([0, 1, 2, 3])
})

test('a file that was written anew is read anew', async () => {
  const path = write({ columns, data })
  await reader.page({ paths: [path], ...all })
  write({ columns, data: data.slice(0, 1) })

  expect((await reader.page({ paths: [path], ...all })).totalCount).toBe(1)
})

test.each(['', '[]', '{"columns":1}', '{"columns":["a"],"data":{}}', '{'])('%j is refused', async (text) => {
  await expect(reader.page({ paths: [write(text)], ...all })).rejects.toThrow(RangeError)
})

test('a column that does not exist is refused', async () => {
  const page = reader.page({
    paths: [write({ columns, data })],
    ...all,
    sort: { column: 3, direction: 'asc' },
  })

  await expect(page).rejects.toThrow(/3 columns, and no column 3/)
})
