import { constants } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { delimiter, dirname, join } from 'node:path'
import type { ResolvedSettings } from '@kymo/core/settings'
import { findRunFolders, hasEverything, planCacheEviction, readSyncState } from '@kymo/core/sync'
import { printable } from '../../output/printable.ts'
import { formatBytes, formatDuration, formatPlural } from '../../output/quantities.ts'
import { toErrorReport } from '../../output/report-error.ts'
import type { CommandContext } from '../context.ts'
import { showPath } from '../find-runs.ts'
import { probeServer } from '../probe-server.ts'

/** `fail`: Kymo cannot work like this. `warn`: something that explains what may look wrong. */
export interface Check {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail' | 'info'
  readonly text: string
  readonly remedies?: readonly string[]
}

type Settings = ResolvedSettings['settings']

const LOW_SPACE_BYTES = 1_000_000_000
/** Times of logged points would be visibly wrong. */
const MAX_SKEW_MS = 5_000
const TIMEOUT_MS = 10_000

export async function runChecks(resolved: ResolvedSettings, context: CommandContext): Promise<Check[]> {
  const { settings, warnings } = resolved
  return [
    checkNode(context),
    await checkFolder(settings, context),
    await checkSpace(settings),
    await checkCache(settings),
    ...(await checkServer(settings)),
    ...checkProxy(context),
    await checkRuns(settings, context),
    ...(await checkTools(context)),
    ...warnings.map((text): Check => ({ name: 'settings', status: 'warn', text })),
  ]
}

function checkNode({ version }: CommandContext): Check {
  // bin.ts ends at once on a Node that is too old.
  const text = `kymo ${version} on Node ${process.versions.node}, ${process.platform} ${process.arch}`
  return { name: 'program', status: 'ok', text }
}

async function checkFolder({ dir }: Settings, context: CommandContext): Promise<Check> {
  const nearest = await nearestFolder(dir)
  const shown = printable(showPath(dir, context))
  const isWritable = await access(nearest, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (!isWritable)
    return {
      name: 'folder',
      status: 'fail',
      text: `${shown} cannot be written: runs would not be kept`,
      remedies: ['Set dir or KYMO_DIR to a folder that can be written'],
    }
  const state = nearest === dir ? 'can be written' : 'does not exist yet, and can be made'
  return { name: 'folder', status: 'ok', text: `${shown} ${state}` }
}

async function nearestFolder(path: string): Promise<string> {
  for (let at = path; ; at = dirname(at)) {
    const isThere = await stat(at).then(
      (status) => status.isDirectory(),
      () => false,
    )
    if (isThere || dirname(at) === at) return at
  }
}

async function checkSpace({ dir }: Settings): Promise<Check> {
  try {
    const { bavail, bsize } = await statfs(await nearestFolder(dir))
    const freeBytes = bavail * bsize
    const text = `${formatBytes(freeBytes)} free`
    if (freeBytes >= LOW_SPACE_BYTES) return { name: 'disk', status: 'ok', text }
    return { name: 'disk', status: 'warn', text, remedies: ['Free space: kymo gc'] }
  } catch {
    return { name: 'disk', status: 'info', text: 'how much is free is not known here' }
  }
}

async function checkCache(settings: Settings): Promise<Check> {
  const { dir, totalBytes, maxBytes, doomed } = await planCacheEviction(settings)
  const text = `${formatBytes(totalBytes)} of ${formatBytes(maxBytes)} in ${printable(dir)}`
  if (doomed.length === 0) return { name: 'cache', status: 'ok', text }
  return { name: 'cache', status: 'warn', text, remedies: ['Over its bound: kymo gc --delete'] }
}

async function checkServer({ baseUrl, apiKey }: Settings): Promise<Check[]> {
  if (baseUrl === undefined)
    return [{ name: 'server', status: 'info', text: 'none: runs stay on this machine until kymo sync' }]
  const shown = printable(withoutPassword(baseUrl))
  const startedMs = performance.now()
  try {
    const { version, authRequired } = await probeServer({ baseUrl, apiKey })
    const tookMs = performance.now() - startedMs
    const key = authRequired ? 'takes the key' : 'needs no key'
    const text = `${shown} answers in ${formatDuration(tookMs)}: version ${printable(version)}, ${key}`
    return [{ name: 'server', status: 'ok', text }, await checkClock(baseUrl)]
  } catch (error) {
    const { message, remedies } = toErrorReport(error)
    return [{ name: 'server', status: 'fail', text: printable(message), remedies }]
  }
}

function withoutPassword(baseUrl: string): string {
  const url = new URL(baseUrl)
  url.username = ''
  url.password = ''
  return url.href.replace(/\/$/, '')
}

/** By the Date header, which has whole seconds. */
async function checkClock(baseUrl: string): Promise<Check> {
  try {
    const signal = AbortSignal.timeout(TIMEOUT_MS)
    const sentMs = Date.now()
    const response = await fetch(`${baseUrl}/api/v1/health`, { redirect: 'manual', signal })
    const receivedMs = Date.now()
    await response.body?.cancel()
    const serverMs = Date.parse(response.headers.get('date') ?? '')
    if (!Number.isFinite(serverMs)) return { name: 'clock', status: 'info', text: 'the server tells no time' }
    // What the server says has lost up to a second by rounding down.
    const skewMs = serverMs + 500 - (sentMs + receivedMs) / 2
    const isFar = Math.abs(skewMs) > MAX_SKEW_MS
    const text = isFar
      ? `the server's clock is ${formatDuration(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead' : 'behind'}`
      : "the server's clock agrees"
    const remedies = ['Set the clocks of both machines by NTP: times of runs are compared']
    return { name: 'clock', status: isFar ? 'warn' : 'ok', text, ...(isFar ? { remedies } : {}) }
  } catch {
    return { name: 'clock', status: 'info', text: "the server's clock could not be asked" }
  }
}

const PROXY_NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'NO_PROXY']

