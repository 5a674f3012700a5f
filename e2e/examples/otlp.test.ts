import { fileURLToPath } from 'node:url'
import { createTempDir, runChild, startFakeOtlpReceiver, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/otlp/main.mjs', import.meta.url))

let dir: TempDir
beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

test('the example sends its spans to a server of its own, and shows what that made of them', async () => {
  const { code, stdout } = await runChild(EXAMPLE, { cwd: dir.path })

  expect(code).toBe(0)
  expect(stdout).toContain('spans sent to collector: all')
  expect(stdout.match(/^out: answer \(agent, ok\), 3 spans, 17 tokens$/gm)).toHaveLength(2)
  expect(stdout).toContain('other-program: POST /ask (agent, unset), 1 spans, 0 tokens')
})

test('the example sends to a receiver that the environment names', async () => {
  const receiver = await startFakeOtlpReceiver()
  // It decodes protobuf, and the second half of the example is JSON.
  const { stdout } = await runChild(EXAMPLE, {
    cwd: dir.path,
    env: { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url, OTEL_SERVICE_NAME: 'mine' },
  })
  await receiver.close()

  expect(stdout).toContain('spans sent to collector: all')
  expect(receiver.spans.map(({ name }) => name).toSorted()).toEqual([
    'answer',
    'answer',
    'chat tiny-1',
    'chat tiny-1',
    'search',
    'search',
  ])
  expect(new Map(receiver.calls[0].request[0].resource).get('service.name')).toBe('mine')
})
