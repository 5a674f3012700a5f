import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTempDir, startChild, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { homeAt, startKymoServer } from './lib/kymo.ts'

const TRAINING = fileURLToPath(new URL('fixtures/log-on-request.mjs', import.meta.url))
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const hasChromium = existsSync(CHROMIUM)
if (!hasChromium) {
  const problem = `Cannot test the dashboard: there is no Chromium at ${CHROMIUM}. Set CHROMIUM_PATH`
  if (process.env['CI'] === 'true') throw new Error(problem)
  console.warn(problem)
}
const ROWS = 20_000
const LIVE_ROUNDS = 7

describe.skipIf(!hasChromium)('the dashboard in Chromium', () => {
  let browser: Browser
  let temp: TempDir
  let page: Page
  let training: Child
  let server: Child
  let url: string
  let problems: string[]

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-component-update',
        '--disable-sync',
        '--disable-background-networking',
      ],
    })
  })

  afterAll(() => browser.close())

  beforeEach(async () => {
    temp = createTempDir()
    training = await startTraining('digits')
    const started = await startKymoServer(['ui', temp.join('runs')], { cwd: temp.path })
    server = started.child
    url = started.url
    await waitFor('the run to be indexed', async () => (await countPoints()) > 5 * ROWS)
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    problems = []
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(String(error)))
  })

  afterEach(async () => {
    await page.close()
    await Promise.all([training.kill(), server.kill()])
    temp.remove()
  })

  async function startTraining(project: string): Promise<Child> {
    const env = {
      ...homeAt(temp.path),
      KYMO_DIR: temp.join('runs'),
      KYMO_MODE: 'offline',
      KYMO_PROJECT: project,
      ROWS: String(ROWS),
    }
    const child = startChild(TRAINING, { cwd: temp.path, env })
    await child.waitForLine(/^run /, 60_000)
    return child
  }

  async function countPoints(): Promise<number> {
    const answer = await fetch(`${url}/api/v1/projects/default/digits/runs`)
    const { runs = [] } = (await answer.json()) as { runs?: { pointCount: number }[] }
    return runs.reduce((sum, run) => sum + run.pointCount, 0)
  }

  const card = (metric: string): ReturnType<Page['locator']> =>
    page.locator(`article[aria-label="${metric}"]`)

  test('a point is on the page within a second of log()', async () => {
    await page.goto(`${url}/default/digits?m=live`)
    const shown = card('live/value').locator('.last-value')
    await shown.getByText('0', { exact: true }).waitFor()
    await page.locator('.live.is-live').waitFor()

    const delaysMs: number[] = []
    for (let value = 1; value <= LIVE_ROUNDS; value++) {
      const seen = page.waitForFunction(
        (text) => document.querySelector('.last-value')?.textContent === text && Date.now(),
        String(value),
        { polling: 'raf' },
      )
      training.process.stdin?.write(`${value}\n`)
      const [, loggedAtMs] = await training.waitForLine(new RegExp(`^logged ${value} at (\\d+)$`))
      delaysMs.push(Number(await (await seen).jsonValue()) - Number(loggedAtMs))
    }

    delaysMs.sort((left, right) => left - right)
    console.log(`from log() to the page, in ms: ${delaysMs.join(' ')}`)
    expect(delaysMs[Math.floor(LIVE_ROUNDS / 2)]).toBeLessThan(1000)
    expect(problems).toEqual([])
  })

  test('a project that is opened before its first run appears by itself', async () => {
    await page.goto(`${url}/default/later?m=train`)
    await page.getByRole('heading', { name: 'No such project' }).waitFor()

    const first = await startTraining('later')
    try {
      await card('train/loss').waitFor()
    } finally {
      await first.kill()
    }
  })

  test('dragging zooms to single points, and the address brings back the same view', async () => {
    await page.goto(`${url}/default/digits?m=train`)
    const spike = card('train/spike')
    await spike.getByText('points per bucket').waitFor()
    expect(await spike.locator('.chart-canvas').textContent()).toContain('maximum 1,000')

    await drag(spike, [0.4, 0.42])
    await spike.getByText('points per bucket').waitFor({ state: 'detached' })
    await page
      .getByRole('switch', { name: 'Logarithmic y axis' })
      .or(page.getByRole('button', { name: 'Display' }))
      .first()
      .click()
    await page.getByRole('switch', { name: 'Logarithmic y axis' }).click()
    await page.getByRole('button', { name: 'Started' }).click()
    await page.waitForURL(/sort=started/)
    const before = await describeView(page)
    await page.reload()
    await spike.locator('.u-over').waitFor()

    expect(before.address).toMatch(/zoom=/)
    expect(before.chart).toMatch(/maximum/)
    await expect.poll(() => describeView(page)).toEqual(before)
    expect(problems).toEqual([])
  })

  test('Escape and the back button undo a zoom', async () => {
    await page.goto(`${url}/default/digits?m=train`)
    const loss = card('train/loss')
    await loss.getByText('points per bucket').waitFor()

    await drag(loss, [0.2, 0.5])
    await page.waitForURL(/zoom=/)
    await page.goBack()
    await page.waitForURL((address) => !address.search.includes('zoom'))
    await drag(loss, [0.2, 0.5])
    await page.waitForURL(/zoom=/)
    await loss.locator('.chart-canvas').focus()
    await page.keyboard.press('Escape')

    await page.waitForURL((address) => !address.search.includes('zoom'))
  })

  test('metric names are data: __proto__, emoji and markup have charts and run nothing', async () => {
    await page.goto(`${url}/default/digits`)

    for (const metric of ['__proto__', '🚀 reward', '<img src=x onerror=alert(1)>']) {
      await card(metric).locator('.u-over').waitFor()
    }
    expect(await page.locator('img').count()).toBe(0)
    expect(problems).toEqual([])
  })

  test('NaN and infinity are counted and said, not dropped', async () => {
    await page.goto(`${url}/default/digits?m=odd`)

    const notes = card('odd/values').locator('.chart-notes')

    await notes.getByText(/NaN.*∞/).waitFor()
  })

  test('every page carries a policy that forbids inline scripts, and the page itself needs none', async () => {
    const response = await page.goto(`${url}/default/digits`)
    await card('train/loss').or(card('__proto__')).first().waitFor()
    expect(problems).toEqual([])

    const ran = await page.evaluate(() => {
      const script = document.createElement('script')
      script.textContent = 'globalThis.wasInjected = true'
      document.body.append(script)
      return 'wasInjected' in globalThis
    })

    expect(response?.headers()['content-security-policy']).toContain("script-src 'self'")
    expect(ran).toBe(false)
    expect(problems.join()).toContain('Content Security Policy')
  })

  test('a chart is read with the keyboard alone', async () => {
    await page.goto(`${url}/default/digits?m=train/loss`)
    const canvas = card('train/loss').locator('.chart-canvas')
    await canvas.waitFor()

    await canvas.focus()
    await page.keyboard.press('Home')
    const first = await page.locator('.chart-tooltip').textContent()
    await page.keyboard.press('ArrowRight')

    expect(first).toContain('Step 0')
    expect(await page.locator('.chart-tooltip').textContent()).not.toBe(first)
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: 'train/loss' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })
})

async function drag(
  chart: ReturnType<Page['locator']>,
  [from, to]: readonly [number, number],
): Promise<void> {
  const box = await chart.locator('.u-over').boundingBox()
  if (box === null) throw new Error('Cannot drag: the chart has no plot area')
  const { mouse } = chart.page()
  const y = box.y + box.height / 2
  await mouse.move(box.x + box.width * from, y)
  await mouse.down()
  await mouse.move(box.x + box.width * to, y, { steps: 5 })
  await mouse.up()
}

/** What a person would call the same view: the address, the controls, and what the first chart says. */
async function describeView(page: Page): Promise<Record<string, string>> {
  return {
    address: page.url(),
    zoom: (await page.locator('.zoom-chip').textContent()) ?? '',
    search: await page.getByRole('searchbox', { name: 'Search metrics' }).inputValue(),
    sorted: (await page.locator('[aria-sort="ascending"], [aria-sort="descending"]').textContent()) ?? '',
    charts: (await page.locator('.chart-card h3').allTextContents()).join(),
    notes: (await page.locator('.chart-notes').allTextContents()).join(),
    chart: (await page.locator('.chart-canvas > .hidden').first().textContent()) ?? '',
  }
}
