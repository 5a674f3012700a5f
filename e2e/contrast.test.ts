import { mkdirSync } from 'node:fs'
import { createTempDir, type Child, type TempDir } from '@kymo/testkit'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, launchChromium } from './lib/chromium.ts'
import { findPaleTexts } from './lib/contrast.ts'
import { startKymoServer } from './lib/kymo.ts'
import { logShowcase } from './lib/showcase.ts'
import { logTraces } from './lib/trace-run.ts'

describe.skipIf(!hasChromium())('texts of the pages', () => {
  let browser: Browser
  let temp: TempDir
  let server: Child
  let url: string
  let shapes: string
  let agents: string

  beforeAll(async () => {
    temp = createTempDir()
    mkdirSync(temp.join('runs'))
    shapes = await logShowcase({ cwd: temp.path, name: 'bright-otter', seed: 1, lineCount: 50 })
    agents = (await logTraces({ cwd: temp.path, name: 'quiet-lynx', traceCount: 20, spanCount: 20 })).id
    const started = await startKymoServer(['ui', temp.join('runs')], { cwd: temp.path })
    server = started.child
    url = started.url
    browser = await launchChromium()
  }, 120_000)

  afterAll(async () => {
    await browser.close()
    await server.kill()
    temp.remove()
  })

  test.each(['light', 'dark'] as const)('have enough contrast in the %s theme', async (colorScheme) => {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme })
    const run = `/default/shapes/runs/${shapes}`
    /** Pages, and what is there once they are. */
    const pages: readonly (readonly [path: string, selector: string])[] = [
      ['/', 'text=shapes'],
      ['/default/shapes', 'canvas'],
      ['/default/shapes?layout=table', 'text=bright-otter'],
      [run, 'text=bright-otter'],
      [`${run}?tab=charts`, 'canvas'],
      [`${run}?tab=media`, '.image-box'],
      [`${run}?tab=system`, 'canvas'],
      [`${run}?tab=console`, '.console-text'],
      [`${run}?tab=files`, '[role=treeitem]'],
      [`${run}?tab=artifacts`, 'text=shape-net'],
      ['/default/shapes/artifacts/shape-net/v0?tab=lineage', 'text=shape-net'],
      [`/default/agents/runs/${agents}?tab=traces`, 'text=summarise a report'],
    ]
    for (const [path, selector] of pages) {
      await page.goto(url + path)
      await page.waitForSelector(selector)
      expect({ path, pale: await findPaleTexts(page) }).toEqual({ path, pale: [] })
    }
    await page.close()
  })
})
