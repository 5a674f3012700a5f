// Makes the pictures of the guides anew: `npm run pictures [name …]`, after `npm run build`. Real runs, the real server, Chromium.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launchBrowser, startServer } from '../bench/lib/page-bench.mjs'

const SIZE = { width: 1180, height: 620 }
const MOST_BYTES = 150_000
const IMAGES = fileURLToPath(new URL('../docs/images/', import.meta.url))

/** What is logged, and which page shows it. `{run}` is the newest run of the project, `{first}` its first. */
const PICTURES = {
  media: {
    project: 'shapes',
    page: 'runs/{run}?tab=media',
    search: '/val.(scenes|tone)|layers|confusion|cloud|waves/',
  },
  artifacts: { project: 'shapes', page: 'artifacts/shape-net/v1?tab=lineage' },
  capture: { project: 'shapes', page: 'runs/{first}?tab=system' },
  'reading-back': { project: 'shapes', page: '?layout=table' },
  'life-cycle': { project: 'shapes', page: 'runs/{run}' },
  traces: { project: 'agents', page: 'runs/{run}?tab=traces', size: { width: 1280, height: 720 } },
  trace: {
    project: 'agents',
    page: 'runs/{run}?tab=traces&name=summarise',
    open: ['summarise a report', 'chat gpt-5-mini'],
    size: { width: 1280, height: 720 },
  },
  history: { example: 'history' },
  'many-writers': { example: 'many-writers' },
  tfjs: {
    example: 'tfjs',
    page: 'runs/{run}?tab=media',
    search: '/eval|dense_Dense2/',
    size: { width: 1180, height: 860 },
  },
  transformers: { example: 'transformers', page: 'runs/{run}?tab=traces' },
  langchain: { example: 'langchain', page: 'runs/{run}?tab=media', size: { width: 1180, height: 520 } },
  onnx: { example: 'onnx', page: 'runs/{run}?tab=charts' },
}

const chosen = process.argv.slice(2)
const names = Object.keys(PICTURES).filter((name) => chosen.length === 0 || chosen.includes(name))
const folder = mkdtempSync(join(tmpdir(), 'kymo-pictures-'))
const runs = join(folder, 'runs')
mkdirSync(runs)
const server = await startServer(folder)
const browser = await launchBrowser()
try {
  if (names.some((name) => PICTURES[name].project === 'shapes')) {
    for (const [seed, name] of ['bright-otter', 'calm-heron'].entries())
      await logWith('../e2e/fixtures/log-showcase.mjs', {
        NAME: name,
        SEED: String(seed + 1),
        KYMO_PROJECT: 'shapes',
      })
  }
  if (names.some((name) => PICTURES[name].project === 'agents'))
    await logWith('../e2e/fixtures/log-traces.mjs', { KYMO_PROJECT: 'agents', TRACES: '40' })
  for (const name of names) await takePicture(name)
} finally {
  await browser.close()
  await server.stop()
  rmSync(folder, { recursive: true, force: true })
}

async function takePicture(name) {
  const { example, page: address = '?', search, open, size: viewport = SIZE } = PICTURES[name]
  if (example !== undefined) await logWith(`../examples/${example}/main.mjs`, { KYMO_PROJECT: example })
  const project = await newestProject(example ?? PICTURES[name].project)
  const list = await finishedRuns(project)
  const path = address.replace('{run}', list[0].run).replace('{first}', list.at(-1).run)
  const page = await browser.newPage({ viewport, colorScheme: 'dark' })
  await page.goto(`${server.url}/default/${project}${path.startsWith('?') ? '' : '/'}${path}`)
  if (search !== undefined) await page.getByRole('searchbox', { name: 'Search media' }).fill(search)
  if (open !== undefined) {
    await page.getByRole('link', { name: open[0], exact: true }).first().click()
    await page.getByRole('treegrid').getByRole('row').filter({ hasText: open[1] }).first().click()
  }
  await page.waitForLoadState('networkidle', { timeout: 5000 }).catch(() => undefined)
  // Images that are decoded, charts that are drawn.
  await page.waitForTimeout(1500)
  const file = join(IMAGES, `${name}.png`)
  await page.screenshot({ path: file })
  await page.close()
  const { size } = statSync(file)
  console.log(`${name}.png ${size} bytes`)
  if (size > MOST_BYTES)
    throw new Error(`Cannot keep ${name}.png: ${size} bytes exceed the limit of ${MOST_BYTES}`)
}

function logWith(script, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [fileURLToPath(new URL(script, import.meta.url))], {
      cwd: folder,
      env: { ...process.env, ...env, HOME: folder, KYMO_DIR: runs, KYMO_MODE: 'offline' },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    child.on('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`Cannot log: ${script} ended with ${code}`)),
    )
  })
}

/** The project of a name; of an example that names its own, the one with the newest run. */
async function newestProject(wanted) {
  for (;;) {
    const { projects } = await getJson('projects')
    if (projects.some(({ project }) => project === wanted)) return wanted
    const other = projects.find(({ project }) => project !== 'shapes')
    if (other !== undefined) return other.project
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function finishedRuns(project) {
  for (;;) {
    const list = (await getJson(`projects/default/${project}/runs`)).runs
    if (list.length > 0 && list.every(({ state }) => state !== 'running')) return list
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function getJson(path) {
  return (await fetch(`${server.url}/api/v1/${path}`)).json()
}
