// Spans by OTLP, out and in: a run sends its spans to a receiver while it runs, and a program without Kymo sends some in plain JSON.
// The receiver here is a Kymo server of its own; set OTEL_EXPORTER_OTLP_ENDPOINT for another one: node examples/otlp/main.mjs
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { init, op } from '@kymo/core'
import { startServer } from '@kymo/server'

const folder = mkdtempSync(join(tmpdir(), 'kymo-otlp-'))
const own = process.env.OTEL_EXPORTER_OTLP_ENDPOINT
const server = own === undefined ? await startServer({ mode: 'server', dir: folder, port: 0 }) : undefined
const endpoint = own ?? server.url

// 1. Out: one option. The run itself stays in ./kymo; its spans go to the receiver too.
const run = await init({ project: 'assistant', id: 'out', quiet: true, otlp: { endpoint } })
const search = op(async (words) => [`a page about ${String(words)}`], {
  name: 'search',
  attributes: { 'gen_ai.operation.name': 'execute_tool' },
})
const answer = op(
  async function answer(question) {
    const pages = await search(question)
    return run.span(
      'chat tiny-1',
      (span) => {
        span.setAttributes({
          'gen_ai.operation.name': 'chat',
          'gen_ai.request.model': 'tiny-1',
          'gen_ai.usage.input_tokens': 12,
          'gen_ai.usage.output_tokens': 5,
        })
        return `See ${pages.join()}.`
      },
      { kind: 'client' },
    )
  },
  { attributes: { 'gen_ai.operation.name': 'invoke_agent' } },
)
for (const question of ['whales', 'bats']) console.log(await answer(question))
const { sinks } = await run.finish()
for (const { backend, complete } of sinks)
  console.log(`spans sent to ${backend}: ${complete ? 'all' : 'not all'}`)

// 2. In: any program, in any language. Here OpenTelemetry's JSON by hand; with its SDKs only the endpoint has to be set.
const nowNs = BigInt(Date.now()) * 1_000_000n
const attribute = (key, value) => ({ key, value: { stringValue: value } })
const response = await fetch(`${endpoint}/v1/traces`, {
  method: 'POST',
  headers: { 'content-type': 'application/json', 'kymo-project': 'assistant' },
  body: JSON.stringify({
    resourceSpans: [
      {
        resource: { attributes: [attribute('service.name', 'other-program')] },
        scopeSpans: [
          {
            spans: [
              {
                traceId: '5b8efff798038103d269b633813fc60c',
                spanId: 'eee19b7ec3c1b174',
                name: 'POST /ask',
                kind: 2,
                startTimeUnixNano: String(nowNs - 40_000_000n),
                endTimeUnixNano: String(nowNs),
                attributes: [attribute('openinference.span.kind', 'AGENT'), attribute('input.value', 'eels')],
              },
            ],
          },
        ],
      },
    ],
  }),
})
console.log(`another program: ${response.status}`)

// 3. What the server made of both: one model, whatever convention a span was written in.
if (server !== undefined) {
  await server.settle()
  const { traces } = await fetch(`${server.url}/api/v1/projects/default/assistant/traces?order=start`).then(
    (reply) => reply.json(),
  )
  for (const { run: of, name, operation, status, spanCount, usage } of traces)
    console.log(`${of}: ${name} (${operation}, ${status}), ${spanCount} spans, ${usage.total ?? 0} tokens`)
  await server.close()
}
rmSync(folder, { recursive: true, force: true })
