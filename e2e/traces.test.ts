import { mkdirSync } from 'node:fs'
import { createTempDir, waitFor, type Child, type TempDir } from '@kymo/testkit'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasChromium, launchChromium } from './lib/chromium.ts'
import { startKymoServer } from './lib/kymo.ts'
import { logTraces } from './lib/trace-run.ts'

const TRACES = 24
const SPANS = 10_000

describe.skipIf(!hasChromium())('pages of traces, of real runs on the real server', () => {
  let browser: Browser
  let temp: TempDir
  let server: Child
  let url: string
  let page: Page
  let problems: string[]
  let run: string

  beforeAll(async () => {
    temp = createTempDir()
    mkdirSync(temp.join('runs'))
    run = (await logTraces({ cwd: temp.path, name: 'quiet-lynx', traceCount: TRACES, spanCount: SPANS })).id
    const started = await startKymoServer(['ui', temp.join('runs')], { cwd: temp.path })
    server = started.child
    url = started.url
    await waitForTraces(TRACES + 1)
    browser = await launchChromium()
  }, 120_000)

  afterAll(async () => {
    await browser.close()
    await server.kill()
    temp.remove()
  })

  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    problems = []
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('dialog', (dialog) => problems.push(`dialog: ${dialog.message()}`))
    page.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:')) problems.push(request.url())
    })
  })

  afterEach(async () => {
    expect(await page.evaluate(() => (globalThis as { hacked?: unknown }).hacked)).toBeUndefined()
    expect(problems).toEqual([])
    await page.close()
  })

  function waitForTraces(count: number): Promise<unknown> {
    return waitFor(
      `${count} traces`,
      async () => {
        const answer = await fetch(`${url}/api/v1/projects/default/agents/traces?limit=1`)
        return answer.ok && ((await answer.json()) as { total: number }).total >= count
      },
      { deadlineMs: 30_000 },
    )
  }

  const openList = (query = ''): Promise<unknown> =>
    page.goto(`${url}/default/agents/runs/${run}?tab=traces${query}`)
  const list = (): Locator => page.getByRole('grid', { name: 'Traces' })
  const rows = (): Locator => list().locator('[data-row]')
  const tree = (): Locator => page.getByRole('treegrid', { name: 'Spans of the trace' })
  const chosen = (): Locator => tree().locator('[aria-selected="true"]')
  const pane = (): Locator => page.getByRole('complementary', { name: 'Span' })
  const footer = (text: string): Promise<void> => page.getByText(text, { exact: true }).waitFor()

  /** The newest trace of a name: its page. */
  async function openTrace(name: string): Promise<void> {
    await openList(`&name=${encodeURIComponent(name)}`)
    await list().getByRole('link', { name, exact: true }).first().click()
    await tree().waitFor()
  }

  test('the list names traces, what they cost and how they ended, newest first, in words too', async () => {
    await openList()
    await footer(`${TRACES + 1} traces`)
    const first = rows().first()
    expect(await first.textContent()).toContain('triage a ticket')
    expect(await first.textContent()).toContain('InterruptedAgent')
    expect(await first.textContent()).toContain('claude-sonnet-4-5')
    expect(await first.textContent()).toContain('$0.0')
    await page.goto(`${url}/default/agents`)
    await page.getByRole('link', { name: 'Traces' }).click()
    await page.waitForURL(/\/default\/agents\/traces$/)
    await list().getByRole('link', { name: 'quiet-lynx' }).first().waitFor()
  })

  test('the heads of the list stand above what they name', async () => {
    await openList()
    await rows().first().waitFor()
    for (const part of ['name', 'input', 'tokens', 'cost', 'duration', 'start']) {
      const boxes = await Promise.all(
        [list().getByRole('columnheader'), rows().first().locator('> *')].map((cells) =>
          cells.and(page.locator(`.trace-${part}`)).boundingBox(),
        ),
      )
      const [head, cell] = boxes.map((box) => [box?.x, box?.width])
      expect([part, ...(head ?? [])]).toEqual([part, ...(cell ?? [])])
    }
  })

  test('charts over time and the table of models add up', async () => {
    await openList()
    await page.getByRole('img', { name: new RegExp(`^Traces over time: ${TRACES + 1}`) }).waitFor()
    await page.getByRole('img', { name: /^Cost over time: \$/ }).waitFor()
    await page.getByText('Models', { exact: true }).click()
    const models = page.getByRole('row').filter({ hasText: 'gpt-5-mini' })
    await models.waitFor()
    await models.getByRole('button', { name: 'gpt-5-mini' }).click()
    await page.waitForURL(/model=gpt-5-mini/)
  })

  test('filters narrow the list, say so in chips, and survive a reload; the back button takes them away', async () => {
    await openList()
    await footer(`${TRACES + 1} traces`)
    await page.getByRole('button', { name: 'Filters' }).click()
    await page.getByRole('combobox', { name: 'Status' }).selectOption('Error')
    await footer('3 traces')
    await page.getByRole('textbox', { name: 'Latency from' }).fill('10 ms')
    await page.keyboard.press('Enter')
    await page.reload()
    await footer('3 traces')
    expect(await rows().allTextContents()).toEqual(
      Array.from({ length: 3 }, () => expect.stringContaining('Error')),
    )
    await page.getByRole('button', { name: /Remove the filter Latency: ≥ 10 ms/ }).waitFor()

    await page.getByRole('button', { name: 'Clear all' }).click()
    await footer(`${TRACES + 1} traces`)
    await page.goBack()
    await footer('3 traces')
  })

  test('a text is found in inputs and outputs', async () => {
    await openList()
    await page.getByRole('searchbox', { name: 'Search names, inputs and outputs' }).fill('kymograph')
    await page.waitForURL(/has=kymograph/)
    await footer(`${TRACES / 4} traces`)
    expect(await rows().allTextContents()).toEqual(
      Array.from({ length: TRACES / 4 }, () => expect.stringContaining('answer a question')),
    )
  })

  test('the list is sorted by what its heads say', async () => {
    await openList()
    await page.getByRole('button', { name: 'Latency' }).click()
    await page.waitForURL(/order=-duration/)
    await expect.poll(() => rows().first().textContent()).toContain('nightly evaluation')
    await page.getByRole('button', { name: 'Latency' }).click()
    await expect.poll(() => rows().first().textContent()).not.toContain('nightly evaluation')
  })

  test('the keys walk through the list and open a trace', async () => {
    await openList()
    await rows().first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/traces\/[0-9a-f]{32}/)
    await tree().waitFor()
  })

  test('a chat is shown as who said what, with its calls of tools, and nothing of it runs or is fetched', async () => {
    await openTrace('plan a trip')
    await tree().getByRole('row').filter({ hasText: 'chat gpt-5-mini' }).first().click()
    const chat = pane().getByRole('region', { name: 'Input: messages' })
    await expect
      .poll(() => chat.locator('.message header strong').allTextContents())
      .toEqual(['System', 'User', 'Assistant', 'Tool'])
    await chat.getByText('<script>globalThis.hacked = 1</script>').waitFor()
    await chat
      .getByText('image/png at https://example.com/lisbon.png')
      .or(chat.getByText(/https:\/\/example\.com\/lisbon\.png/))
      .first()
      .waitFor()
    const images = await pane()
      .locator('img')
      .evaluateAll((all) => all.map((image) => (image as HTMLImageElement).src.slice(0, 21)))
    expect(images).toEqual(['data:image/png;base64'])
    await chat.getByText('Lisboa Oriente').waitFor()
    await pane().getByRole('tab', { name: 'Attributes' }).click()
    await pane().getByText('<img src=x onerror="globalThis.hacked=1">').waitFor()
    await pane().getByRole('tab', { name: 'Details' }).click()
    await pane().getByText('tokens/s').waitFor()
    await pane().getByRole('region', { name: 'Parameters' }).getByText('temperature').waitFor()
  })

  test('what failed says why, where it failed', async () => {
    await openList('&status=error')
    await list().getByRole('link').first().click()
    await pane()
      .getByRole('region', { name: 'Error' })
      .getByText('The budget of 3 turns is used up')
      .first()
      .waitFor()
  })

  test('the keys walk through the tree, close and open branches, and zoom', async () => {
    await openTrace('plan a trip')
    await tree().focus()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => chosen().getAttribute('aria-level')).toBe('2')
    const all = await tree().getByRole('row').count()
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => chosen().getAttribute('aria-expanded')).toBe('false')
    expect(await tree().getByRole('row').count()).toBeLessThan(all)
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => chosen().getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => chosen().getAttribute('aria-level')).toBe('3')
    await page.keyboard.press('z')
    await page.waitForURL(/window=/)
    await page.keyboard.press('0')
    await expect.poll(() => page.url()).not.toContain('window=')
    await page.keyboard.press('Enter')
    await expect.poll(() => pane().evaluate((element) => element.contains(document.activeElement))).toBe(true)
    await page.keyboard.press('Escape')
    await expect.poll(() => tree().evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('a search in the trace lists matches with what is above them, and goes from one to the next', async () => {
    await openTrace('plan a trip')
    await page.keyboard.press('/')
    await page.keyboard.type('gpt-5-mini')
    await page.keyboard.press('Enter')
    await expect.poll(() => chosen().textContent()).toContain('chat gpt-5-mini')
    const names = await tree().getByRole('row').allTextContents()
    expect(names.every((name) => !name.includes('search notes'))).toBe(true)
    await page.keyboard.press('Escape')
    await tree().getByRole('row').filter({ hasText: 'search notes' }).first().waitFor()
  })

  test('a reload and the back button keep span, part, closed branches and zoom', async () => {
    await openTrace('plan a trip')
    await tree().getByRole('row').filter({ hasText: 'chat gpt-5-mini' }).first().click()
    await page.keyboard.press('z')
    await pane().getByRole('tab', { name: 'Details' }).click()
    await page.waitForURL(/part=details/)
    await tree().getByRole('button', { name: 'Close respond' }).click()
    await page.waitForURL(/closed=[0-9a-f]{16}$/)
    await page.waitForURL(/window=/)
    const address = page.url()

    await page.reload()
    await expect.poll(() => chosen().textContent()).toContain('chat gpt-5-mini')
    await tree().getByRole('button', { name: 'Open respond' }).waitFor()
    expect(await pane().getByRole('tab', { name: 'Details' }).getAttribute('aria-selected')).toBe('true')
    expect(page.url()).toBe(address)
    await page.getByRole('link', { name: 'quiet-lynx' }).click()
    await list().waitFor()
    await page.goBack()
    await expect.poll(() => chosen().textContent()).toContain('chat gpt-5-mini')
    expect(page.url()).toBe(address)
  })

  test('a step leads from a trace to the charts and from there to its traces', async () => {
    await openList('&at-step=40')
    await footer('1 trace')
    await rows().first().getByRole('link', { name: '40' }).click()
    await page.waitForURL(/tab=charts&step=40/)
    await page.getByRole('group', { name: 'Step 40' }).getByRole('button', { name: 'Traces' }).click()
    await page.waitForURL(/at-step=40/)
    await footer('1 trace')

    await page.goto(`${url}/default/agents/runs/${run}?tab=charts`)
    await page
      .locator('.chart-canvas .u-over')
      .first()
      .click({ position: { x: 160, y: 60 } })
    await page.getByRole('group', { name: /^Step \d+$/ }).waitFor()
    await page.waitForURL(/step=\d+/)
  })

  test('a trace of 10,000 spans opens, scrolls and is searched without a pause that can be felt', async () => {
    await page.addInitScript(() => {
      const durations: number[] = []
      Object.assign(globalThis, { durations })
      new PerformanceObserver((entries) => {
        for (const { duration } of entries.getEntries()) durations.push(duration)
      }).observe({ type: 'longtask', buffered: true })
    })
    await openTrace('nightly evaluation')
    await tree().getByRole('row').nth(10).waitFor()
    expect(await tree().getAttribute('aria-rowcount')).toBe(String(SPANS))
    expect(await tree().getByRole('row').count()).toBeLessThan(100)

    await tree().focus()
    await page.keyboard.press('End')
    await expect.poll(() => chosen().getAttribute('aria-rowindex')).toBe(String(SPANS))
    for (let turn = 0; turn < 20; turn++) await page.mouse.wheel(0, -4000)
    await page.getByRole('button', { name: 'Close all branches' }).click()
    await expect.poll(() => tree().getAttribute('aria-rowcount')).toBe(String(1 + SPANS / 5))
    await page.keyboard.press('/')
    await page.keyboard.type('sample 1999')
    await page.keyboard.press('Enter')
    await expect.poll(() => chosen().textContent()).toContain('sample 1999')

    const longest = await page.evaluate(() =>
      Math.max(0, ...(globalThis as unknown as { durations: number[] }).durations),
    )
    // Some 100 ms where nothing else runs; this machine may do ten things at once.
    expect(longest).toBeLessThan(1500)
  })

  test('what is open shows as open, and grows and ends while somebody watches', async () => {
    const live = await logTraces({ cwd: temp.path, name: 'live-heron', traceCount: 1, isLive: true })
    const say = async (word: string): Promise<void> => {
      live.child.process.stdin?.write(`${word}\n`)
      await live.child.waitForLine(new RegExp(`^did ${word}$`, 'm'), 10_000)
    }
    try {
      await waitForTraces(TRACES + 2)
      await page.goto(`${url}/default/agents/runs/${live.id}?tab=traces`)
      await footer('1 trace')
      await say('open')
      await footer('2 traces')
      await rows()
        .filter({ hasText: 'live question' })
        .getByText('Open', { exact: true })
        .waitFor({ state: 'attached' })

      await list().getByRole('link', { name: 'live question' }).click()
      await tree().waitFor()
      await say('grow')
      await tree().getByRole('row').filter({ hasText: 'live tool' }).waitFor()
      await say('close')
      await page.locator('.trace-head').getByText('OK', { exact: true }).waitFor()
    } finally {
      live.child.process.stdin?.write('stop\n')
      await live.child.exited
    }
  })

  test('on a phone the details lie over the tree, and going back goes back to it', async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    await openTrace('plan a trip')
    expect(await pane().count()).toBe(0)
    await tree().getByRole('row').nth(1).click()
    await pane().waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.goBack()
    await pane().waitFor({ state: 'detached' })
  })
})
