import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
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

/** Another TensorFlow.js for the tests: the lowest version that is supported, or tfjs-node, as it is installed in the folder that the variable names. */
const tfjsFrom = process.env['KYMO_TFJS_FROM']
const tfjsAlias = tfjsFrom === undefined ? [] : tfjsOf(tfjsFrom)

function tfjsOf(folder: string): { find: RegExp; replacement: string }[] {
  const { resolve } = createRequire(join(folder, 'package.json'))
  const isInstalled = (name: string): boolean => existsSync(join(folder, 'node_modules/@tensorflow', name))
  const main = isInstalled('tfjs-node') ? 'tfjs-node' : 'tfjs'
  const found = [{ find: /^@tensorflow\/tfjs$/, replacement: resolve(`@tensorflow/${main}`) }]
  if (isInstalled('tfjs-backend-wasm'))
    found.push({
      find: /^@tensorflow\/tfjs-backend-wasm$/,
      replacement: resolve('@tensorflow/tfjs-backend-wasm'),
    })
  return found
}

export default defineConfig({
  resolve: { alias: [...alias, ...tfjsAlias] },
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
        resolve: { alias: tfjsAlias },
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
