// Makes packages/protocol/gen/: the code of packages/protocol/proto/, and the protobufjs runtime that it needs, in one file.
// `--check` fails when that would change anything.
import { build, transformSync } from 'esbuild'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const source = join(root, 'packages/protocol/proto/records.proto')
const target = join(root, 'packages/protocol/gen')
const pbjs = join(root, 'node_modules/protobufjs-cli/bin/pbjs')
const isCheck = process.argv.includes('--check')

/** What of the runtime the declarations of the generated code and our codec name. */
const RUNTIME_TYPES = `export class Writer {
  string(value: string): Writer
  finish(): Uint8Array
}
export class BufferWriter extends Writer {}
export class Reader {
  discardUnknown: boolean
}
export class BufferReader extends Reader {
  constructor(bytes: Uint8Array)
}
export namespace util {
  class ProtocolError extends Error {}
}
`

const folder = mkdtempSync(join(tmpdir(), 'kymo-proto-'))
try {
  // Without -r two generated modules would share one root and corrupt each other. The code carries only encode and
  // decode; the declarations come from a run with comments, because --no-comments would empty them.
  const shared = [
    '-t',
    'static-module',
    '-w',
    'es6',
    '-r',
    'kymo_records',
    '--force-number',
    '--no-service',
    '--no-create',
    '--no-verify',
    '--no-convert',
    '--no-delimited',
    '--no-typeurl',
  ]
  generate([...shared, '--dts', '-o', join(folder, 'records.js'), source])
  generate([...shared, '--no-comments', '-o', join(folder, 'records.js'), source])
  const texts = {
    'records.js': shrink(tidy(readFileSync(join(folder, 'records.js'), 'utf8'))),
    'records.d.ts': tidy(readFileSync(join(folder, 'records.d.ts'), 'utf8')),
    'protobuf.js': await bundleRuntime(),
    'protobuf.d.ts': RUNTIME_TYPES,
  }
  for (const [name, text] of Object.entries(texts)) {
    if (!isCheck) writeFileSync(join(target, name), text)
    else if (readFileSync(join(target, name), 'utf8') !== text) {
      console.error(`packages/protocol/gen/${name} is not what the schema generates; run npm run gen`)
      process.exitCode = 1
    }
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function generate(options) {
  execFileSync(process.execPath, [pbjs, ...options], { stdio: ['ignore', 'inherit', 'inherit'] })
}

/**
 * The part of protobufjs that generated code calls, as one ES module. Left out is `long`, which protobufjs loads wherever it is
 * installed: a WebAssembly program that no 64-bit number of ours needs, and 6 MB of memory in every thread. With a copy of
 * its own the package also leaves the settings of another protobufjs in the process alone.
 */
async function bundleRuntime() {
  const { outputFiles } = await build({
    stdin: {
      // A `Long` among the globals would be taken too.
      contents: `import protobuf from 'protobufjs/minimal.js'
        protobuf.util.Long = null
        protobuf.configure()
        export const { BufferReader, BufferWriter, Reader, Writer, util } = protobuf`,
      resolveDir: root,
    },
    bundle: true,
    platform: 'node',
    target: 'node20.19',
    format: 'esm',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    write: false,
    logLevel: 'warning',
    plugins: [{ name: 'without-long', setup: leaveOutLong }],
  })
  const { version, license } = JSON.parse(
    readFileSync(join(root, 'node_modules/protobufjs/package.json'), 'utf8'),
  )
  const notice = readFileSync(join(root, 'node_modules/protobufjs/LICENSE'), 'utf8').trim()
  return `/*! protobufjs ${version} (minimal), ${license}\n${notice.replaceAll('*/', '* /')}\n*/\n${outputFiles[0].text}`
}

function leaveOutLong({ onResolve, onLoad }) {
  onResolve({ filter: /^long$/ }, () => ({ path: 'long', namespace: 'without-long' }))
  onLoad({ filter: /.*/, namespace: 'without-long' }, () => ({ contents: 'module.exports = null' }))
}

/** Half the bytes: the engine keeps the text of a module in memory, in every thread. */
function shrink(code) {
  return transformSync(code, { minifySyntax: true, minifyWhitespace: true, legalComments: 'none' }).code
}

/**
 * The runtime is the one beside the code. Absent 64-bit fields are 0, not a Long. And two copies of this package in
 * one process must not share a root, or the messages of one would be made by the other.
 */
function tidy(text) {
  return text
    .replace(
      /^import .*\$protobuf from "protobufjs\/minimal(?:\.js)?"/m,
      'import * as $protobuf from "./protobuf.js"',
    )
    .replace(/^import Long.*\n/m, '')
    .replaceAll(/\$util\.Long \? \$util\.Long\.fromBits\(0,0,(?:true|false)\) : 0/g, '0')
    .replace(/\$protobuf\.roots\["kymo_records"\] \|\| \(\$protobuf\.roots\["kymo_records"\] = \{\}\)/, '{}')
}
