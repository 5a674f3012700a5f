// Runs the examples of the documentation: every `@example` of a doc comment in packages/*/src, and every ```js block of
// a Markdown file that is preceded by the line `<!-- runs in CI -->`. Each runs as a module of its own in an empty folder.
import { spawn } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'kymo-examples-'))
symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction')

const examples = [...sources(join(root, 'packages'))].flatMap(readExamples)
for (const guide of ['README.md', 'docs', 'packages'].flatMap((path) => [...guides(join(root, path))]))
  examples.push(...readGuide(guide))

const failures = []
const queue = examples.map((example, index) => ({ ...example, index }))
await Promise.all(
  Array.from({ length: 2 }, async () => {
    for (let example = queue.shift(); example !== undefined; example = queue.shift())
      await runExample(example)
  }),
)
rmSync(folder, { recursive: true, force: true })

console.log(`${examples.length} examples, ${failures.length} failed`)
if (examples.length === 0) failures.push('no example was found')
for (const failure of failures) console.error(failure)
process.exitCode = failures.length > 0 ? 1 : 0

function readExamples(file) {
  const found = []
  for (const [comment] of readFileSync(file, 'utf8').matchAll(/\/\*\*[\s\S]*?\*\//g)) {
    const text = comment.replaceAll(/^\s*\* ?/gm, '')
    for (const [, code] of text.matchAll(/@example[^\n]*\n```(?:ts|js)\n([\s\S]*?)```/g))
      found.push({ file, code })
  }
  return found
}

function readGuide(file) {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(/<!-- runs in CI -->\s*```(?:js|ts)\n([\s\S]*?)```/g)].map(([, code]) => ({
    file,
    code,
  }))
}

async function runExample({ file, code, index }) {
  const cwd = join(folder, String(index))
  mkdirSync(cwd)
  symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'), 'junction')
  writeFileSync(join(cwd, 'example.mjs'), code)
  const env = { PATH: process.env.PATH, HOME: cwd, KYMO_QUIET: 'true' }
  const child = spawn(process.execPath, ['example.mjs'], { cwd, env, timeout: 60_000 })
  let output = ''
  child.stdout.on('data', (bytes) => (output += bytes))
  child.stderr.on('data', (bytes) => (output += bytes))
  const exitCode = await new Promise((resolve) => child.on('close', resolve))
  if (exitCode !== 0)
    failures.push(`${relative(root, file)}: an example ended with ${exitCode}\n${code}\n${output}`)
}

function* sources(path) {
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'gen', 'public'].includes(entry.name)) continue
    const inner = join(path, entry.name)
    if (entry.isDirectory()) yield* sources(inner)
    else if (entry.name.endsWith('.ts') && !/\.(test|d)\.ts$/.test(entry.name)) yield inner
  }
}

function* guides(path) {
  if (!existsSync(path)) return
  if (path.endsWith('.md')) {
    yield path
    return
  }
  for (const entry of readdirSync(path, { withFileTypes: true })) {
    if (['node_modules', 'dist', 'gen', 'public', 'src'].includes(entry.name)) continue
    if (entry.isDirectory() || entry.name.endsWith('.md'))
      yield* entry.isDirectory() ? guides(join(path, entry.name)) : [join(path, entry.name)]
  }
}
