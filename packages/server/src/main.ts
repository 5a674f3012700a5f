/** A server with everything that it needs: a data folder, an index, keys and a port. */
import { mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createApp, type AppOptions } from './app.ts'
import { BlobStore } from './blobs/blob-store.ts'
import { AlertDelivery } from './alerts/alert-delivery.ts'
import { collectGarbage } from './collect-garbage.ts'
import { createKeyAuthenticator, openAuthenticator, type Authenticator } from './auth/authenticator.ts'
import { createKey, KeyStore, type CreatedKey } from './auth/key-store.ts'
import { DEFAULT_HOST, DEFAULT_PORT, TIMES } from './config.ts'
import { openAlertCatalog } from './catalog/alert-catalog.ts'
import { openDataPlane, type Clock, type DataPlane } from './data-plane.ts'
import { ServerError } from './errors.ts'
import { EventHub } from './events/event-hub.ts'
import { createHostPolicy } from './http/hosts.ts'
import { readDataId } from './ingest/data-id.ts'
import { FileIngest } from './ingest/file-ingest.ts'
import { LogIngest } from './ingest/log-ingest.ts'
import { SpanIngest } from './ingest/otlp/span-ingest.ts'
import { openLogStorage } from './ingest/log-storage.ts'
import { StopFlags } from './ingest/stop-flags.ts'
import { lockDataDir } from './process/data-dir-lock.ts'
import { listen } from './process/http-listener.ts'
import { isLoopbackHost, toUrl } from './process/host-name.ts'
import { repeat } from './process/repeat.ts'
import { Teardown } from './process/teardown.ts'

export interface StartServerOptions {
  /** `ui` shows a folder of runs and changes nothing; `server` also takes runs from clients. */
  readonly mode: 'ui' | 'server'
  /** With `ui` the folder with the runs; with `server` the data folder, unless `dataDir` names one. */
  readonly dir: string
  /**
   * Where the server keeps what it knows: `runs/<entity>/<project>/<folder>/`, `index.sqlite`, `auth.json`. It is made
   * where needed. With `ui` only the index is kept there; without it, the index is in memory.
   */
  readonly dataDir?: string
  /** Default 127.0.0.1. Any address that other machines can reach makes keys required. */
  readonly host?: string
  /** Default 8765, or the next free one. A port that is given is taken or nothing; 0 is any free one. */
  readonly port?: number
  /** Ask for a key on loopback too. */
  readonly requireKey?: boolean
  /** Names, `name` or `name:port`, under which a proxy or a tunnel makes the server known. Makes keys required. */
  readonly allowedHosts?: readonly string[]
  /** With `server`: address that each alert of a run is sent to, as JSON by POST: Slack, Mattermost, Discord, or a program of yours. */
  readonly alertWebhook?: string
  /** Address of this server for people, in links that alerts hold. Default: where it listens. */
  readonly publicUrl?: string
  /** Default: the system's clock. */
  readonly clock?: Clock
  /** Trouble that does not stop the server, one line each. Default: to standard error. */
  readonly onWarning?: (line: string) => void
}

