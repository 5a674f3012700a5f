import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { createTempDir, startChild, waitFor, type Child, type TempDir } from '@kymo/testkit'
import { chromium, type Browser, type Locator, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { homeAt, startKymoServer } from './lib/kymo.ts'

const LOGGING = fileURLToPath(new URL('fixtures/log-media.mjs', import.meta.url))
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'
const hasChromium = existsSync(CHROMIUM)
if (!hasChromium) {
  const problem = `Cannot test media pages: there is no Chromium at ${CHROMIUM}. Set CHROMIUM_PATH`
  if (process.env['CI'] === 'true') throw new Error(problem)
  console.warn(problem)
}

describe.skipIf(!hasChromium)('media in Chromium', () => {
  let browser: Browser
  let temp: TempDir
  let server: Child
  let url: string
  let page: Page
  let problems: string[]
  const runIds: string[] = []

  beforeAll(async () => {
    temp = createTempDir()
    for (const [name, seed] of [
      ['first', '1'],
      ['second', '3'],
    ]) {
      const env = {
        ...homeAt(temp.path),
        KYMO_DIR: temp.join('runs'),
        KYMO_MODE: 'offline',
        KYMO_PROJECT: 'vision',
        NAME: name,
        SEED: seed,
      }
      const child = startChild(LOGGING, { cwd: temp.path, env })
      const [, folder] = await child.waitForLine(/^folder (.+)$/, 60_000)
      await child.exited
      runIds.push(folder.slice(folder.lastIndexOf('-') + 1))
    }
    const started = await startKymoServer(['ui', temp.join('runs')], { cwd: temp.path })
    server = started.child
    url = started.url
    await waitFor('both runs to be indexed', async () => {
      const answer = await fetch(`${url}/api/v1/projects/default/vision/runs`)
      const { total = 0 } = (await answer.json()) as { total?: number }
      return total === 2
    })
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-quic',
        '--no-first-run',
        '--disable-component-update',
        '--disable-sync',
        '--disable-background-networking',
      ],
    })
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
  })

  afterEach(async () => {
    expect(await page.evaluate(() => (globalThis as { hacked?: unknown }).hacked)).toBeUndefined()
    expect(problems).toEqual([])
    await page.close()
  })

  const panel = (key: string): Locator => page.locator(`article[aria-label="${key}"]`)
  const openMedia = (query = ''): Promise<unknown> =>
    page.goto(`${url}/default/vision/runs/${runIds[0]}?tab=media${query}`)

  test('the slider changes the image, all panels with it, and the address brings the step back', async () => {
    await openMedia()
    const image = panel('val/photo').locator('.picture img')
    const slider = page.getByRole('slider', { name: 'Step of val/photo' })
    await image.waitFor()
    expect(await slider.getAttribute('aria-valuetext')).toBe('Step 30')
    const newest = await image.getAttribute('src')

    await slider.press('ArrowLeft')
    await slider.press('ArrowLeft')

    await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('Step 10')
    await expect.poll(() => image.getAttribute('src')).not.toBe(newest)
    await panel('val/words').getByText('words of step 1').waitFor()
    await page.waitForURL(/step=10/)
    await page.reload()
    await panel('val/words').getByText('words of step 1').waitFor()
  })

  test('a panel shows the nearest step that it has', async () => {
    await openMedia('&step=14')
    await panel('val/words').getByText('words of step 1').waitFor()
    // The last step is one that the words lack.
    await openMedia('&step=40')
    await panel('val/words').getByText('words of step 3').waitFor()
  })

  test('panels with steps of their own move alone', async () => {
    await openMedia('&step-one=1')
    await panel('val/words').getByText('words of step 3').waitFor()
    await page.getByRole('slider', { name: 'Step of val/photo' }).press('Home')
    await panel('val/photo').locator('output', { hasText: 'step 0' }).waitFor()
    expect(await panel('val/words').textContent()).toContain('words of step 3')
  })

  test('classes of a mask can be hidden, and boxes with a low score', async () => {
    await openMedia()
    const photo = panel('val/photo')
    const alphaOf = (y: number): Promise<number | undefined> =>
      photo
        .locator('canvas.image-mask')
        .evaluate(
          (canvas, row) => (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, row, 1, 1).data[3],
          y,
        )
    // Background is hidden from the start; row 5 is a car, row 12 road.
    await expect.poll(() => alphaOf(12)).toBeGreaterThan(0)
    expect([await alphaOf(0), await alphaOf(5)]).toEqual([0, await alphaOf(12)])
    await photo.getByText('unsure').waitFor()

    await photo.getByRole('button', { name: 'Layers and pixels' }).click()
    await photo
      .getByRole('group', { name: /Mask: truth/ })
      .getByRole('checkbox', { name: 'car' })
      .click()
    await photo.getByRole('slider', { name: /Least score/ }).fill('0.5')

    await expect.poll(() => alphaOf(5)).toBe(0)
    expect(await alphaOf(12)).toBeGreaterThan(0)
    await photo.getByText('unsure').waitFor({ state: 'detached' })
  })

  test('an image opens in a lightbox that zooms, and Escape closes it', async () => {
    await openMedia()
    await page.getByRole('button', { name: /^Enlarge image 1 of 1/ }).click()
    const dialog = page.getByRole('dialog', { name: /val\/photo/ })
    await dialog.getByText('16 × 16').waitFor()
    await dialog.getByRole('button', { name: 'Zoom in' }).click()
    await dialog.getByText('140 %').waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  test('a logged page runs, and reaches neither storage nor cookies nor this page nor the API', async () => {
    await openMedia()
    const frame = panel('report').frameLocator('iframe')
    await expect
      .poll(() => frame.locator('#result').textContent(), { timeout: 10_000 })
      .toBe('no storage, no cookie, no parent, no api')
    expect(await panel('report').locator('iframe').getAttribute('sandbox')).toBe('allow-scripts')
  })

  test('captions and names of columns that look like markup are text', async () => {
    await openMedia()
    await panel('val/photo').getByText('<script>').first().waitFor()
    await panel('predictions')
      .getByRole('columnheader', { name: /<img src=x/ })
      .waitFor()
    expect(await page.locator('img[src="x"]').count()).toBe(0)
  })

  test('a table sorts, filters and searches on the server, and a row opens', async () => {
    await openMedia()
    const table = panel('predictions')
    const firstId = (): Promise<string | null> =>
      table.locator('[aria-rowindex="2"] [role="gridcell"]').first().textContent()
    await table.getByText('2,000 rows').waitFor()
    await table.getByRole('button', { name: 'id', exact: true }).click()
    await expect.poll(firstId).toBe('0')
    await table.getByRole('button', { name: 'id', exact: true }).click()
    await expect.poll(firstId).toBe('1,999')

    await table.getByRole('searchbox', { name: 'Search predictions' }).fill('TEN')
    await table.getByText('200 of 2,000 rows').waitFor()
    await table.getByRole('button', { name: 'Filters' }).click()
    await table.getByRole('button', { name: 'Add a filter' }).click()
    await table.getByRole('combobox', { name: 'Comparison' }).selectOption('<')
    await table.getByRole('textbox', { name: 'Value' }).fill('70')
    await table.getByText('7 of 2,000 rows').waitFor()

    await table.locator('[aria-rowindex="2"] .row-number').click()
    await page.getByRole('dialog').getByText('ten', { exact: true }).waitFor()
  })

  test('histograms over time, a chart of a table and a point cloud are drawn', async () => {
    await openMedia()
    await panel('weights')
      .getByRole('img', { name: /Distribution of weights .* over 4 steps/ })
      .waitFor()
    await panel('roc')
      .getByRole('img', { name: /2 series/ })
      .waitFor()
    await panel('cloud').getByText('3 points').waitFor()
  })

  test('runs stand side by side in the workspace', async () => {
    await page.goto(`${url}/default/vision?panels=media`)
    await page.getByRole('searchbox', { name: 'Search media' }).fill('words')
    const words = panel('val/words')
    for (const name of ['first', 'second']) {
      await words.getByRole('region', { name }).getByText('words of step 3').waitFor()
    }
  })
})
