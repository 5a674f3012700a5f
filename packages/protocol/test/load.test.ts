import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const entry = fileURLToPath(new URL('../dist/index.js', import.meta.url))
const use = 'console.log(typeof p.decodeRecord(p.encodeRecord({ history: { step: {} } })).history.step.num)'

test.each([
  ['import', ['--input-type=module', '-e', `import * as p from ${JSON.stringify(entry)}\n${use}`]],
  ['require()', ['--input-type=commonjs', '-e', `const p = require(${JSON.stringify(entry)})\n${use}`]],
])('the package works through %s where code generation is forbidden', (_, args) => {
  const output = execFileSync(process.execPath, [
    '--disallow-code-generation-from-strings',
    '--no-warnings',
    ...args,
  ])

  expect(output.toString()).toBe('number\n')
})