export interface RunningServer {
  /** Where a browser of this machine finds it. */
  readonly url: string
  readonly host: string
  readonly port: number
  readonly isKeyRequired: boolean
  /** The first key of a data folder that had none, in the clear. To be shown once; it is nowhere kept. */
  readonly firstKey?: CreatedKey
  /** Resolves when everything that is on disk now can be queried. */
  readonly settle: () => Promise<void>
  /** Finishes what is being answered and written, then gives up port, index and folder. Idempotent. */
  readonly close: () => Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

const systemClock: Clock = { nowMs: () => Date.now() }

/**
 * Starts a Kymo server. Safe to kill at any moment: what a client was told to be stored is on disk.
 *
 * @throws {ServerError} OPTION_INVALID, DATA_DIR_LOCKED, DATA_DIR_UNUSABLE, AUTH_FILE_UNUSABLE, PORT_UNAVAILABLE, INDEX_DRIVER_MISSING, INDEX_LOCKED, INDEX_UNUSABLE
 * @example
 * ```js
 * import { mkdtempSync } from 'node:fs'
 * import { tmpdir } from 'node:os'
 * import { join } from 'node:path'
 * import { startServer } from '@kymo/server'
 *
 * const server = await startServer({ mode: 'server', dir: mkdtempSync(join(tmpdir(), 'kymo-')), port: 0 })
 * const info = await fetch(`${server.url}/api/v1/server`).then((reply) => reply.json())
 * console.log(info.product) // kymo
 * await server.close()
 * ```
 */
export async function startServer(options: StartServerOptions): Promise<RunningServer> {
  const teardown = new Teardown()
  try {
    return await start(options, teardown)
  } catch (error) {
    await teardown.run()
    throw error
  }
}

async function start(options: StartServerOptions, teardown: Teardown): Promise<RunningServer> {
  checkPort(options.port)
  const host = options.host ?? DEFAULT_HOST
  const folders = openFolders(options, teardown)
  const { auth, firstKey } = openAuth(options, { host, dataDir: folders.dataDir })
  let port = 0
  const addresses = {
    webhook: checkUrl('send alerts to', options.alertWebhook),
    baseUrl: checkUrl('make links to', options.publicUrl)?.href.replace(/\/+$/, ''),
  }
  const { plane, hub, ingest } = openData(options, folders, {
    teardown,
    webhook: addresses.webhook,
    baseUrl: () => addresses.baseUrl ?? toUrl(host, port),
  })
  const app = createApp({
    plane,
    hub,
    auth,
    clock: clockOf(options),
    version: readVersion(),
    siteDir: fileURLToPath(new URL('../public', import.meta.url)),
    hosts: createHostPolicy({
      isLoopback: isLoopbackHost(host),
      port: () => port,
      allowedHosts: options.allowedHosts ?? [],
    }),
    ...(ingest === undefined ? {} : { ingest }),
    onFault: (error) => warnOf(options)(describeFault(error)),
  })
  const listener = await listen(app, {
    host,
    port: options.port ?? DEFAULT_PORT,
    mayMove: options.port === undefined,
  })
  port = listener.port
  teardown.add(() => {
    hub.close()
    return listener.close(TIMES.closeMs)
  })
  plane.watch()
  const close = (): Promise<void> => teardown.run()
  return {
    url: toUrl(host, port),
    host,
    port,
    isKeyRequired: auth.isRequired,
    ...(firstKey === undefined ? {} : { firstKey }),
    settle: () => plane.settle(),
    close,
    [Symbol.asyncDispose]: close,
  }
}

interface Folders {
  readonly runsDir: string
  readonly dataDir: string | undefined
}

function openFolders(options: StartServerOptions, teardown: Teardown): Folders {
  const dir = resolve(options.dir)
  const isServer = options.mode === 'server'
  if (!isServer) checkFolder(dir)
  const dataDir = options.dataDir === undefined ? (isServer ? dir : undefined) : resolve(options.dataDir)
  if (dataDir === undefined) return { runsDir: dir, dataDir }
  const realDir = makeFolder(dataDir)
  const lock = lockDataDir(realDir)
  teardown.add(() => lock.release())
  return { runsDir: isServer ? join(realDir, 'runs') : dir, dataDir: realDir }
}

/** @returns its path without links, which is what paths of logs are compared with */
function makeFolder(dir: string): string {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 })
    return realpathSync(dir)
  } catch (error) {
    throw unusableFolder(dir, error)
  }
}

interface Data {
  readonly plane: DataPlane
  readonly hub: EventHub
  readonly ingest: AppOptions['ingest']
}

interface DataNeeds {
  readonly teardown: Teardown
  readonly webhook: URL | undefined
  readonly baseUrl: () => string
}

function openData(
  options: StartServerOptions,
  { runsDir, dataDir }: Folders,
  { teardown, webhook, baseUrl }: DataNeeds,
): Data {
  const clock = clockOf(options)
  const isServer = options.mode === 'server' && dataDir !== undefined
  const hub = new EventHub()
  const stops = isServer ? new StopFlags(join(dataDir, 'stops.json')) : undefined
  const blobs = isServer
    ? new BlobStore({ dir: join(dataDir, 'blobs'), onStored: () => plane.contentArrived() })
    : undefined
  const alertCatalog = isServer ? openAlertCatalog(join(dataDir, 'catalog.sqlite')) : undefined
  const alerts =
    alertCatalog === undefined
      ? undefined
      : new AlertDelivery({
          catalog: alertCatalog,
          webhook,
          baseUrl,
          nowMs: () => clock.nowMs(),
          onWarning: warnOf(options),
        })
  teardown.add(async () => {
    await alerts?.close()
    alertCatalog?.close()
  })
  const plane: DataPlane = openDataPlane({
    runsDir,
    indexPath: dataDir === undefined ? ':memory:' : join(dataDir, 'index.sqlite'),
    layout: isServer ? 'served' : 'plain',
    ...(dataDir === undefined ? {} : { catalogPath: join(dataDir, 'catalog.sqlite') }),
    ...(isServer ? { graveDir: join(dataDir, 'deleted') } : {}),
    ...(alerts === undefined ? {} : { onAlerts: (raised) => alerts.take(raised) }),
    ...(blobs === undefined
      ? {}
      : {
          findBlob: async (sha256) => ((await blobs.has(sha256)) ? blobs.pathOf(sha256) : undefined),
        }),
    clock,
    onRunChanged: (event) => {
      // A request to stop is for one session: the run may be resumed later.
      if (event.state !== 'running' && event.state !== 'crashed') stops?.clear(event)
      hub.publish(event)
    },
    onWarning: ({ message }) => warnOf(options)(message),
  })
  teardown.add(() => plane.close())
  if (stops === undefined || dataDir === undefined || blobs === undefined)
    return { plane, hub, ingest: undefined }
  const logs = new LogIngest({
    storage: openLogStorage(runsDir),
    clock,
    onTouched: (path) => plane.poke(path),
    onRepaired: (path, byteCount) => {
      warnOf(options)(
        `Cut ${byteCount} unreadable bytes from the end of ${basename(path)}; its sender sends them again`,
      )
    },
  })
  const spans = new SpanIngest({
    storage: openLogStorage(runsDir),
    runsDir,
    clock,
    onTouched: (path) => plane.poke(path),
  })
  const files = new FileIngest({ runsDir, partsDir: join(dataDir, 'parts') })
  const collect = (): void => {
    try {
      plane.expireArtifacts()
    } catch (error) {
      // A full disk must not keep a server from starting, nor end one.
      warnOf(options)(`Cannot delete expired versions: ${describeFault(error)}`)
    }
    const beforeMs = clock.nowMs() - TIMES.uploadMs
    for (const store of [blobs, files]) store.collect(beforeMs).catch(() => undefined)
  }
  collect()
  const timer = setInterval(collect, TIMES.collectMs).unref()
  const sweep = (signal: AbortSignal): Promise<unknown> =>
    collectGarbage({ plane, blobs, clock, graceMs: TIMES.blobGraceMs, signal })
  const stopSweeps = repeat(sweep, {
    intervalMs: TIMES.sweepMs,
    onFailed: (error) => warnOf(options)(describeWithRemedy(error)),
  })
  teardown.add(async () => {
    clearInterval(timer)
    await stopSweeps()
    await Promise.all([logs.settle(), spans.settle(), blobs.settle(), files.settle()])
  })
  const dataId = readDataId(runsDir)
  return {
    plane,
    hub,
    ingest: { logs, spans, files, blobs, stops, ...(dataId === undefined ? {} : { dataId }) },
  }
}

