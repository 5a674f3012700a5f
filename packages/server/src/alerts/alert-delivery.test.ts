import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { waitFor } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AlertInfo } from '../api/file-types.ts'
import { openAlertCatalog, type AlertCatalog } from '../catalog/alert-catalog.ts'
import { AlertDelivery } from './alert-delivery.ts'

let hook: Server
let requestCount: number
beforeEach(async () => {
  requestCount = 0
  hook = createServer((request, response) => {
    requestCount++
    request.resume().on('end', () => response.end())
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
})
afterEach(() => hook.close())

function alert(id: string): AlertInfo {
  const run = { entity: 'e', project: 'p', run: 'r', runName: 'r' }
  return { ...run, id, title: id, text: '', level: 'WARN', timeMs: Date.now() }
}

function deliver(catalog: AlertCatalog, warnings: string[]): AlertDelivery {
  return new AlertDelivery({
    catalog,
    webhook: new URL(`http://127.0.0.1:${(hook.address() as AddressInfo).port}/`),
    baseUrl: () => 'http://here',
    nowMs: () => Date.now(),
    onWarning: (line) => warnings.push(line),
  })
}

const full = (): never => {
  throw new Error('database or disk is full')
}

test('a disk that takes no note of a delivery neither ends the process nor sends it twice', async () => {
  const catalog = openAlertCatalog(':memory:')
  const warnings: string[] = []
  const delivery = deliver({ ...catalog, settle: full }, warnings)

  delivery.take([alert('one'), alert('two')])
  await waitFor('the warning', () => warnings.length > 0)
  // Whatever is due now has its chance.
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
  await delivery.close()

  expect(requestCount).toBe(1)
  expect(warnings).toEqual([expect.stringContaining('disk is full')])
  catalog.close()
})

test.each(['next', 'add'] as const)(
  'a catalog whose %s throws does not reach who raised the alert',
  async (name) => {
    const catalog = openAlertCatalog(':memory:')
    const warnings: string[] = []
    const delivery = deliver({ ...catalog, [name]: full }, warnings)

    delivery.take([alert('one')])
    await delivery.close()

    expect(warnings).toEqual([expect.stringContaining('disk is full')])
    catalog.close()
  },
)
