import { expect, test } from 'vitest'
import { globTest } from './glob.ts'

test.each([
  ['*.ts', 'a.ts', true],
  ['*.ts', 'src/deep/a.ts', true],
  ['*.ts', 'src/a.tsx', false],
  ['src/*.ts', 'src/a.ts', true],
  ['src/*.ts', 'src/deep/a.ts', false],
  ['src/**/*.ts', 'src/a.ts', true],
  ['src/**/*.ts', 'src/very/deep/a.ts', true],
  ['src/**', 'src/x/y', true],
  ['data/', 'data/x/y.csv', true],
  ['./main.mjs', 'main.mjs', true],
  ['./main.mjs', 'sub/main.mjs', false],
  ['*.{js,mjs}', 'a.mjs', true],
  ['*.{js,mjs}', 'a.cjs', false],
  ['a?c', 'abc', true],
  ['a?c', 'a/c', false],
  ['a.(b)+[c]', 'a.(b)+[c]', true],
  ['a.b', 'axb', false],
  ['{', '{', true],
])('%s matches %s: %s', (glob, path, isMatch) => {
  expect(globTest(glob)(path)).toBe(isMatch)
})
