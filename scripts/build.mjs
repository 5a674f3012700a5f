// Builds everything: removes old output first (tsc never deletes what it once emitted), then the libraries,
// the embedded worker, the bundles and the dashboard. `--quiet` prints only what fails.
import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const isQuiet = process.argv.includes('--quiet')

for (const name of readdirSync(`${root}/packages`)) {
  rmSync(`${root}/packages/${name}/dist`, { recursive: true, force: true })
}
rmSync(`${root}/packages/server/public`, { recursive: true, force: true })

run('libraries', ['node_modules/typescript/bin/tsc', '-b'])
// Each is made of the one before.
run('embedded worker', ['packages/core/scripts/embed-worker.mjs'])
run('bundle of core', ['scripts/bundle.mjs', 'core'])
run('dashboard', ['node_modules/vite/bin/vite.js', 'build', 'packages/dashboard', '--logLevel', 'warn'])

function run(what, command) {
  const startedAt = performance.now()
  const result = spawnSync(process.execPath, command, {
    cwd: root,
    stdio: isQuiet ? 'pipe' : 'inherit',
    encoding: 'utf8',
  })
  if (result.status !== 0) {
    if (isQuiet) process.stderr.write(`${result.stdout ?? ''}${result.stderr ?? ''}`)
    console.error(
      `Cannot build the ${what}: ${command.join(' ')} ended with ${result.status ?? result.signal}`,
    )
    process.exit(1)
  }
  if (!isQuiet) console.log(`built the ${what} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`)
}
if (!existsSync(`${root}/packages/cli/dist/bin.js`)) {
  console.error('Cannot build: packages/cli/dist/bin.js is missing after the build')
  process.exit(1)
}
// npm does this when it installs the package from a tarball; a workspace's link points straight at the file.
chmodSync(`${root}/packages/cli/dist/bin.js`, 0o755)
