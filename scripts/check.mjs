// `npm run check`: everything that is not a test of behaviour. Steps run side by side where they do not need each
// other; each prints one line, and its output only when it fails. `npm run check -- lint types` runs only those.
import { spawn } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const node = process.execPath
const bin = (path) => `${root}/node_modules/${path}`

/** Steps of one wave run side by side; a wave starts when the one before has ended. */
const WAVES = [
  [
    { name: 'build', command: [node, 'scripts/build.mjs', '--quiet'] },
    { name: 'format', command: [node, bin('oxfmt/bin/oxfmt'), '--check'] },
  ],
  [
    { name: 'generated', command: [node, 'scripts/generate-proto.mjs', '--check'] },
    { name: 'lint', command: [node, bin('oxlint/bin/oxlint'), '--type-aware', '--quiet'] },
    { name: 'types', command: [node, bin('typescript/bin/tsc'), '-p', 'tsconfig.test.json'] },
    { name: 'types (dashboard)', command: [node, bin('typescript/bin/tsc'), '-p', 'packages/dashboard'] },
    { name: 'layers', command: [node, 'scripts/check-layers.mjs'] },
    { name: 'unused', command: [node, bin('knip/bin/knip.js'), '--no-progress', '--no-config-hints'] },
    { name: 'docs', command: [node, 'scripts/check-docs.mjs'] },
    { name: 'docs (settings)', command: [node, 'packages/core/scripts/settings-docs.mjs', '--check'] },
    { name: 'examples', command: [node, 'scripts/check-examples.mjs'] },
    { name: 'api', command: [node, 'scripts/check-api.mjs'] },
    { name: 'size', command: [node, bin('size-limit/bin.js')] },
    { name: 'pack', command: [node, 'scripts/check-pack.mjs'] },
  ],
]

const only = process.argv.slice(2)
const startedAt = performance.now()
const failures = []
let passedCount = 0

for (const wave of WAVES) {
  const queue = wave.filter((step) => only.length === 0 || only.includes(step.name))
  const lanes = Array.from({ length: Math.max(2, availableParallelism()) }, async () => {
    for (let step = queue.shift(); step !== undefined; step = queue.shift()) await run(step)
  })
  await Promise.all(lanes)
  if (failures.includes('build')) break
}

console.log(`check took ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
console.log(`${passedCount} passed, ${failures.length} failed`)
process.exitCode = failures.length > 0 ? 1 : 0

async function run({ name, command }) {
  const began = performance.now()
  const { code, output } = await collect(command)
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  if (code === 0) {
    passedCount++
    console.log(`ok    ${name} (${seconds} s)`)
    return
  }
  failures.push(name)
  console.log(`FAIL  ${name} (${seconds} s)\n${output.trimEnd()}\n`)
}

function collect([program, ...args]) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: root, env: { ...process.env, NO_COLOR: '1' } })
    let output = ''
    child.stdout.on('data', (bytes) => (output += bytes))
    child.stderr.on('data', (bytes) => (output += bytes))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
