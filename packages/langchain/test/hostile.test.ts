import type { Run } from '@kymo/core'
import { KymoCallbackHandler } from '@kymo/langchain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { flat, startRun, treesOf, type TreeSpan } from './recorded-run.ts'

let run: Run
beforeEach(async () => {
  run = await startRun()
})
afterEach(() => run.finish())

async function spans(): Promise<TreeSpan[]> {
  await run.finish()
  return flat(treesOf(run.dir as string))
}

const LLM = { id: ['langchain', 'chat_models', 'fake', 'FakeModel'] }

test('content that is no JSON costs neither the span nor the counts of the call', async () => {
  const kymo = new KymoCallbackHandler({ run, captureContent: true })
  const circular: Record<string, unknown> = { big: 1n }
  circular['self'] = circular
  const message = { type: 'ai', content: '', tool_calls: [{ id: '1', name: 'f', args: circular }] }
  kymo.handleChatModelStart(LLM, [[message]], 'a', undefined, { invocation_params: { tools: [circular] } })
  kymo.handleLLMEnd({ generations: [[{ text: '', message }]] }, 'a')
  const hostile = new Proxy({}, { get: () => { throw new Error('no') } }) // prettier-ignore
  kymo.handleChatModelStart(LLM, [[hostile]], 'b')
  kymo.handleLLMEnd({ generations: [[{ text: 'x', message: { type: 'ai', content: [hostile] } }]] }, 'b')
  kymo.handleRetrieverStart({ id: ['r'] }, 'q', 'c')
  kymo.handleRetrieverEnd([{ pageContent: 'x', metadata: circular }], 'c')
  kymo.handleChainStart({ id: ['chain'] }, hostile, 'd')
  kymo.handleChainEnd({ messages: [message, hostile] }, 'd')
  kymo.handleToolStart({ id: ['tool'] }, hostile, 'e')
  kymo.handleToolEnd(hostile, 'e')
  expect(kymo.openCount).toBe(0)
  const all = await spans()
  expect(all.map(({ outcome }) => outcome)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok'])
})

test('a run id that is used again ends the span that had it', async () => {
  const kymo = new KymoCallbackHandler({ run })
  for (let at = 0; at < 3; at += 1) kymo.handleToolStart({ id: ['t'] }, '', 'same')
  kymo.handleToolEnd('', 'same')
  kymo.handleToolEnd('', 'same')
  kymo.handleToolEnd('', 'never begun')
  expect(kymo.openCount).toBe(0)
  expect(run.isFinished).toBe(false)
  // Looked at while the run goes on: at its end everything is closed.
  const before = flat(treesOf(run.dir as string)).map(({ outcome }) => outcome)
  expect(before.toSorted()).toEqual(['cancelled', 'cancelled', 'ok'])
})

test('an asynchronous redaction that fails keeps nothing and ends no program', async () => {
  const unhandled: unknown[] = []
  const note = (reason: unknown): void => void unhandled.push(reason)
  process.on('unhandledRejection', note)
  const redact = (): unknown => Promise.reject(new Error('later'))
  const kymo = new KymoCallbackHandler({ run, captureContent: true, redact })
  kymo.handleToolStart({ id: ['t'] }, 'secret', 'a')
  kymo.handleToolEnd('secret', 'a')
  await new Promise((resolve) => setImmediate(resolve))
  process.off('unhandledRejection', note)
  expect(unhandled).toEqual([])
  const [span] = await spans()
  expect([...(span?.attributes.values() ?? [])]).toContain('[redaction failed]')
})

test('20,000 roots without an end take bounded room', () => {
  const kymo = new KymoCallbackHandler({ run })
  for (let at = 0; at < 20_000; at += 1) kymo.handleToolStart({ id: ['t'] }, '', `root-${at}`)
  expect(kymo.openCount).toBeLessThanOrEqual(10_000)
}, 60_000)
