import { expect, test } from 'vitest'
import { parseLockfile } from './parse-lockfile.ts'

const FILES: readonly (readonly [name: string, text: string])[] = [
  [
    'package-lock.json',
    JSON.stringify({
      lockfileVersion: 3,
      packages: {
        '': { name: 'app', version: '1.0.0' },
        'packages/own': { version: '2.0.0' },
        'node_modules/own': { resolved: 'packages/own', link: true },
        'node_modules/left-pad': { version: '1.3.0' },
        'node_modules/@scope/pad': { version: '2.0.0-rc.1' },
        'node_modules/@scope/pad/node_modules/left-pad': { version: '1.2.0' },
      },
    }),
  ],
  [
    'package-lock.json',
    JSON.stringify({
      dependencies: {
        'left-pad': { version: '1.3.0' },
        '@scope/pad': { version: '2.0.0-rc.1', dependencies: { 'left-pad': { version: '1.2.0' } } },
      },
    }),
  ],
  [
    'pnpm-lock.yaml',
    `lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      left-pad@9:\n\npackages:\n\n  left-pad@1.3.0:\n    resolution: {integrity: x}\n\n  '@scope/pad@2.0.0-rc.1(react@18)':\n    engines: {node: '>=1'}\n\n  left-pad@1.2.0:\n    resolution: {}\n\nsnapshots:\n\n  other@3.0.0: {}\n`,
  ],
  [
    'pnpm-lock.yaml',
    `lockfileVersion: 5.4\npackages:\n\n  /left-pad/1.3.0:\n    resolution: {}\n\n  /@scope/pad/2.0.0-rc.1_react@18:\n    dev: true\n\n  /left-pad@1.2.0:\n    dev: true\n`,
  ],
  [
    'yarn.lock',
    `# yarn lockfile v1\n\n\n"@scope/pad@^2.0.0":\n  version "2.0.0-rc.1"\n  resolved "x"\n\nleft-pad@^1.0.0, left-pad@~1.3.0:\n  version "1.3.0"\n  dependencies:\n    version "7"\n\nleft-pad@1.2.0:\n  version "1.2.0"\n`,
  ],
  [
    'yarn.lock',
    `__metadata:\n  version: 8\n\n"@scope/pad@npm:^2.0.0":\n  version: 2.0.0-rc.1\n  resolution: "@scope/pad@npm:2.0.0-rc.1"\n\n"app@workspace:.":\n  version: 0.0.0-use.local\n\n"left-pad@npm:^1.0.0, left-pad@npm:~1.3.0":\n  version: 1.3.0\n\n"left-pad@npm:1.2.0":\n  version: 1.2.0\n`,
  ],
  [
    'bun.lock',
    `{\n  "lockfileVersion": 1,\n  "workspaces": {},\n  "packages": {\n    "left-pad": ["left-pad@1.3.0", "", {}, "sha512-x"],\n\n    "@scope/pad": ["@scope/pad@2.0.0-rc.1", "", { "dependencies": {} }, "y"],\n\n    "@scope/pad/left-pad": ["left-pad@1.2.0", "", {}, "z"],\n  }\n}\n`,
  ],
]

test.each(FILES)('the packages of %s are read: form %#', (name, text) => {
  expect(parseLockfile(name, text)).toEqual(['@scope/pad@2.0.0-rc.1', 'left-pad@1.2.0', 'left-pad@1.3.0'])
})

test('a file that is not what its name says has no packages', () => {
  expect(parseLockfile('package-lock.json', '{')).toBeUndefined()
  expect(parseLockfile('package-lock.json', 'null')).toBeUndefined()
  expect(parseLockfile('bun.lockb', '\0')).toBeUndefined()
  expect(parseLockfile('pnpm-lock.yaml', '')).toEqual([])
})
