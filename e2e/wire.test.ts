import { startServer, type RunningServer } from '@kymo/server'
import { createTempDir, KYMO_WIRE_CASES, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, describe, it } from 'vitest'

let dir: TempDir
let server: RunningServer
beforeAll(async () => {
  dir = createTempDir()
  server = await startServer({ mode: 'server', dir: dir.path, port: 0, requireKey: true })
})
afterAll(async () => {
  await server.close()
  dir.remove()
})

// The same cases as the fake server of the unit tests: what is proved against it holds for this one.
describe('the Kymo server', () => {
  it.each(KYMO_WIRE_CASES)('$name', ({ run }) => run({ url: server.url, apiKey: server.firstKey?.key ?? '' }))
})
