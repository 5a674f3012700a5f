// An agent with a tool, traced into a run. The model is one that LangChain brings for tests, so that nothing is needed but this folder:
//   node examples/langchain/main.mjs     then look at it with: npx kymo ui
import { AIMessage, HumanMessage } from '@langchain/core/messages'
import { init } from '@kymo/core'
import { KymoCallbackHandler, logGraph } from '@kymo/langchain'
import { createAgent, fakeModel, tool } from 'langchain'

const WEATHER = { Rome: 'sunny, 24 °C', Oslo: 'snow, -3 °C' }

const run = await init({ project: 'assistant', mode: process.env.KYMO_BASE_URL ? 'online' : 'offline' })
const kymo = new KymoCallbackHandler({
  run,
  captureContent: true,
  prices: { 'tiny-model': { input: 2, output: 8, cacheRead: 0.5 } },
})

const weather = tool(({ city }) => WEATHER[city] ?? 'unknown', {
  name: 'weather',
  description: 'Tells the weather of a city',
  schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
})

/** What a provider would send with an answer. */
const answer = (content, [input, output, cached]) =>
  new AIMessage({
    content,
    usage_metadata: {
      input_tokens: input,
      output_tokens: output,
      total_tokens: input + output,
      input_token_details: { cache_read: cached },
    },
    response_metadata: { model_name: 'tiny-model', finish_reason: 'stop' },
  })

for (const [index, city] of Object.keys(WEATHER).entries()) {
  const model = fakeModel()
    .respondWithTools([{ name: 'weather', args: { city }, id: `call_${index}` }])
    .respond(answer(`In ${city} it is ${WEATHER[city]}.`, [900 + index * 50, 40, 600]))
  const agent = createAgent({ model, tools: [weather], name: 'forecaster' })
  const { messages } = await agent.invoke(
    { messages: [new HumanMessage(`What is the weather in ${city}?`)] },
    { callbacks: [kymo], configurable: { thread_id: `visitor ${index + 1}` } },
  )
  console.log(messages.at(-1).text)
}

// What an agent is made of, as a picture.
await logGraph(run, createAgent({ model: fakeModel(), tools: [weather] }).graph, 'forecaster')

const report = await run.finish()
console.log(`spans and metrics are in ${run.dir}, ${report.rowCount} row(s)`)
for (const key of [
  'llm/calls',
  'llm/input_tokens',
  'llm/output_tokens',
  'llm/cost_usd',
  'tool/weather/calls',
])
  console.log(key, String(run.summary.get(key)))
