import { readdirSync, readFileSync } from 'node:fs'
import { init } from '@kymo/core'
import { watchSession } from '@kymo/onnx'
import { decodeTraceRequest, LogReader, type SpanRecord } from '@kymo/protocol'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { ort } from './load-ort.ts'
import { denseModel } from './onnx-writer.mjs'

let dir: TempDir
beforeEach(() => void (dir = createTempDir()))
afterEach(() => dir.remove())

it('calls are spans below the span around them, also where many are under way', async () => {
  const run = await init({ project: 'spans', dir: dir.path, mode: 'offline', quiet: true })
  const session = watchSession(await ort.InferenceSession.create(denseModel()), { run, spans: true })
  const feeds = (batch: number): { x: InstanceType<typeof ort.Tensor> } => ({
    x: new ort.Tensor('float32', new Float32Array(8 * batch), [batch, 8]),
  })

  await Promise.all(
    [1, 2, 3].map((batch) =>
      run.span(`request ${batch}`, async () => {
        await session.run(feeds(batch))
        await session.run({}).catch(() => {})
      }),
    ),
  )
  await run.finish()

  const spans = readSpans()
  const calls = spans.filter(({ name }) => name === 'onnx session')
  expect(calls).toHaveLength(6)
  for (const batch of [1, 2, 3]) {
    const request = spans.find(({ name }) => name === `request ${batch}`)
    const children = calls.filter(({ parentSpanId }) => parentSpanId === request?.spanId)
    expect(children.map(({ status }) => status.code)).toEqual([1, 2])
    const [good] = children
    expect(JSON.stringify(good?.attributes.find(([key]) => key === 'onnx.inputs'))).toContain(
      `x float32[${batch},8]`,
    )
    expect(good?.attributes.map(([key]) => key)).toContain('onnx.compute_ms')
  }
})

/** The last record of each span: the one with its end. */
function readSpans(): SpanRecord[] {
  const folder = dir.join(readdirSync(dir.path).find((name) => name.includes('run-')) ?? '')
  const reader = new LogReader()
  reader.push(readFileSync(`${folder}/${readdirSync(folder).find((name) => name.endsWith('.spans'))}`))
  const spans = new Map<string, SpanRecord>()
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    for (const span of decodeTraceRequest(entry.payload).flatMap(({ scopes }) =>
      scopes.flatMap((scope) => scope.spans),
    ))
      spans.set(span.spanId, span)
  return [...spans.values()]
}
