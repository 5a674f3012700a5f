// Fails on an import that points up: between packages, and between the folders of one package (scripts/layers.mjs).
// `--graph` prints the folder graph as Mermaid. `--root DIR` checks another tree (used by the test of this check).
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { FOLDERS, PACKAGES } from './layers.mjs'

const rootFlag = process.argv.indexOf('--root')
const root =
  rootFlag > 0 ? resolve(process.argv[rootFlag + 1]) : fileURLToPath(new URL('..', import.meta.url))
const IMPORT =
  /(?:^|[\s;])(?:import|export)\s[^'"]*?from\s*['"]([^'"]+)['"]|(?:^|[\s;])import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

const violations = []
const edges = new Set()

for (const name of Object.keys(PACKAGES)) {
  const source = join(root, 'packages', name, 'src')
  if (!existsSync(source)) continue
  for (const file of sourceFiles(source)) checkFile(name, source, file)
}

function checkFile(name, source, file) {
  const here = layerOf(source, file)
  // Examples in doc comments import what users import.
  const code = readFileSync(file, 'utf8').replaceAll(/\/\*\*[\s\S]*?\*\//g, '')
  for (const match of code.matchAll(IMPORT)) {
    const specifier = match[1] ?? match[2] ?? match[3]
    if (specifier.startsWith('.')) checkRelative({ name, source, file, here }, specifier)
    else checkPackage({ name, file }, specifier)
  }
}

function checkRelative({ name, source, file, here }, specifier) {
  const target = resolve(dirname(file), specifier)
  if (relative(source, target).startsWith('..')) {
    const isGenerated = relative(join(source, '..'), target).startsWith(`gen${sep}`)
    if (!isGenerated) report(file, specifier, `leaves the source folder of ${name}`)
    return
  }
  const there = layerOf(source, target)
  if (here === there) return
  edges.add(`  ${id(name, here)}["${name}/${here}"] --> ${id(name, there)}["${name}/${there}"]`)
  const order = FOLDERS[name] ?? []
  const [from, to] = [order.indexOf(here), order.indexOf(there)]
  if (order.length > 0 && from >= 0 && to >= 0 && to > from) {
    report(
      file,
      specifier,
      `${name}/${here} may not import ${name}/${there}, which is below it in scripts/layers.mjs`,
    )
  }
}

function checkPackage({ name, file }, specifier) {
  const match = /^(?:@kymo\/([a-z-]+)|(kymo))((?:\/[\w-]+)*)$/.exec(specifier)
  if (match === null) return
  const wanted = `${match[1] ?? 'cli'}${match[3]}`
  if (!PACKAGES[name].includes(wanted))
    report(file, specifier, `package ${name} may import only: ${PACKAGES[name].join(', ') || 'nothing'}`)
}

function layerOf(source, file) {
  return relative(source, file).split(sep)[0]
}

function* sourceFiles(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* sourceFiles(path)
    else if (/\.tsx?$/.test(entry.name) && !/\.test(-d)?\.tsx?$/.test(entry.name)) yield path
  }
}

function report(file, specifier, why) {
  violations.push(`${relative(root, file)}: import of '${specifier}': ${why}`)
}

function id(name, layer) {
  return `${name}_${layer}`.replace(/\W/g, '_')
}

if (process.argv.includes('--graph'))
  console.log(['graph TD', ...[...edges].toSorted((a, b) => a.localeCompare(b))].join('\n'))
for (const violation of violations) console.error(violation)
if (violations.length > 0) {
  console.error(`${violations.length} import(s) against the layers`)
  process.exit(1)
}
