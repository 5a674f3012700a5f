import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url))

/** Unit tests run from source: no build is needed, and stack traces name the line that was written. */
const alias = [
  {
    find: /^@kymo\/(protocol|core|tfjs|onnx|transformers|langchain|testkit|server)$/,
    replacement: source('$1/src/index.ts'),
  },
  { find: /^@kymo\/(core|server)\/([a-z-]+)$/, replacement: source('$1/src/$2.ts') },
]

export default defineConfig({
  resolve: { alias },
  test: {
    // CI counts from this report.
    reporters: process.env['CI'] ? ['default', ['json', { outputFile: 'temp/vitest.json' }]] : ['default'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['packages/*/src/**/*.test.ts', 'packages/*/src/**/*.test.tsx', 'scripts/**/*.test.ts'],
        },
      },
      {
        // Against the built packages, with real processes, sockets and browsers.
        test: {
          name: 'built',
          include: ['packages/*/test/**/*.test.ts', 'e2e/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
