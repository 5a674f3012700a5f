import { defineConfig } from 'vite'

const here = (path: string): string => decodeURIComponent(new URL(path, import.meta.url).pathname)

/** The API's types and the chart decoder come from source, so that the dashboard builds before the server does. */
export default defineConfig({
  root: here('.'),
  resolve: { alias: [{ find: '@kymo/server/api', replacement: here('../server/src/api.ts') }] },
  build: {
    outDir: here('../server/public'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
  },
  server: { proxy: { '/api': process.env['KYMO_DEV_SERVER'] ?? 'http://127.0.0.1:8420' } },
})
