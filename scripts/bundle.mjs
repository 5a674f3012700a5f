// Writes dist/bundle/ of a package that runs inside of the user's training: the same code as dist/, in a few files. Node keeps
// some 40 kB for each module it loads; two hundred of them are a quarter of what a run costs in memory. Types, and what tests and
// tools read, stay in dist/. Runs after `tsc -b`: `node scripts/bundle.mjs core`.
import { build } from 'esbuild'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What is exported by which file of dist/. */
const ENTRIES = {
  core: {
    index: 'index.js',
    settings: 'settings.js',
    sync: 'sync.js',
    // Beside the chunk that starts it, where it is looked for.
    entry: 'worker/entry.js',
  },
}

for (const name of process.argv.slice(2)) await bundle(name, ENTRIES[name])

async function bundle(name, entries) {
  const dist = `${root}/packages/${name}/dist`
  await build({
    entryPoints: Object.fromEntries(Object.entries(entries).map(([out, path]) => [out, `${dist}/${path}`])),
    outdir: `${dist}/bundle`,
    bundle: true,
    // What is loaded late stays so, and nothing is there twice.
    splitting: true,
    packages: 'external',
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    chunkNames: 'chunk-[hash]',
    minifySyntax: true,
    minifyWhitespace: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
  })
}
