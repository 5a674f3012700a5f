import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

/**
 * Serves the files of runs from their folders, with no policy at all: what keeps a logged page from doing harm then is
 * the dashboard alone. The server's own policy is tested with the server.
 */
export async function serveRunFiles(page: Page, folders: ReadonlyMap<string, string>): Promise<void> {
  await page.route(/\/api\/v1\/runs\/[^/]+\/[^/]+\/[^/]+\/files\/./, async (route) => {
    const [, run, path] = /\/runs\/[^/]+\/[^/]+\/([^/]+)\/files\/([^?]+)/.exec(route.request().url()) ?? []
    const folder = folders.get(decodeURIComponent(run))
    const file = join(folder ?? '', 'files', ...path.split('/').map(decodeURIComponent))
    if (folder === undefined || !existsSync(file)) await route.fulfill({ status: 404 })
    else await route.fulfill({ body: readFileSync(file), contentType: typeOf(file) })
  })
}

function typeOf(path: string): string {
  if (path.endsWith('.png')) return 'image/png'
  return path.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/json'
}
