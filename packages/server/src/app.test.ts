import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createApp, type App, type RouteInfo } from './app.ts'
import { createKeyAuthenticator, openAuthenticator } from './auth/authenticator.ts'
import { createKey, KeyStore } from './auth/key-store.ts'
import type { DataPlane } from './data-plane.ts'
import { EventHub } from './events/event-hub.ts'
import { createHostPolicy } from './http/hosts.ts'
import { ArtifactAnswers } from './artifacts/artifact-answers.ts'
import { ArtifactBook } from './artifacts/artifact-book.ts'
import { DigestSet } from './blobs/digest-set.ts'
import { openArtifactCatalog } from './catalog/artifact-catalog.ts'
import { openRunCatalog } from './catalog/run-catalog.ts'
import { RunRegistry } from './projector/run-registry.ts'
import { RunChanges } from './run-changes/run-changes.ts'
import { openStore } from './store/open-store.ts'
import { BlobStore } from './blobs/blob-store.ts'
import { FileIngest } from './ingest/file-ingest.ts'
import { LogIngest } from './ingest/log-ingest.ts'
import { openLogStorage } from './ingest/log-storage.ts'
import { SpanIngest } from './ingest/otlp/span-ingest.ts'
import { StopFlags } from './ingest/stop-flags.ts'

const clock = { nowMs: () => 1_800_000_000_000 }
let dir: TempDir

beforeEach(() => {
  dir = createTempDir()
})
afterEach(() => dir.remove())

/** Knows nothing: what is tested here comes before any data. */
const emptyPlane: DataPlane = {
  artifacts: new ArtifactAnswers(
    new ArtifactBook({
      catalog: openArtifactCatalog(':memory:'),
      store: () => openStore(':memory:').store,
      findContent: async () => undefined,
      nameOf: () => '',
      isNumberedByTime: true,
      onChanged: () => undefined,
    }),
  ),
  changes: new RunChanges({
    catalog: openRunCatalog(':memory:'),
    registry: new RunRegistry({ nowMs: clock.nowMs, onChanged: () => undefined }),
    grave: undefined,
    artifactsOf: () => [],
    noticeGone: async () => undefined,
  }),
  listAlerts: () => [],
  contentArrived: () => undefined,
  expireArtifacts: () => 0,
  countExpired: () => 0,
  nameContents: async () => new DigestSet(),
  listProjects: () => [],
  listRuns: () => undefined,
  queryRuns: () => undefined,
  listValueKeys: () => undefined,
  listDisplay: () => undefined,
  queryValues: () => undefined,
  queryHistory: async () => undefined,
  readTable: async () => undefined,
  getRun: () => undefined,
  listMetrics: () => undefined,
  listEnvironments: () => undefined,
  listFiles: async () => undefined,
  findFile: async () => undefined,
  queryConsole: async () => undefined,
  queryChart: async () => ({ series: [] }),
  queryPoints: () => undefined,
  listTraces: () => undefined,
  countTraces: () => undefined,
  getTrace: () => undefined,
  getSpan: async () => undefined,
  watch: () => undefined,
  poke: () => undefined,
  settle: async () => undefined,
  close: async () => undefined,
}

function open(change: { plane?: Partial<DataPlane>; isKeyRequired?: boolean; isReadOnly?: boolean } = {}) {
  const faults: unknown[] = []
  const { key } = createKey(dir.path, 'test')
  const keys = new KeyStore(dir.path, clock.nowMs)
  const logs = new LogIngest({ storage: openLogStorage(dir.join('runs')), clock, onTouched: () => undefined })
  const app = createApp({
    plane: { ...emptyPlane, ...change.plane },
    hub: new EventHub(),
    auth: change.isKeyRequired === true ? createKeyAuthenticator(keys, clock.nowMs) : openAuthenticator,
    hosts: createHostPolicy({ isLoopback: true, port: () => 8765, allowedHosts: [] }),
    clock,
    version: '1.2.3',
    siteDir: dir.join('no-site'),
    ...(change.isReadOnly === true
      ? {}
      : {
          ingest: {
            logs,
            spans: new SpanIngest({
              storage: openLogStorage(dir.join('runs')),
              runsDir: dir.join('runs'),
              clock,
              onTouched: () => undefined,
            }),
            files: new FileIngest({ runsDir: dir.join('runs'), partsDir: dir.join('parts') }),
            blobs: new BlobStore({ dir: dir.join('blobs') }),
            stops: new StopFlags(dir.join('stops.json')),
          },
        }),
    onFault: (error) => faults.push(error),
  })
  return { app, key, faults }
}

