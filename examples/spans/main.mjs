// Spans of a small program that answers questions: functions made into ops, a block in a span, a child process in the same trace.
//   node examples/spans/main.mjs     then look at it with: npx kymo ui
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { currentSpan, init, op } from '@kymo/core'

const LIBRARY = { whale: 'Whales are mammals.', bat: 'Bats are mammals that fly.', eel: 'Eels are fish.' }

const mode = process.env.KYMO_BASE_URL ? 'online' : 'offline'
// A child process is told its run and its place in the trace by its environment.
const parent = process.env.TRACEPARENT
const run = await init({
  project: 'library',
  mode,
  shared: true,
  id: process.env.RUN_ID ?? 'library',
  label: parent ? 'child' : 'main',
})

if (parent) {
  // Without a parent of its own a span becomes a child of the one in TRACEPARENT.
  run.span('count words in a child process', (span) =>
    span.setAttribute('words', process.argv[2]?.split(' ').length ?? 0),
  )
} else {
  const search = op(
    async (word) => {
      await new Promise((resolve) => setTimeout(resolve, 5))
      return Object.keys(LIBRARY).filter((name) => word.includes(name))
    },
    { name: 'search' },
  )

  const write = op(async function* write(names) {
    for (const name of names) yield LIBRARY[name]
  })

  const answer = op(async function answer(question) {
    const names = await search(question)
    currentSpan()?.setAttribute('found', names.length)
    if (names.length === 0) throw new Error(`no page about it: ${String(question)}`)
    const sentences = []
    for await (const sentence of write(names)) sentences.push(sentence)
    return sentences.join(' ')
  })

  for (const question of ['what is a bat?', 'whale or eel?', 'what is a stone?']) {
    run.log({ questions: 1 }) // what follows belongs to this step
    console.log(question, '→', await answer(question).catch((error) => error.message))
  }
  await run.span('review', async (span) => {
    const env = { ...process.env, TRACEPARENT: span.traceparent(), RUN_ID: run.id }
    spawnSync(process.execPath, [fileURLToPath(import.meta.url), Object.values(LIBRARY).join(' ')], {
      env,
      stdio: 'inherit',
    })
  })
}
await run.finish()
