// Writes the worker, as one self-contained script, into dist/worker/embedded.js: for programs whose bundler left
// dist/worker/entry.js behind. Runs after `tsc -b`, and fails if what it wrote could not start.
import { build } from 'esbuild'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Script } from 'node:vm'

const dist = fileURLToPath(new URL('../dist/worker/', import.meta.url))
const embeddedPath = `${dist}embedded.js`

const result = await build({
  entryPoints: [`${dist}entry.js`],
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  // A worker started with `eval: true` is a CommonJS script.
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  write: false,
  logLevel: 'warning',
})
const code = result.outputFiles[0].text

// Throws a SyntaxError with its position.
void new Script(`(function (require, module, exports) {${code}\n})`)
if (!readFileSync(embeddedPath, 'utf8').includes('EMBEDDED_WORKER')) {
  throw new Error(`Cannot embed the worker: ${embeddedPath} does not export EMBEDDED_WORKER`)
}
writeFileSync(embeddedPath, `export const EMBEDDED_WORKER = ${JSON.stringify(code)}\n`)
rmSync(`${embeddedPath}.map`, { force: true })