/** Node's own client goes past a proxy unless it is told to use it. Values may hold passwords and are not shown. */
function checkProxy({ env }: CommandContext): Check[] {
  const found = PROXY_NAMES.flatMap((name) => [name, name.toLowerCase()]).filter(
    (name) => (env[name] ?? '') !== '',
  )
  if (found.length === 0) return []
  const isUsed = env['NODE_USE_ENV_PROXY'] === '1'
  const text = `${found.join(', ')} set, and ${isUsed ? 'used' : 'not used'} by Node`
  if (isUsed) return [{ name: 'proxy', status: 'ok', text }]
  return [
    {
      name: 'proxy',
      status: 'warn',
      text,
      remedies: ['If the server is behind the proxy: NODE_USE_ENV_PROXY=1, with Node 22.21 or 24 and later'],
    },
  ]
}

async function checkRuns({ dir, baseUrl }: Settings, context: CommandContext): Promise<Check> {
  const paths = await findRunFolders(dir).catch((): string[] => [])
  let unsyncedCount = 0
  for (const path of paths) {
    const state = await readSyncState(path).catch(() => undefined)
    const isSent = state?.sinks.some((sink) => hasEverything(sink, state.logBytes))
    if (isSent !== true) unsyncedCount++
  }
  const where = printable(showPath(dir, context))
  const text = `${formatPlural(paths.length, 'run')} in ${where}, ${unsyncedCount} not sent to a server`
  const isLeft = unsyncedCount > 0 && baseUrl !== undefined
  return {
    name: 'runs',
    status: isLeft ? 'warn' : 'ok',
    text,
    ...(isLeft ? { remedies: ['Send them: kymo sync'] } : {}),
  }
}

const TOOLS: readonly (readonly [program: string, what: string])[] = [
  ['nvidia-smi', 'NVIDIA GPU metrics'],
  ['rocm-smi', 'AMD GPU metrics'],
  ['git', 'commit and difference of the repository'],
]

async function checkTools({ env }: CommandContext): Promise<Check[]> {
  const found: string[] = []
  const lacking: string[] = []
  for (const [program, what] of TOOLS)
    ((await isInPath(program, env['PATH'] ?? '')) ? found : lacking).push(`${program} (${what})`)
  const checks: Check[] = []
  if (found.length > 0) checks.push({ name: 'tools', status: 'ok', text: `found ${found.join(', ')}` })
  if (lacking.length > 0)
    checks.push({ name: 'tools', status: 'info', text: `not found ${lacking.join(', ')}` })
  return checks
}

async function isInPath(program: string, path: string): Promise<boolean> {
  const names = process.platform === 'win32' ? [`${program}.exe`, `${program}.cmd`] : [program]
  for (const folder of path.split(delimiter)) {
    for (const name of names) {
      const isThere = await access(join(folder, name), constants.X_OK).then(
        () => true,
        () => false,
      )
      if (folder !== '' && isThere) return true
    }
  }
  return false
}

/** Settings that something set, with the value of secrets left out. */
export function listSettings(
  { settings, sources }: ResolvedSettings,
  secrets: ReadonlySet<string>,
): { readonly name: string; readonly value: unknown; readonly source: string }[] {
  return [...sources]
    .filter(([, source]) => source !== 'default')
    .map(([name, source]) => {
      const value: unknown = settings[name]
      const isUrl = name === 'baseUrl' && typeof value === 'string'
      return {
        name,
        source,
        value: secrets.has(name) ? maskOf(value) : isUrl ? withoutPassword(value) : value,
      }
    })
}

/** Enough to tell two keys apart, too little to use one. */
function maskOf(value: unknown): string {
  return typeof value === 'string' && value.length >= 16 ? `…${value.slice(-4)}` : '…'
}
