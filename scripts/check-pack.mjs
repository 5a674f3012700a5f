// What users will install: packs every public package, looks at the tarballs with publint and attw, installs them into
// an empty project and uses them from `import`, `require`, `--eval` and an esbuild bundle. Then the first snippet of each adapter's
// README runs there as it is written; what it takes for granted (a model, an agent) comes from test/readme-prelude.mjs.
import { execFileSync } from 'node:child_process'
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
import { join } from 'node:path'
import { build } from 'esbuild'
import { publint } from 'publint'
import { formatMessage } from 'publint/utils'
import { publicPackages, root } from './public-packages.mjs'

const folder = mkdtempSync(join(tmpdir(), 'kymo-pack-'))
const problems = []

try {
  const tarballs = publicPackages().map(pack)
  for (const tarball of tarballs) await inspect(tarball)
  if (problems.length === 0) await install(tarballs)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

for (const problem of problems) console.error(problem)
process.exitCode = problems.length > 0 ? 1 : 0

function pack({ folder: source, manifest }) {
  const [report] = JSON.parse(sh('npm', ['pack', '--json', '--pack-destination', folder], source))
  const files = report.files.map((file) => file.path)
  for (const wanted of ['LICENSE', 'README.md', 'package.json']) {
    if (!files.includes(wanted)) problems.push(`${manifest.name}: the tarball lacks ${wanted}`)
  }
  for (const stray of files.filter((path) => /\.test\.|tsbuildinfo|\.env|\/(offline-)?run-\d{8}_/.test(path)))
    problems.push(`${manifest.name}: the tarball holds ${stray}`)
  return { manifest, path: join(folder, report.filename) }
}

async function inspect({ manifest, path }) {
  const bytes = readFileSync(path)
  const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  const { messages } = await publint({ pack: { tarball } })
  for (const message of messages)
    problems.push(`${manifest.name}: publint: ${formatMessage(message, manifest, { color: false })}`)
  if (manifest.exports?.['.'] === undefined) return
  try {
    sh(
      process.execPath,
      [
        join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js'),
        path,
        '--profile',
        'esm-only',
        '--no-color',
      ],
      root,
    )
  } catch (error) {
    problems.push(`${manifest.name}: attw:\n${error.stdout}${error.stderr}`)
  }
}

async function install(tarballs) {
  const project = join(folder, 'project')
  mkdirSync(project)
  writeFileSync(join(project, 'package.json'), JSON.stringify({ name: 'bare', private: true }))
  const paths = tarballs.map((tarball) => tarball.path)
  sh('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', ...paths], project)

  const script = `const run = await kymo.init({ project: 'pack', quiet: true })\nrun.log({ loss: 0.5 })\nawait run.finish()\n`
  writeFileSync(join(project, 'import.mjs'), `import * as kymo from '@kymo/core'\n${script}`)
  writeFileSync(
    join(project, 'require.cjs'),
    `const kymo = require('@kymo/core')\n;(async () => {\n${script}})()\n`,
  )
  await build({
    entryPoints: [join(project, 'import.mjs')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: join(folder, 'bundle/app.mjs'),
    logLevel: 'silent',
  })
  /** @type {readonly (readonly [name: string, args: string[], cwd: string])[]} */
  const cases = [
    ['import', ['import.mjs'], project],
    ['require', ['require.cjs'], project],
    ['eval', ['--input-type=module', '--eval', readFileSync(join(project, 'import.mjs'), 'utf8')], project],
    ['bundle', ['app.mjs'], join(folder, 'bundle')],
  ]
  for (const [name, args, cwd] of cases) {
    rmSync(join(cwd, 'kymo'), { recursive: true, force: true })
    try {
      sh(process.execPath, args, cwd)
      if (readdirSync(join(cwd, 'kymo')).length !== 1)
        problems.push(`installed package, ${name}: no run folder was written`)
    } catch (error) {
      problems.push(`installed package, ${name}: ${error.message}`)
    }
  }
  const shown = sh(
    process.execPath,
    [join(project, 'node_modules/kymo/dist/bin.js'), 'ls', '--json'],
    project,
  )
  if (!shown.includes('"pack"')) problems.push(`installed kymo: ls does not show the run: ${shown}`)
  runReadmes(project)
}

/** Frameworks are hundreds of megabytes: those of the workspace are used. */
function runReadmes(project) {
  for (const { folder: source, manifest } of publicPackages()) {
    const peers = Object.keys(manifest.peerDependencies ?? {})
    const frameworks = Object.keys(manifest.devDependencies ?? {}).filter(
      (name) => !name.startsWith('@kymo/'),
    )
    if (peers.length === 0 || manifest.name === '@kymo/core') continue
    for (const name of frameworks) {
      const target = join(project, 'node_modules', name)
      if (existsSync(target)) continue
      mkdirSync(join(target, '..'), { recursive: true })
      symlinkSync(join(root, 'node_modules', name), target)
    }
    const [, snippet] = /```js\n([\s\S]*?)```/.exec(readFileSync(join(source, 'README.md'), 'utf8')) ?? []
    const prelude = join(source, 'test/readme-prelude.mjs')
    const file = `readme-${manifest.name.split('/')[1]}.mjs`
    const code = `${existsSync(prelude) ? readFileSync(prelude, 'utf8') : ''}\n${snippet ?? ''}`
    writeFileSync(join(project, file), code)
    rmSync(join(project, 'kymo'), { recursive: true, force: true })
    try {
      if (snippet === undefined) throw new Error('the README has no snippet')
      sh(process.execPath, [file], project)
      if (readdirSync(join(project, 'kymo')).length === 0) throw new Error('no run folder was written')
    } catch (error) {
      problems.push(`${manifest.name}: the snippet of its README: ${error.stderr ?? ''}${error.message}`)
    }
  }
}

function sh(program, args, cwd) {
  return execFileSync(program, args, {
    cwd,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      npm_config_ignore_scripts: 'true',
      KYMO_TINY_MODELS: join(root, 'packages/transformers/test/tiny-models.mjs'),
    },
  })
}
