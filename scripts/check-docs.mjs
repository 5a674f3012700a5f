// Documentation that lies is a failure: every path a guide names must exist, every error code has its heading and
// every heading its code, and nothing names a registry host.
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { dirname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const problems = []

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((path) => path !== '' && existsSync(join(root, path)))

for (const path of tracked.filter(
  (name) => name.endsWith('.md') && !name.endsWith('.api.md') && !name.startsWith('.changeset/'),
))
  checkPaths(path)
checkErrors()
checkHosts()

for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

/** Links, and `code` that looks like a path of this repository. */
function checkPaths(path) {
  const text = readFileSync(join(root, path), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '')
  for (const [, target] of text.matchAll(/\]\(([^)#\s]+)(?:#[^)\s]*)?\)/g)) {
    if (/^[a-z]+:/.test(target)) continue
    if (!existsSync(resolve(root, dirname(path), target)))
      problems.push(`${path}: the link to ${target} leads nowhere`)
  }
  for (const [, target] of text.matchAll(
    /`((?:packages|docs|examples|bench|scripts|e2e|interop|\.ci)\/[\w./-]+)`/g,
  )) {
    const isBuilt = /\/(dist|public|node_modules)(\/|$)/.test(target)
    const exists = existsSync(join(root, target)) || existsSync(resolve(root, dirname(path), target))
    if (!isBuilt && !exists) problems.push(`${path}: ${target} does not exist`)
  }
}

/** Every 'AREA_CONDITION' of an errors file against the `### AREA_CONDITION` headings of docs/errors.md. */
function checkErrors() {
  const headings = new Set(
    [...read('docs/errors.md').matchAll(/^#{2,4} `?([A-Z][A-Z0-9_]+)`?$/gm)].map((match) => match[1]),
  )
  const codes = new Map()
  for (const name of readdirSync(join(root, 'packages'))) {
    const file = `packages/${name}/src/errors.ts`
    if (!existsSync(join(root, file))) continue
    for (const [, union] of read(file).matchAll(
      /export type \w*(?:Error|Warning)Code\s*=([\s\S]*?)(?:\n\n|\nexport|\n\/\*\*|$)/g,
    )) {
      for (const [, code] of union.matchAll(/'([A-Z][A-Z0-9_]+)'/g)) codes.set(code, file)
    }
  }
  if (codes.size === 0) problems.push('No error code was found in packages/*/src/errors.ts')
  for (const [code, file] of codes)
    if (!headings.has(code)) problems.push(`docs/errors.md has no heading for ${code} of ${file}`)
  for (const heading of headings)
    if (!codes.has(heading)) problems.push(`docs/errors.md: ${heading} is not a code of any package`)
}

function checkHosts() {
  const host = new RegExp(['registry[.]npmjs', 'registry[.]yarnpkg', 'files[.]pythonhosted'].join('|'))
  for (const path of tracked) {
    if (/\.(png|wandb|csv)$/.test(path) || path === relative(root, fileURLToPath(import.meta.url))) continue
    if (host.test(read(path))) problems.push(`${path}: names the host of a package registry`)
  }
}

function read(path) {
  return readFileSync(join(root, path), 'utf8')
}
