import { existsSync } from 'node:fs'
import { init } from '@kymo/core'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runKymo, startKymoServer, type KymoServer } from './lib/kymo.ts'

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

describe.skipIf(!existsSync(CHROMIUM))('what people change of runs, in Chromium', () => {
  let browser: Browser
  let temp: TempDir
  let page: Page
  let server: KymoServer
  let problems: string[]

  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: CHROMIUM,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
      ],
    })
  })
  afterAll(() => browser.close())

  beforeEach(async () => {
    temp = createTempDir()
    server = await startKymoServer(['server', '--data', temp.join('data')], { cwd: temp.path })
    const run = await init({ project: 'p', id: 'one', dir: temp.join('kymo'), silent: true, console: false })
    run.defineMetric('accuracy', { stepMetric: 'epoch' })
    for (let epoch = 0; epoch < 5; epoch++) {
      for (let i = 0; i < 20; i++) run.log({ loss: 1 / (epoch + i + 1) })
      run.log({ epoch, accuracy: epoch / 5 })
    }
    run.alert({ title: 'Loss is NaN', text: 'at step 120', level: 'WARN' })
    await run.finish()
    const { code } = await runKymo(['sync', 'kymo', '--base-url', server.url], { cwd: temp.path })
    expect(code).toBe(0)
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } })
    problems = []
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(message.text())
    })
    page.on('pageerror', (error) => problems.push(String(error)))
  })

  afterEach(async () => {
    await page.close()
    await server.child.kill()
    temp.remove()
  })

  test('name, notes and tags are changed where they stand, and are still there after a reload', async () => {
    await page.goto(`${server.url}/default/p/runs/one`)
    await page.getByRole('button', { name: /^Name: one/ }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('the best one')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /^Notes:/ }).click()
    await page.getByRole('textbox', { name: 'Notes' }).fill('two\nlines <b>not bold</b>')
    await page.keyboard.press('Control+Enter')
    await page.getByLabel('Add to tags').fill('good, fast')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Remove the tag fast' }).waitFor()

    await page.reload()

    await page.getByRole('button', { name: /^Name: the best one/ }).waitFor()
    await page.getByText('lines <b>not bold</b>').waitFor()
    await page.getByRole('button', { name: 'Remove the tag good' }).waitFor()
    await page.goto(`${server.url}/default/p`)
    await page.getByText('the best one').first().waitFor()
    expect(problems).toEqual([])
  })

  test('kymo ui, which changes nothing, offers no changes', async () => {
    const viewer = await startKymoServer(['ui', temp.join('kymo')], { cwd: temp.path })
    try {
      await page.goto(`${viewer.url}/default/p/runs/one`)
      await page.getByRole('heading', { name: 'one' }).waitFor()
      await page.getByText('Last step').waitFor()

      for (const name of [/^Name:/, /^Notes:/, /^Group:/, /Remove the tag/])
        expect(await page.getByRole('button', { name }).count()).toBe(0)
      expect(await page.getByLabel('Add to tags').count()).toBe(0)
      expect(await page.getByRole('link', { name: 'Trash' }).count()).toBe(0)
      await page.getByRole('button', { name: 'More for this run' }).click()
      await page.locator('.menu').getByText('Copy the run id').waitFor()
      expect(await page.getByRole('button', { name: /trash/i }).count()).toBe(0)
      expect(problems).toEqual([])
    } finally {
      await viewer.child.kill()
    }
  })

  test('a run goes to the trash, comes back, and is deleted for good', async () => {
    await page.goto(`${server.url}/default/p/runs/one`)
    await page.getByRole('button', { name: 'More' }).click()
    await page.getByRole('button', { name: /trash/i }).last().click()
    await page.goto(`${server.url}/trash`)
    await page.getByRole('button', { name: 'Restore one' }).click()
    await page.getByText('The trash is empty').waitFor()
    await page.goto(`${server.url}/default/p/runs/one`)
    await page.getByText('Finished').first().waitFor()

    await fetch(`${server.url}/api/v1/runs/default/p/one`, { method: 'DELETE' })
    await page.goto(`${server.url}/trash`)
    await page.getByRole('button', { name: 'Delete one for good' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Delete for good' }).click()
    await page.getByText('The trash is empty').waitFor()
    expect((await fetch(`${server.url}/api/v1/runs/default/p/one`)).status).toBe(404)
    // The page of the run may have asked for it once more before it was left.
    expect(problems.filter((text) => !text.includes('404'))).toEqual([])
  })

  test('an alert is in the bell and leads to its run', async () => {
    await page.goto(`${server.url}/default/p`)
    await page.getByRole('button', { name: 'Alerts: 1 new' }).click()
    await page.getByText('Loss is NaN').waitFor()
    await page.locator('.alert-panel a').first().click()
    await page.waitForURL('**/default/p/runs/one**')
    expect(problems).toEqual([])
  })

  test('a metric is drawn along the one that it was defined with, and all of them along any other', async () => {
    const asked: unknown[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/api/v1/charts')) asked.push(request.postDataJSON())
    })
    await page.goto(`${server.url}/default/p`)
    await page.getByRole('group', { name: 'accuracy over epoch, 1 run' }).waitFor()
    await page.getByRole('group', { name: 'loss over step, 1 run' }).waitFor()
    expect(asked).toContainEqual(expect.objectContaining({ metrics: ['accuracy'], xMetric: 'epoch' }))

    await page.getByRole('button', { name: 'Display' }).click()
    await page.getByLabel('X axis metric').selectOption('loss')
    await page.getByRole('group', { name: 'accuracy over loss, 1 run' }).waitFor()
    expect(new URL(page.url()).searchParams.get('along')).toBe('loss')
    await page.reload()
    await page.getByRole('group', { name: 'epoch over loss, 1 run' }).waitFor()
    expect(problems).toEqual([])
  })
})
