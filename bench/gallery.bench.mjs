// Does a gallery of 500 images × 20 steps scroll smoothly? Its panel is enlarged, scrolled down and up with the wheel, and its
// slider dragged through all steps and back, while Chromium traces: the longest task of the page's main thread, and the share of
// frames that came later than twice their turn.
import { launchBrowser, startServer, waitForRun, withLogged } from './lib/page-bench.mjs'
import { quantile } from './lib/stats.mjs'

const ROUND_COUNT = 2
const WHEEL_COUNT = 90
const WHEEL_PX = 60
const DRAG_COUNT = 90
const LONG_TASK_MS = 50

/** @param {{ log: (line: string) => void }} options */
export async function run({ log }) {
  return withLogged('gallery', async ({ folder, runId }) => {
    const server = await startServer(folder)
    const browser = await launchBrowser()
    try {
      await waitForRun(server.url, runId)
      const results = { scroll: [], slider: [] }
      for (let i = 0; i < ROUND_COUNT; i++) {
        const context = await browser.newContext({ viewport: { width: 1440, height: 900 } })
        const page = await context.newPage()
        const gallery = await openGallery(page, `${server.url}/default/pages/runs/${runId}?tab=media`)
        results.scroll.push(await traced(browser, page, () => scroll(page, gallery)))
        results.slider.push(await traced(browser, page, () => dragSlider(page)))
        await context.close()
        log(`round ${i + 1} of ${ROUND_COUNT}`)
      }
      return Object.entries(results).flatMap(([name, rounds]) => {
        const gaps = rounds.flatMap(({ gapsMs }) => gapsMs)
        const add = (metric, unit, value) => ({ case: `500x20-${name}`, metric, unit, value })
        return [
          add('longest task', 'ms', Math.max(...rounds.map(({ longestMs }) => longestMs))),
          add(
            'tasks > 50 ms',
            'count',
            rounds.reduce((sum, { longCount }) => sum + longCount, 0),
          ),
          add('frame p50', 'ms', quantile(gaps, 0.5)),
          add('frame p99', 'ms', quantile(gaps, 0.99)),
          add('late frames', '%', (100 * gaps.filter((gap) => gap > 34).length) / gaps.length),
          add('images', 'shown', Math.min(...rounds.map(({ shownCount }) => shownCount))),
        ]
      })
    } finally {
      await browser.close()
      await server.stop()
    }
  })
}

async function openGallery(page, address) {
  await page.goto(address)
  await page.getByRole('button', { name: 'Enlarge samples' }).click()
  const gallery = page.locator('dialog .gallery')
  await gallery.locator('img').first().waitFor()
  return gallery
}

async function scroll(page, gallery) {
  const box = await gallery.boundingBox()
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
  for (let i = 0; i < WHEEL_COUNT; i++) {
    await page.mouse.wheel(0, i < WHEEL_COUNT / 2 ? WHEEL_PX : -WHEEL_PX)
    await nextFrame(page)
  }
}

async function dragSlider(page) {
  const box = await page.locator('dialog input[type="range"]').boundingBox()
  const y = box.y + box.height / 2
  await page.mouse.move(box.x + box.width - 8, y)
  await page.mouse.down()
  for (let i = 0; i < DRAG_COUNT; i++) {
    const ratio = Math.abs(1 - (2 * i) / DRAG_COUNT)
    await page.mouse.move(box.x + 8 + (box.width - 16) * ratio, y)
    await nextFrame(page)
  }
  await page.mouse.up()
}

function nextFrame(page) {
  return page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
}

/** Tasks come from the trace, frames from the page itself. */
async function traced(browser, page, act) {
  await page.evaluate(() => {
    const frames = (globalThis.frameTimes = [])
    const note = (time) => {
      frames.push(time)
      if (globalThis.frameTimes === frames) requestAnimationFrame(note)
    }
    requestAnimationFrame(note)
  })
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'disabled-by-default-devtools.timeline', '__metadata'],
  })
  await act()
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString())
  const { frames, shownCount } = await page.evaluate(() => {
    const times = globalThis.frameTimes
    globalThis.frameTimes = undefined
    const images = [...document.querySelectorAll('dialog .gallery img')]
    return { frames: times, shownCount: images.filter((image) => image.naturalWidth > 0).length }
  })
  const mains = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  )
  const tasks = traceEvents
    .filter(
      ({ name, ph, pid, tid }) => /(?:^|::)RunTask$/.test(name) && ph === 'X' && mains.has(`${pid} ${tid}`),
    )
    .map(({ dur }) => dur / 1000)
  if (tasks.length === 0) throw new Error('Cannot measure tasks: the trace has none of the main thread')
  return {
    longestMs: tasks.reduce((most, task) => Math.max(most, task), 0),
    longCount: tasks.filter((task) => task > LONG_TASK_MS).length,
    gapsMs: frames.slice(1).map((time, i) => time - frames[i]),
    shownCount,
  }
}
