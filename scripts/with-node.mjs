// Runs a command under another Node: `node scripts/with-node.mjs 24 node_modules/vitest/vitest.mjs run --project unit`.
// The binary comes from the package registry (node-<platform>-<arch>) and is kept in temp/.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './public-packages.mjs'

const [major, ...args] = process.argv.slice(2)
const name = `node-${process.platform}-${process.arch}`
const folder = join(root, 'temp', `node-${major}`)
const binary = join(folder, 'node_modules', name, 'bin', 'node')

if (!existsSync(binary)) {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), '{"private":true}')
  const install = spawnSync(
    'npm',
    ['install', '--no-audit', '--no-fund', '--engine-strict=false', `${name}@${major}`],
    { cwd: folder, stdio: 'inherit' },
  )
  if (install.status !== 0) process.exit(install.status ?? 1)
}
const result = spawnSync(binary, args, { cwd: root, stdio: 'inherit' })
process.exit(result.status ?? 1)
