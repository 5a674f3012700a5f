// How long does a table of 200,000 rows with 5 columns take to open? From the navigation to visible rows, with a server that was
// started for it and a browser that knows nothing of the page.
import { launchBrowser, startServer, waitForRun, withLogged } from './lib/page-bench.mjs'
import { median } from './lib/stats.mjs'

const ROUND_COUNT = 5

/** @param {{ log: (line: string) => void }} options */
export async function run({ log }) {
  return withLogged('table', async ({ folder, runId }) => {
    const browser = await launchBrowser()
    const rounds = []
    for (let i = 0; i < ROUND_COUNT; i++) {
      rounds.push(await openOnce(browser, { folder, runId }))
      log(`opened in ${Math.round(rounds.at(-1).openMs)} ms`)
    }
    await browser.close()
    const opens = rounds.map(({ openMs }) => openMs)
    return [
      { case: '200000x5-cold', metric: 'open p50', unit: 'ms', value: median(opens) },
      { case: '200000x5-cold', metric: 'open max', unit: 'ms', value: Math.max(...opens) },
      {
        case: '200000x5-cold',
        metric: 'question',
        unit: 'ms',
        value: median(rounds.map(({ askedMs }) => askedMs)),
      },
      {
        case: '200000x5-cold',
        metric: 'answer',
        unit: 'ms',
        value: median(rounds.map(({ answeredMs }) => answeredMs)),
      },
    ]
  })
}

/** Times count from the start of the navigation: when the rows are asked for, answered, and on the screen. */
async function openOnce(browser, { folder, runId }) {
  const server = await startServer(folder)
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
  try {
    await waitForRun(server.url, runId)
    const page = await context.newPage()
    await page.goto(`${server.url}/default/pages/runs/${runId}?tab=media`, { waitUntil: 'commit' })
    const openMs = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const look = () => {
            const row = document.querySelector('[aria-rowindex="3"] [role="gridcell"]')
            // The frame after the one that has the rows: then they are on the screen.
            if (row !== null && row.textContent !== '')
              requestAnimationFrame(() => resolve(performance.now()))
            else requestAnimationFrame(look)
          }
          look()
        }),
    )
    const times = await page.evaluate(() => {
      const [entry] = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/tables'))
      return { askedMs: entry.startTime, answeredMs: entry.responseEnd }
    })
    if (process.env.DETAIL) {
      console.error(
        await page.evaluate(() =>
          performance
            .getEntriesByType('resource')
            .map(
              ({ name, startTime, responseEnd }) =>
                `${Math.round(startTime)}-${Math.round(responseEnd)} ${new URL(name).pathname}`,
            )
            .join('\n'),
        ),
      )
    }
    return { openMs, ...times }
  } finally {
    await context.close()
    await server.stop()
  }
}