const BASE = 'http://localhost:8765'
const json = { 'content-type': 'application/json' }

// oxlint-disable-next-line max-params -- reads like a request line
function call(app: App, method: string, path: string, init: RequestInit = {}): Promise<Response> {
  return app.fetch(new Request(BASE + path, { method, ...init }))
}

async function codeOf(response: Response): Promise<string> {
  const { error } = (await response.json()) as { error: { code: string } }
  return error.code
}

const fill = ({ path }: RouteInfo): string => path.replaceAll(/:\w+/g, 'x').replace('*', 'some/page')

describe('every route', () => {
  test('has an access, and there are no others than these', () => {
    const { app } = open()

    expect(app.routes.map(({ access, method, path }) => `${access} ${method} ${path}`))
      .toMatchInlineSnapshot(`
        [
          "public GET /api/v1/server",
          "public GET /api/v1/health",
          "public POST /api/v1/session",
          "public DELETE /api/v1/session",
          "read GET /api/v1/projects",
          "read GET /api/v1/projects/:entity/:project/runs",
          "read GET /api/v1/runs/:entity/:project/:run",
          "read GET /api/v1/runs/:entity/:project/:run/metrics",
          "read GET /api/v1/runs/:entity/:project/:run/points",
          "read GET /api/v1/runs/:entity/:project/:run/value-keys",
          "read GET /api/v1/runs/:entity/:project/:run/values",
          "read GET /api/v1/runs/:entity/:project/:run/history",
          "read POST /api/v1/projects/:entity/:project/runs/query",
          "read GET /api/v1/projects/:entity/:project/traces",
          "read GET /api/v1/projects/:entity/:project/traces/statistics",
          "read GET /api/v1/runs/:entity/:project/:run/traces",
          "read GET /api/v1/runs/:entity/:project/:run/traces/statistics",
          "read GET /api/v1/runs/:entity/:project/:run/traces/:trace",
          "read GET /api/v1/runs/:entity/:project/:run/traces/:trace/spans/:span",
          "read GET /api/v1/projects/:entity/:project/artifacts",
          "read GET /api/v1/runs/:entity/:project/:run/artifacts",
          "read GET /api/v1/artifacts/:entity/:project/:name",
          "read GET /api/v1/artifacts/:entity/:project/:name/:version",
          "read GET /api/v1/artifacts/:entity/:project/:name/:version/manifest",
          "read GET /api/v1/artifacts/:entity/:project/:name/:version/diff",
          "read GET /api/v1/artifacts/:entity/:project/:name/:version/lineage",
          "read GET /api/v1/artifacts/:entity/:project/:name/:version/files/*",
          "write PATCH /api/v1/artifacts/:entity/:project/:name/:version",
          "write DELETE /api/v1/artifacts/:entity/:project/:name/:version",
          "read GET /api/v1/alerts",
          "read GET /api/v1/trash",
          "read GET /api/v1/runs/:entity/:project/:run/console",
          "read GET /api/v1/runs/:entity/:project/:run/console.txt",
          "read GET /api/v1/runs/:entity/:project/:run/environment",
          "read GET /api/v1/runs/:entity/:project/:run/files",
          "read GET /api/v1/runs/:entity/:project/:run/files/*",
          "read POST /api/v1/tables",
          "read POST /api/v1/charts",
          "read GET /api/v1/events",
          "write POST /api/v1/logs/held",
          "read GET /api/v1/logs/:entity/:project/:folder/:file",
          "write POST /api/v1/logs/:entity/:project/:folder/:file",
          "write POST /v1/traces",
          "write POST /api/v1/blobs/missing",
          "write POST /api/v1/blobs/pack",
          "write PUT /api/v1/blobs/sha256/:hex",
          "write POST /api/v1/files/:entity/:project/:folder/missing",
          "write POST /api/v1/files/:entity/:project/:folder/pack",
          "write PUT /api/v1/files/:entity/:project/:folder/*",
          "read GET /api/v1/runs/:entity/:project/:run/stop",
          "write POST /api/v1/runs/:entity/:project/:run/stop",
          "write DELETE /api/v1/runs/:entity/:project/:run/stop",
          "write PATCH /api/v1/runs/:entity/:project/:run",
          "write DELETE /api/v1/runs/:entity/:project/:run",
          "write POST /api/v1/runs/:entity/:project/:run/restore",
          "write DELETE /api/v1/trash/:entity/:project/:run",
          "public GET /*",
        ]
      `)
  })

  test('that reads or writes answers 401 without a key, with a wrong one and with a forged cookie', async () => {
    const { app } = open({ isKeyRequired: true })
    const guarded = app.routes.filter(({ access }) => access !== 'public')

    for (const route of guarded) {
      const credentials: Record<string, string>[] = [
        {},
        { authorization: 'Bearer kymo_wrong' },
        { cookie: 'kymo_session=x.9999999999999.y.z' },
      ]
      for (const headers of credentials) {
        const response = await call(app, route.method, fill(route), { headers: { ...json, ...headers } })
        expect([401, 429], `${route.method} ${route.path}`).toContain(response.status)
      }
    }
    expect(guarded.length).toBeGreaterThan(10)
  })

  test('lets a valid key pass', async () => {
    const { app, key } = open({ isKeyRequired: true })

    for (const route of app.routes.filter(({ access }) => access !== 'public')) {
      const response = await call(app, route.method, fill(route), {
        headers: { authorization: `Bearer ${key}` },
      })
      expect(response.status, `${route.method} ${route.path}`).not.toBe(401)
      await response.body?.cancel()
    }
  })

  test('carries the security headers, also when it fails', async () => {
    const { app } = open()

    for (const path of ['/', '/api/v1/server', '/api/v1/nothing', '/api/v1/projects/a/b/runs']) {
      const { headers } = await call(app, 'GET', path)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
      expect(headers.get('content-security-policy')).not.toContain("script-src 'self' 'unsafe-inline'")
      expect(headers.get('referrer-policy')).toBe('no-referrer')
      expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
      expect(headers.get('access-control-allow-origin')).toBeNull()
    }
  })
})

