// Runs one benchmark: `npm run bench -- <name> [--json]`. The names are the files `bench/<name>.bench.mjs`.
import { existsSync, readdirSync } from 'node:fs'
import { printReport } from './lib/report.mjs'

const names = readdirSync(new URL('.', import.meta.url))
  .filter((file) => file.endsWith('.bench.mjs'))
  .map((file) => file.slice(0, -'.bench.mjs'.length))
const [name, ...flags] = process.argv.slice(2)

if (!names.includes(name)) {
  console.error(`Usage: npm run bench -- <${names.join('|')}> [--json]`)
  process.exit(2)
}
if (!existsSync(new URL('../packages/cli/dist/bin.js', import.meta.url))) {
  console.error('Cannot run a benchmark: the packages are not built. Run `npm run build` first.')
  process.exit(2)
}

const { run } = await import(`./${name}.bench.mjs`)
const rows = await run({ log: (line) => console.error(line) })
printReport({ bench: name, node: process.version, rows }, { asJson: flags.includes('--json') })
