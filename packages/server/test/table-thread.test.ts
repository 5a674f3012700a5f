import { writeFileSync } from 'node:fs'
import { createTempDir } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { TableHost } from '../dist/tables/table-host.js'

test('a table of 200,000 rows is parsed and sorted without holding up this thread', async () => {
  const dir = createTempDir()
  const host = new TableHost()
  const data = Array.from({ length: 200_000 }, (_, i) => [
    i,
    `name ${i % 977}`,
    (i * 7919) % 200_000,
    i / 3,
    i % 2 === 0,
  ])
  writeFileSync(dir.join('t.json'), JSON.stringify({ columns: ['id', 'name', 'key', 'x', 'even'], data }))
  let turns = 0
  let isDone = false
  const turn = (): void => {
    turns++
    if (!isDone) setImmediate(turn)
  }
  turn()

  const page = await host.page({
    paths: [dir.join('t.json')],
    offset: 0,
    limit: 2,
    sort: { column: 2, direction: 'asc' },
  })
  isDone = true
  await host.close()
  dir.remove()

  expect(page.totalCount).toBe(200_000)
  expect(page.rows.map(({ cells }) => cells[2])).toEqual([0, 1])
  // Where the table is parsed and sorted, only its file is read in turns: a dozen of them.
  expect(turns).toBeGreaterThan(1_000)
})

test('what is no table is refused, and the thread goes on', async () => {
  const dir = createTempDir()
  const host = new TableHost()
  writeFileSync(dir.join('bad.json'), '[')
  writeFileSync(dir.join('good.json'), '{"columns":["a"],"data":[[1]]}')

  await expect(host.page({ paths: [dir.join('bad.json')], offset: 0, limit: 1 })).rejects.toThrow(RangeError)
  const page = await host.page({ paths: [dir.join('good.json')], offset: 0, limit: 1 })
  await host.close()
  dir.remove()

  expect(page.rows[0].cells).toEqual([1])
})