describe('outside of the routes', () => {
  test.each([
    ['GET', '/api/v1/nothing', 404],
    ['GET', '/api', 404],
    ['GET', '/api/v2/server', 404],
    ['GET', '/api/v1/server/', 404],
    ['GET', '/API/v1/server', 404],
    ['POST', '/team/digits', 404],
    ['DELETE', '/', 404],
    ['OPTIONS', '/api/v1/projects', 405],
    ['POST', '/api/v1/projects', 405],
    ['PUT', '/api/v1/logs/a/b/c/d', 405],
    ['PATCH', '/api/v1/session', 405],
  ])('%s %s is %i', async (method, path, status) => {
    const { app } = open()
    const response = await call(app, method, path)

    expect(response.status).toBe(status)
    expect(await codeOf(response)).toBe(status === 405 ? 'METHOD_REFUSED' : 'ROUTE_UNKNOWN')
  })

  test('a wrong method is told the right ones', async () => {
    const { app } = open()

    expect((await call(app, 'PUT', '/api/v1/session')).headers.get('allow')).toBe('POST, DELETE')
    expect((await call(app, 'PUT', '/api/v1/projects')).headers.get('allow')).toBe('GET, HEAD')
  })

  test('HEAD is GET without a body', async () => {
    const response = await call(open().app, 'HEAD', '/api/v1/server')

    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
  })

  test('a server that only shows runs takes none, and says so', async () => {
    const { app } = open({ isReadOnly: true })
    const responses = [
      await call(app, 'POST', '/api/v1/logs/a/b/c/d', { headers: json, body: 'x' }),
      await call(app, 'POST', '/api/v1/runs/a/b/c/stop', { headers: json, body: '{}' }),
    ]

    for (const response of responses) {
      expect(response.status).toBe(405)
      expect(await codeOf(response)).toBe('READ_ONLY')
    }
    expect(app.routes.some(({ access }) => access === 'write')).toBe(false)
  })
})

describe('requests that a browser can be made to send', () => {
  test('are refused from a foreign host or origin', async () => {
    const { app } = open()
    const rebound = await app.fetch(new Request('http://evil.example:8765/api/v1/projects'))
    const crossSite = await call(app, 'POST', '/api/v1/charts', {
      headers: { ...json, origin: 'https://evil.example' },
      body: '{}',
    })

    expect([rebound.status, await codeOf(rebound)]).toEqual([403, 'HOST_REFUSED'])
    expect([crossSite.status, await codeOf(crossSite)]).toEqual([403, 'ORIGIN_REFUSED'])
  })

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'are refused as %j, which a form can send',
    async (mediaType) => {
      const { app } = open()
      const response = await call(app, 'POST', '/api/v1/runs/a/b/c/stop', {
        headers: { 'content-type': mediaType },
      })

      expect([response.status, await codeOf(response)]).toEqual([415, 'BODY_UNSUPPORTED'])
    },
  )

  test('need the same with a session cookie', async () => {
    const { app, key } = open({ isKeyRequired: true })
    const login = await call(app, 'POST', '/api/v1/session', { headers: json, body: JSON.stringify({ key }) })
    const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? ''
    const stop = (headers: Record<string, string>): Promise<Response> =>
      call(app, 'POST', '/api/v1/runs/a/b/c/stop', { headers: { cookie, ...headers } })

    expect((await stop({ 'content-type': 'text/plain' })).status).toBe(415)
    expect((await stop({ ...json, origin: 'https://evil.example' })).status).toBe(403)
    expect(await codeOf(await stop(json))).toBe('RUN_UNKNOWN')
  })
})

