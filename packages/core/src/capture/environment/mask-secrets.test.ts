import { expect, test } from 'vitest'
import { maskArguments, maskText } from './mask-secrets.ts'

test.each([
  [
    ['--api-key', 'abc'],
    ['--api-key', '***'],
  ],
  [['--apiKey=abc'], ['--apiKey=***']],
  [
    ['--openai-api-key', 'abc', '--lr', '0.1'],
    ['--openai-api-key', '***', '--lr', '0.1'],
  ],
  [
    ['-password', 'x'],
    ['-password', '***'],
  ],
  [
    ['--token', '--verbose'],
    ['--token', '--verbose'],
  ],
  [
    ['HF_TOKEN=abc', 'LR=0.1'],
    ['HF_TOKEN=***', 'LR=0.1'],
  ],
  [
    ['--db', 'postgres://ada:pw@host/db'],
    ['--db', 'postgres://***@host/db'],
  ],
  [['https://host/?access_token=abc&step=1'], ['https://host/?access_token=***&step=1']],
  [['--remote=https://tok@host/x.git'], ['--remote=https://***@host/x.git']],
  [['sk-0123456789abcdef0123'], ['***']],
  [['--clientSecret:abc'], ['--clientSecret:***']],
  [
    ['--key', '5', '--sort-key=loss'],
    ['--key', '5', '--sort-key=loss'],
  ],
  [['--key=a1b2c3d4e5f6a7b8c9'], ['--key=***']],
])('%j is kept as %j', (args, masked) => {
  expect(maskArguments(args)).toEqual(masked)
})

test('what says nothing about secrets is kept as it is', () => {
  const args = [
    'train.mjs',
    '--tokens',
    '--max-tokens=4096',
    '--tokenizer',
    'bpe',
    '--monkey=1',
    '--author=ada',
    'C:\\data',
  ]

  expect(maskArguments(args.slice(2))).toEqual(args.slice(2))
  expect(maskText('layers.0.key=0.5, step=3')).toBe('layers.0.key=0.5, step=3')
})
