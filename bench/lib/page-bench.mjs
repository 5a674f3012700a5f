import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const KYMO = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url))
const CHILD = fileURLToPath(new URL('./page-child.mjs', import.meta.url))
const CHROMIUM = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'

/**
 * Logs a subject of page-child.mjs into a folder of its own, which is removed afterwards.
 * @template T
 * @param {'table' | 'gallery'} subject
 * @param {(logged: { folder: string, runId: string }) => Promise<T>} measure
 * @returns {Promise<T>}
 */
export async function withLogged(subject, measure) {
  if (!existsSync(CHROMIUM))
    throw new Error(`Cannot measure a page: there is no Chromium at ${CHROMIUM}. Set CHROMIUM_PATH`)
  const folder = mkdtempSync(join(tmpdir(), 'kymo-page-'))
  try {
    const child = spawn(process.execPath, [CHILD, subject, join(folder, 'runs')], {
      cwd: folder,
      env: { ...process.env, HOME: folder },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk) => (output += chunk))
    const code = await new Promise((resolve) => child.on('close', resolve))
    if (code !== 0) throw new Error(`Cannot log the ${subject}: the child ended with ${code}`)
    return await measure({ folder, runId: output.trim() })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Starts `kymo ui` on the runs of a folder, and waits until it serves.
 * @param {string} folder
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startServer(folder) {
  const child = spawn(process.execPath, [KYMO, 'ui', join(folder, 'runs'), '--port', '0', '--json'], {
    cwd: folder,
    env: { ...process.env, HOME: folder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const url = await new Promise((resolve, reject) => {
    let text = ''
    child.stdout.on('data', (chunk) => {
      text += chunk
      const line = text.split('\n').find((each) => each.includes('"url"'))
      if (line !== undefined) resolve(JSON.parse(line).url)
    })
    child.on('close', (code) => reject(new Error(`Cannot start the server: it ended with ${code}`)))
  })
  return {
    url,
    stop: async () => {
      const closed = new Promise((resolve) => child.on('close', resolve))
      child.kill()
      await closed
    },
  }
}

/** A browser that fetches nothing of its own. */
export function launchBrowser() {
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

/** Waits until the server has read the run to its end. */
export async function waitForRun(url, runId) {
  for (;;) {
    const answer = await fetch(`${url}/api/v1/runs/default/pages/${runId}`)
    if (answer.ok && (await answer.json()).state === 'finished') return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
