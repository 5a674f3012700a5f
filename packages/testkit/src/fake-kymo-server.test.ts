import { afterAll, beforeAll, describe, it } from 'vitest'
import { startFakeKymoServer, type FakeKymoServer } from './fake-kymo-server.ts'
import { KYMO_WIRE_CASES } from './kymo-wire-conformance.ts'

const API_KEY = 'k'.repeat(48)
let server: FakeKymoServer
beforeAll(async () => {
  server = await startFakeKymoServer({ apiKey: API_KEY })
})
afterAll(() => server.close())

describe('the fake Kymo server', () => {
  it.each(KYMO_WIRE_CASES)('$name', ({ run }) => run({ url: server.url, apiKey: API_KEY }))
})
