import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decodeTraceRequest, LogReader, type SpanRecord } from '@kymo/protocol'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/langchain/main.mjs', import.meta.url))

let dir: TempDir
let exit: ChildExit
beforeAll(async () => {
  dir = createTempDir()
  exit = await runChild(EXAMPLE, { cwd: dir.path })
})
afterAll(() => dir.remove())

test('the example says what its two agents have cost', () => {
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout).toContain('In Oslo it is snow, -3 °C.')
  expect(exit.stdout).toContain('llm/calls 4')
  expect(exit.stdout).toContain('llm/input_tokens 1850')
  expect(exit.stdout).toMatch(/llm\/cost_usd 0\.0025/)
  expect(exit.stdout).toContain('tool/weather/calls 2')
})

test('its run has a trace for each question, under its thread', () => {
  const folder = dir.join('kymo', readdirSync(dir.join('kymo')).find((name) => name.includes('run-')) ?? '')
  const reader = new LogReader()
  reader.push(readFileSync(`${folder}/${readdirSync(folder).find((name) => name.endsWith('.spans'))}`))
  const roots: SpanRecord[] = []
  for (let entry = reader.next(); entry !== undefined; entry = reader.next())
    for (const { scopes } of decodeTraceRequest(entry.payload))
      roots.push(
        ...scopes
          .flatMap(({ spans }) => spans)
          .filter(({ parentSpanId, endNs }) => parentSpanId === '' && endNs > 0n),
      )

  expect(roots.map(({ name }) => name)).toEqual(['invoke_agent forecaster', 'invoke_agent forecaster'])
  expect(
    roots.map(({ attributes }) => attributes.find(([key]) => key === 'gen_ai.conversation.id')?.[1]),
  ).toEqual(['visitor 1', 'visitor 2'])
})

test('its run has the picture of the agent', () => {
  const folder = dir.join('kymo', readdirSync(dir.join('kymo')).find((name) => name.includes('run-')) ?? '')
  const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.html'),
  )

  expect(pages).toHaveLength(1)
  expect(readFileSync(`${folder}/${pages[0]}`, 'utf8')).toMatch(/<svg.*>model_request<.*>tools</)
})
