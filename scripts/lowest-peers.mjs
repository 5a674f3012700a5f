// Runs the tests of the adapters against the lowest version of each peer range, which the workspace itself does not have:
// `npm run test:lowest [-- onnx …]`. Needs built packages; the versions are installed below temp/lowest-peers.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What is installed, the variable that the tests read, and the tests. Versions are those of `peerDependencies`. */
const ADAPTERS = {
  tfjs: {
    packages: { '@tensorflow/tfjs': '4.10.0', '@tensorflow/tfjs-backend-wasm': '4.10.0' },
    variable: 'KYMO_TFJS_FROM',
    tests: ['packages/tfjs'],
  },
  onnx: {
    packages: { 'onnxruntime-node': '1.20.0' },
    variable: 'KYMO_ONNX_FROM',
    tests: ['packages/onnx'],
  },
  transformers: {
    packages: { '@huggingface/transformers': '4.0.0' },
    variable: 'KYMO_TRANSFORMERS_FROM',
    tests: ['packages/transformers/test'],
  },
  langchain: {
    packages: {
      '@langchain/core': '1.0.1',
      '@langchain/langgraph': '1.0.0',
      langchain: '1.0.1',
      zod: '4.1.0',
    },
    // Of that time too: later ones ask for parts that only a later core has.
    overrides: { '@langchain/langgraph-checkpoint': '1.0.0', '@langchain/langgraph-sdk': '1.0.0' },
    variable: 'KYMO_LANGCHAIN_FROM',
    tests: ['packages/langchain/test'],
  },
}

const wanted = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(ADAPTERS)
let passed = 0
let failed = 0
for (const name of wanted) {
  const adapter = ADAPTERS[name]
  if (adapter === undefined) {
    console.error(`there is no adapter '${name}'; there are: ${Object.keys(ADAPTERS).join(', ')}`)
    failed += 1
  } else if (check(name, adapter)) passed += 1
  else failed += 1
}
console.log(`${passed} passed, ${failed} failed`)
process.exitCode = failed > 0 ? 1 : 0

function check(name, { packages, overrides, variable, tests }) {
  const folder = join(root, 'temp/lowest-peers', name)
  mkdirSync(folder, { recursive: true })
  const manifest = JSON.stringify({ private: true, dependencies: packages, overrides })
  writeFileSync(join(folder, 'package.json'), manifest)
  const list = Object.entries(packages).map(([key, version]) => `${key}@${version}`)
  console.log(`== ${name} on ${list.join(', ')}`)
  const hasAll = Object.keys(packages).every((key) => existsSync(join(folder, 'node_modules', key)))
  if (
    !hasAll &&
    run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent'], folder) !== 0
  ) {
    console.error(`cannot install ${list.join(', ')}`)
    return false
  }
  const vitest = join(root, 'node_modules/vitest/vitest.mjs')
  return (
    run(process.execPath, [vitest, 'run', '--reporter=dot', ...tests], root, { [variable]: folder }) === 0
  )
}

function run(program, args, cwd, env = {}) {
  const { status } = spawnSync(program, args, {
    cwd,
    env: { ...process.env, ...env, CI: '' },
    stdio: 'inherit',
  })
  return status ?? 1
}