describe('a session', () => {
  test('opens with a key and closes', async () => {
    const { app, key } = open({ isKeyRequired: true })
    const login = await call(app, 'POST', '/api/v1/session', { headers: json, body: JSON.stringify({ key }) })
    const setCookie = login.headers.get('set-cookie') ?? ''
    const cookie = setCookie.split(';')[0] ?? ''
    const logout = await call(app, 'DELETE', '/api/v1/session')

    expect(setCookie).toMatch(/HttpOnly; SameSite=Strict/)
    expect((await call(app, 'GET', '/api/v1/projects', { headers: { cookie } })).status).toBe(200)
    expect(await (await call(app, 'GET', '/api/v1/server', { headers: { cookie } })).json()).toMatchObject({
      authenticated: true,
    })
    expect(logout.headers.get('set-cookie')).toMatch(/^kymo_session_\w+=; .*Max-Age=0$/)
  })

  test.each(['{"key":"kymo_wrong"}', '{"key":1}', '{}', 'null', '[]', '{'])(
    'does not open for %s',
    async (body) => {
      const { app } = open({ isKeyRequired: true })
      const response = await call(app, 'POST', '/api/v1/session', { headers: json, body })

      expect([400, 401]).toContain(response.status)
      expect(response.headers.get('set-cookie')).toBeNull()
    },
  )
})

describe('answers', () => {
  test('GET /api/v1/server says who it is and whether the key is good', async () => {
    const { app, key } = open({ isKeyRequired: true })
    const without = await (await call(app, 'GET', '/api/v1/server')).json()
    const withKey = await (
      await call(app, 'GET', '/api/v1/server', { headers: { authorization: `Bearer ${key}` } })
    ).json()

    expect(without).toMatchObject({
      product: 'kymo',
      wire: 1,
      version: '1.2.3',
      authRequired: true,
      authenticated: false,
    })
    expect(withKey).toMatchObject({ authenticated: true })
  })

  test('are not sent again when they have not changed', async () => {
    const { app } = open()
    const first = await call(app, 'GET', '/api/v1/projects')
    const second = await call(app, 'GET', '/api/v1/projects', {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    })

    expect(second.status).toBe(304)
    expect(await second.text()).toBe('')
  })

  test('are compressed when they are long', async () => {
    const project = { entity: 'team', runCount: 1, runningCount: 0, lastActivityMs: 1 }
    const projects = Array.from({ length: 100 }, (_, index) => ({ ...project, project: `project ${index}` }))
    const { app } = open({ plane: { listProjects: () => projects } })
    const response = await call(app, 'GET', '/api/v1/projects', { headers: { 'accept-encoding': 'gzip' } })

    expect(response.headers.get('content-encoding')).toBe('gzip')
    expect((await response.arrayBuffer()).byteLength).toBeLessThan(JSON.stringify({ projects }).length / 2)
  })

  test('tell nothing of an unexpected failure, but the server does', async () => {
    const { app, faults } = open({
      plane: {
        listProjects: () => {
          throw new Error('secret path /home/someone')
        },
      },
    })
    const response = await call(app, 'GET', '/api/v1/projects')

    expect(response.status).toBe(500)
    expect(await response.text()).not.toContain('secret')
    expect(faults).toHaveLength(1)
  })

  test('come with a limit on how many one client gets', async () => {
    const { app } = open()
    const statuses = new Set<number>()
    let retryAfter: string | null = null
    for (let count = 0; count < 5500; count++) {
      const response = await call(app, 'GET', '/api/v1/health')
      statuses.add(response.status)
      retryAfter = response.headers.get('retry-after')
    }

    expect(statuses).toEqual(new Set([200, 429]))
    expect(retryAfter).toBe('1')
  })
})

