// Makes packages/protocol/gen/ from packages/protocol/proto/. `--check` fails when that would change anything.
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
  for (const name of ['records.js', 'records.d.ts']) {
    const text = tidy(readFileSync(join(folder, name), 'utf8'))
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
 * ESM of Node wants the file's name in the import. Absent 64-bit fields are 0, not a Long. And two copies of this package in
 * one process must not share a root, or the messages of one would be made by the other.
 */
function tidy(text) {
  return text
    .replaceAll('"protobufjs/minimal"', '"protobufjs/minimal.js"')
    .replace(/^import Long.*\n/m, '')
    .replaceAll(/\$util\.Long \? \$util\.Long\.fromBits\(0,0,(?:true|false)\) : 0/g, '0')
    .replace(/\$protobuf\.roots\["kymo_records"\] \|\| \(\$protobuf\.roots\["kymo_records"\] = \{\}\)/, '{}')
}
