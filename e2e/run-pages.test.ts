import { mkdirSync } from 'node:fs'
import { createTempDir, waitFor, type Child, type TempDir } from '@kymo/testkit'
import type { Browser, Locator, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hasChromium, launchChromium } from './lib/chromium.ts'
import { startKymoServer } from './lib/kymo.ts'
import { logShowcase } from './lib/showcase.ts'

const LINES = 100_000

describe.skipIf(!hasChromium())('pages of runs and artifacts, of real runs on the real server', () => {
  let browser: Browser
  let temp: TempDir
  let server: Child
  let url: string
  let page: Page
  let problems: string[]
  let first: string
  let second: string

  beforeAll(async () => {
    temp = createTempDir()
    mkdirSync(temp.join('runs'))
    // Served while they are logged, as by somebody who watches: versions are given in the order of logging.
    const started = await startKymoServer(['ui', temp.join('runs')], { cwd: temp.path })
    server = started.child
    url = started.url
    first = await logShowcase({ cwd: temp.path, name: 'bright-otter', seed: 1, lineCount: LINES })
    await waitForVersions('shape-net', 1)
    second = await logShowcase({ cwd: temp.path, name: 'calm-heron', seed: 2 })
    await waitForVersions('shape-net', 2)
    browser = await launchChromium()
  }, 180_000)

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
  })

  afterEach(async () => {
    expect(await page.evaluate(() => (globalThis as { hacked?: unknown }).hacked)).toBeUndefined()
    expect(problems).toEqual([])
    await page.close()
  })

  function waitForVersions(name: string, count: number): Promise<unknown> {
    return waitFor(
      `${count} versions of ${name}`,
      async () => {
        const answer = await fetch(`${url}/api/v1/artifacts/default/shapes/${name}`)
        if (!answer.ok) return false
        const { versions } = (await answer.json()) as { versions: readonly unknown[] }
        return versions.length === count
      },
      { deadlineMs: 30_000 },
    )
  }

  const openRun = (tab: string, query = '', run = first): Promise<unknown> =>
    page.goto(`${url}/default/shapes/runs/${run}?tab=${tab}${query}`)
  const openArtifact = (address: string): Promise<unknown> =>
    page.goto(`${url}/default/shapes/artifacts/${address}`)
  const tab = (name: string): Locator => page.getByRole('tab', { name, exact: true })

  test('the tabs are walked through with the arrow keys, and each says what it is', async () => {
    await openRun('overview')
    await tab('Overview').focus()
    for (const name of ['Charts', 'Media', 'Traces', 'System', 'Console', 'Files', 'Artifacts']) {
      await page.keyboard.press('ArrowRight')
      await expect.poll(() => tab(name).getAttribute('aria-selected')).toBe('true')
      expect(await tab(name).evaluate((element) => element === document.activeElement)).toBe(true)
    }
  })

  test('the overview names the configuration, the results and what kind of media there are', async () => {
    await openRun('overview')
    await page.getByRole('row', { name: 'net.units [64,32]' }).waitFor()
    await page.getByRole('row', { name: 'optimizer adam' }).waitFor()
    await page.getByRole('row', { name: 'predictions table, 60 rows' }).waitFor()
    await page.getByRole('row', { name: 'val/scenes 6 images' }).waitFor()
  })

  test('what the machine did is drawn, processor and memory', async () => {
    await openRun('system')
    for (const name of ['CPU of the machine', 'Memory in use', 'Resident memory']) {
      await page
        .getByRole('heading', { name: new RegExp(`^${name}`) })
        .first()
        .waitFor()
    }
    await page.locator('.system-panel canvas, .system canvas, canvas').first().waitFor()
  })

  test('a console of 100,000 lines goes to its end at once, with the colours of the terminal', async () => {
    await openRun('console')
    await page.getByText('line 0: loss 1.000000').waitFor()
    await page.getByText(/100,0\d\d lines/).waitFor()

    await page.getByRole('button', { name: 'Go to the end' }).click()

    const bar = page.locator('.console-row', { hasText: 'epoch 19' })
    await bar.waitFor()
    expect(await bar.textContent()).toContain('[####################] 100 %')
    expect(await bar.textContent()).not.toContain(' 90 %')
    const colours = await bar
      .locator('.console-text span')
      .evaluateAll((spans) => [...new Set(spans.map((span) => getComputedStyle(span).color))])
    expect(colours.length).toBeGreaterThan(1)
    await page.locator('.console-row.is-stderr').first().waitFor()
    await page.getByText('<img src=x onerror').waitFor()
    expect(await page.locator('img').count()).toBe(0)
  })

  test('a search of the console goes from match to match, and the address of a line leads to it', async () => {
    await openRun('console')
    await page.getByRole('searchbox', { name: 'Search the console' }).fill('line 77777:')
    await page.locator('.console-row.is-found mark', { hasText: 'line 77777:' }).waitFor()

    await page.locator('.console-row.is-found .console-number').click()
    await page.waitForURL(/at=\d+/)
    await page.reload()
    await page.locator('.console-row.is-marked', { hasText: 'line 77777:' }).waitFor()
  })

  test('files are previewed and downloaded byte for byte', async () => {
    await openRun('files', '&file=notes/eval.json')
    await page.getByText('"accuracy": 0.97').waitFor()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ])
    const chunks: Buffer[] = []
    for await (const chunk of await download.createReadStream()) chunks.push(chunk as Buffer)
    expect(Buffer.concat(chunks).toString()).toBe('{"accuracy":0.97,"confusion":[[9,1],[0,10]]}')
    expect(download.suggestedFilename()).toBe('eval.json')
  })

  test('a logged page and a saved SVG run, opened by themselves, and reach neither cookies nor the API', async () => {
    await openRun('media')
    const frame = page.locator('article[aria-label="report"]').frameLocator('iframe')
    const nothing = 'no cookie, no storage, no parent, no api'
    await expect.poll(() => frame.locator('#result').textContent(), { timeout: 15_000 }).toBe(nothing)

    // At its own address, in a tab of its own: only the server's policy stands between it and the dashboard's origin.
    await page.context().addCookies([{ name: 'secret', value: '1', url }])
    await page.goto(`${url}/api/v1/runs/default/shapes/${first}/files/notes/attack.svg`)
    await expect
      .poll(() => page.locator('#result').textContent(), { timeout: 15_000 })
      .toMatch(/^no cookie, no storage, (?:no parent|parent .*), no api$/)
    expect(await page.evaluate(() => globalThis.origin)).toBe('null')
  })

  test('a table shows images in its cells', async () => {
    await openRun('media')
    await page.getByRole('searchbox', { name: 'Search media' }).fill('predictions')
    const table = page.locator('article[aria-label="predictions"]')
    await table.getByText('60 rows').waitFor()
    await expect
      .poll(() =>
        table
          .locator('img.cell-image')
          .first()
          .evaluate((image) => (image as HTMLImageElement).naturalWidth),
      )
      .toBe(96)
  })

  test('a point cloud of two thousand points is drawn', async () => {
    await openRun('media')
    await page.getByRole('searchbox', { name: 'Search media' }).fill('cloud')
    await page.locator('article[aria-label="cloud"]').getByText('2,000 points').waitFor()
  })

  test('artifacts of a run lead to their versions and their lineage', async () => {
    await openRun('artifacts', '', second)
    await page.getByRole('link', { name: /shape-net/ }).click()
    await page.getByRole('tab', { name: 'Lineage' }).click()
    const graph = page.getByRole('group', { name: 'Lineage graph' })
    expect(await graph.locator('[aria-current="page"]').getAttribute('aria-label')).toBe(
      'artifact shape-net:v1, model',
    )
    await graph.getByRole('link', { name: 'artifact shapes:v0, dataset' }).click()
    await page.waitForURL(/artifacts\/shapes\/v0\?tab=lineage/)
    await page.goBack()
    await graph.getByRole('link', { name: 'run calm-heron, run' }).click()
    await page.waitForURL(new RegExp(`runs/${second}$`))
  })

  test('two versions are compared by file and by metadata', async () => {
    await openArtifact('shape-net/v1?tab=versions')
    for (const name of ['Compare v1', 'Compare v0']) await page.getByRole('checkbox', { name }).check()
    await page.getByRole('button', { name: 'Compare the two' }).click()
    await page.waitForURL(/shape-net\/v1\?tab=diff&with=v0/)
    await page.getByText('+1 added').waitFor()
    const files = page.getByRole('region', { name: 'Files' }).locator('tbody')
    expect(await files.getByRole('row').allTextContents()).toEqual([
      expect.stringContaining('weights/dense.bin'),
      expect.stringContaining('weights/head.bin'),
      expect.stringContaining('old.txt'),
    ])
    const metadata = page.getByRole('region', { name: 'Metadata' }).locator('tbody')
    expect(await metadata.getByRole('row').allTextContents()).toEqual(['~changedaccuracy0.910.92'])
  })

  test('files of an artifact are previewed, and a reference is a link out', async () => {
    await openArtifact('shapes/v0?tab=files')
    await page.getByRole('treeitem', { name: /README.md/ }).click()
    await page
      .getByText('# Shapes')
      .or(page.getByRole('heading', { name: 'Shapes' }))
      .last()
      .waitFor()
    await page.getByRole('treeitem', { name: /origin.zip/ }).click()
    const link = page.getByRole('link', { name: 'https://example.com/shapes.zip' })
    expect(await link.getAttribute('rel')).toContain('noopener')
  })

  test('a change that is refused is taken back, and the page says why', async () => {
    // As from a server: otherwise the page of a folder offers no change.
    await page.route('**/api/v1/server', async (route) => {
      const { readOnly: _, ...info } = (await (await route.fetch()).json()) as Record<string, unknown>
      await route.fulfill({ json: info })
    })
    await openArtifact('shape-net/v1')
    await page.getByRole('textbox', { name: 'Add: alias' }).fill('production')
    await page.keyboard.press('Enter')
    await page.getByText(/only shows a folder/).waitFor()
    await page.reload()
    await page.getByRole('button', { name: 'Remove the alias best' }).waitFor()
    expect(await page.getByRole('button', { name: 'Remove the alias production' }).count()).toBe(0)
  })
})