interface Auth {
  readonly auth: Authenticator
  readonly firstKey?: CreatedKey
}

function openAuth(
  options: StartServerOptions,
  { host, dataDir }: { readonly host: string; readonly dataDir: string | undefined },
): Auth {
  const isShared = !isLoopbackHost(host) || (options.allowedHosts ?? []).length > 0
  if (!isShared && options.requireKey !== true) return { auth: openAuthenticator }
  if (dataDir === undefined) {
    throw new ServerError(
      'OPTION_INVALID',
      `Cannot serve on ${host}: an address that needs keys needs a data folder to keep them in`,
      {
        remedy: 'Name a data folder, or listen on 127.0.0.1.',
      },
    )
  }
  const clock = clockOf(options)
  const nowMs = (): number => clock.nowMs()
  const hasKeys = new KeyStore(dataDir, nowMs).keyCount > 0
  const firstKey = hasKeys ? {} : { firstKey: createKey(dataDir, 'first key', nowMs()) }
  // Opened last: a store looks for new keys once a second, and the first one has to work at once.
  return { auth: createKeyAuthenticator(new KeyStore(dataDir, nowMs), nowMs), ...firstKey }
}

function checkPort(port: number | undefined): void {
  if (port === undefined || (Number.isInteger(port) && port >= 0 && port <= 65_535)) return
  throw new ServerError(
    'OPTION_INVALID',
    `Cannot listen on port ${port}: it must be a whole number from 0 to 65535`,
  )
}

/** @throws {ServerError} OPTION_INVALID */
function checkUrl(what: string, text: string | undefined): URL | undefined {
  if (text === undefined) return undefined
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url !== undefined && /^https?:$/.test(url.protocol)) return url
  throw new ServerError('OPTION_INVALID', `Cannot ${what} '${text}': it is not an http or https address`)
}

function checkFolder(dir: string): void {
  const status = statSync(dir, { throwIfNoEntry: false })
  if (status?.isDirectory() === true) return
  const reason = status === undefined ? 'it does not exist' : 'it is not a folder'
  throw new ServerError('DATA_DIR_UNUSABLE', `Cannot show ${dir}: ${reason}`, {
    remedy: 'Name a folder with runs.',
  })
}

function unusableFolder(dir: string, error: unknown): ServerError {
  const reason = (error as NodeJS.ErrnoException).code ?? String(error)
  return new ServerError('DATA_DIR_UNUSABLE', `Cannot make the data folder ${dir}: ${reason}`, {
    cause: error,
    remedy: 'Check the path, your permissions and the space on the disk.',
  })
}

function clockOf({ clock = systemClock }: StartServerOptions): Clock {
  return clock
}

function warnOf({ onWarning = warnOnStderr }: StartServerOptions): (line: string) => void {
  return onWarning
}

function warnOnStderr(line: string): void {
  process.stderr.write(`kymo: ${line}\n`)
}

/** An error of ours speaks for itself; of a defect the stack is wanted. */
function describeFault(error: unknown): string {
  if (error instanceof ServerError) return error.message
  return `Unexpected failure: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`
}

/** For a line that is the only thing that anybody sees of it. */
function describeWithRemedy(error: unknown): string {
  const remedy = error instanceof ServerError ? error.remedy : undefined
  return [describeFault(error), ...(remedy === undefined ? [] : [remedy])].join('. ')
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
