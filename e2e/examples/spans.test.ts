import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { decodeTraceRequest, LogReader, type SpanRecord } from '@kymo/protocol'
import { createTempDir, runChild, type ChildExit, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'

const EXAMPLE = fileURLToPath(new URL('../../examples/spans/main.mjs', import.meta.url))

let dir: TempDir
let exit: ChildExit
const spans: SpanRecord[] = []
beforeAll(async () => {
  dir = createTempDir()
  exit = await runChild(EXAMPLE, { cwd: dir.path })
  const files = readdirSync(dir.path, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.spans'),
  )
  for (const file of files) {
    const reader = new LogReader()
    reader.push(readFileSync(dir.join(file)))
    for (let entry = reader.next(); entry !== undefined; entry = reader.next())
      for (const { scopes } of decodeTraceRequest(entry.payload))
        spans.push(...scopes.flatMap((scope) => scope.spans).filter(({ endNs }) => endNs > 0n))
  }
})
afterAll(() => dir.remove())

test('the example answers two questions and fails at the third, as its spans say', () => {
  expect(exit).toMatchObject({ code: 0, signal: null })
  expect(exit.stdout).toContain('whale or eel? → Whales are mammals. Eels are fish.')
  const answers = spans.filter(({ name }) => name === 'answer')
  expect(answers.map(({ status }) => status.code)).toEqual([1, 1, 2])
  expect(answers.map(({ attributes }) => attributes.find(([key]) => key === 'kymo.step')?.[1])).toEqual([
    1, 2, 3,
  ])
  for (const { spanId } of answers)
    expect(spans.some(({ name, parentSpanId }) => name === 'search' && parentSpanId === spanId)).toBe(true)
})

test('the child process writes into the same trace, in a log of its own', () => {
  const review = spans.find(({ name }) => name === 'review')
  const counted = spans.find(({ name }) => name === 'count words in a child process')

  expect(counted).toMatchObject({ traceId: review?.traceId, parentSpanId: review?.spanId })
  expect(counted?.attributes).toContainEqual(['words', 11])
})
