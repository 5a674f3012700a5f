/**
 * Who may import whom. Packages: only the listed ones. Folders: a folder imports only from itself and from folders
 * above it in its package's list; files directly in `src/` stand where the list names them.
 * This is the one table; docs/architecture.md describes it, scripts/check-layers.mjs enforces it.
 */
export const PACKAGES = {
  protocol: [],
  testkit: ['protocol'],
  core: ['protocol'],
  tfjs: ['core'],
  server: ['protocol'],
  dashboard: ['server/api'],
  cli: ['protocol', 'core', 'core/sync', 'core/settings', 'server', 'server/api'],
}

export const FOLDERS = {
  protocol: ['errors.ts', 'values', 'records', 'log', 'run-folder', 'wire', 'index.ts'],
  core: [
    'errors.ts',
    'platform',
    'settings',
    'uploader',
    'sinks',
    'worker',
    'run',
    'sync',
    'settings.ts',
    'sync.ts',
    'index.ts',
  ],
  tfjs: ['framework-types.ts', 'map-events.ts', 'index.ts'],
  server: [
    'errors.ts',
    'api',
    'config.ts',
    'domain',
    'store',
    'series',
    'folders',
    'projector',
    'query',
    'data-plane.ts',
    'auth',
    'ingest',
    'events',
    'http',
    'app.ts',
    'process',
    'main.ts',
    'api.ts',
    'index.ts',
  ],
  cli: ['exit-codes.ts', 'errors.ts', 'output', 'commands', 'process-context.ts', 'main.ts', 'bin.ts'],
  dashboard: ['api', 'state', 'charts', 'components', 'pages'],
  testkit: [],
}