describe('queries', () => {
  const ref = { entity: 'team', project: 'digits', run: 'a1b2c3d4' }
  const chart = { runs: [ref], metrics: ['loss'], x: 'step', width: 800 }

  test.each([
    ['no object', null],
    ['no lists', {}],
    ['a metric that is no text', { ...chart, metrics: [1] }],
    ['a run that is no run', { ...chart, runs: [{}] }],
    ['no run at all', { ...chart, runs: [null] }],
    ['an axis that does not exist', { ...chart, x: '__proto__' }],
    ['a width of nothing', { ...chart, width: 0 }],
    ['a width beyond all screens', { ...chart, width: 1e9 }],
    ['a range that goes back', { ...chart, range: [2, 1] }],
    ['a range without an end', { ...chart, range: [2] }],
    ['too many series', { ...chart, metrics: Array.from({ length: 10_001 }, () => 'a') }],
  ])('a chart of %s is refused', async (_what, body) => {
    const response = await call(open().app, 'POST', '/api/v1/charts', {
      headers: json,
      body: JSON.stringify(body),
    })

    expect([response.status, await codeOf(response)]).toEqual([400, 'REQUEST_INVALID'])
  })

  test('a chart is passed on as it was checked', async () => {
    const seen: unknown[] = []
    const plane: Partial<DataPlane> = {
      queryChart: async (request) => {
        seen.push(request)
        return { series: [] }
      },
    }
    const body = { ...chart, metrics: ['__proto__', '🦄'], range: [0, 10], further: 1 }
    const response = await call(open({ plane }).app, 'POST', '/api/v1/charts', {
      headers: json,
      body: JSON.stringify(body),
    })

    expect(response.headers.get('content-type')).toBe('application/vnd.kymo.chart')
    expect(seen).toEqual([{ ...chart, metrics: ['__proto__', '🦄'], range: [0, 10] }])
  })

  test.each(['limit=0', 'limit=1001', 'limit=-1', 'limit=1e3', 'limit=', 'offset=x', 'limit=1&limit=2'])(
    'runs?%s is refused',
    async (query) => {
      const response = await call(open().app, 'GET', `/api/v1/projects/a/b/runs?${query}`)

      expect([response.status, await codeOf(response)]).toEqual([400, 'REQUEST_INVALID'])
    },
  )

  test('points are asked for by a metric of any name', async () => {
    const seen: unknown[] = []
    const plane: Partial<DataPlane> = {
      queryPoints: (_ref, metric, range) => {
        seen.push([metric, range])
        return { metric, steps: [], values: [], times: [], next: null }
      },
    }
    const { app } = open({ plane })
    const longName = '🦄'.repeat(2500)
    for (const metric of ['__proto__', '../x', longName]) {
      await call(
        app,
        'GET',
        `/api/v1/runs/a/b/c/points?metric=${encodeURIComponent(metric)}&after=-1&limit=5`,
      )
    }
    const missing = await call(app, 'GET', '/api/v1/runs/a/b/c/points')

    expect(seen).toEqual(['__proto__', '../x', longName].map((metric) => [metric, { after: -1, limit: 5 }]))
    expect(missing.status).toBe(400)
  })

  test.each([
    ['/api/v1/runs/a/b/%00', 'NAME_INVALID'],
    ['/api/v1/runs/a/b/%ff', 'REQUEST_INVALID'],
    ['/api/v1/runs/a/b/%', 'REQUEST_INVALID'],
    [`/api/v1/runs/a/b/${'x'.repeat(10_000)}`, 'NAME_INVALID'],
    [`/api/v1/runs/a/b/${'x'.repeat(60_000)}`, 'URL_TOO_LONG'],
    ['/api/v1/runs/a/b/..%2f..%2fetc', 'RUN_UNKNOWN'],
    ['/api/v1/runs/a/b/%252e%252e', 'RUN_UNKNOWN'],
    ['/api/v1/runs/__proto__/constructor/prototype', 'RUN_UNKNOWN'],
    [`/api/v1/runs/a/b/${encodeURIComponent('🦄')}`, 'RUN_UNKNOWN'],
    ['/api/v1/projects/a/b/runs', 'PROJECT_UNKNOWN'],
  ])('%s is answered with %s', async (path, code) => {
    const response = await call(open().app, 'GET', path)
    const text = await response.text()

    expect((JSON.parse(text) as { error: { code: string } }).error.code).toBe(code)
    expect(text.length).toBeLessThan(600)
  })
})
