import { existsSync } from 'node:fs'
import { chromium, type Browser } from 'playwright-core'

const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium'

/** Whether pages can be tested here. Where that is required (CI), a machine without a browser is an error. */
export function hasChromium(): boolean {
  if (existsSync(CHROMIUM)) return true
  const problem = `Cannot test pages: there is no Chromium at ${CHROMIUM}. Set CHROMIUM_PATH`
  if (process.env['CI'] === 'true') throw new Error(problem)
  console.warn(problem)
  return false
}

/** A browser that fetches nothing of its own. */
export function launchChromium(): Promise<Browser> {
  return chromium.launch({
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
}
