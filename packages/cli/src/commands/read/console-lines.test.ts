import { expect, test } from 'vitest'
import { consoleText } from '../../output/console-text.ts'
import { LineJoiner } from './console-lines.ts'

const piece = (text: string, stream: 'stdout' | 'stderr' = 'stdout', writer = '') => ({
  stream,
  timeMs: 1,
  writer,
  text,
})

test('LineJoiner joins pieces of one stream and keeps streams and writers apart', () => {
  const joiner = new LineJoiner()

  const lines = [
    ...joiner.add(piece('hel')),
    ...joiner.add(piece('warn\n', 'stderr')),
    ...joiner.add(piece('other\n', 'stdout', 'gpu-1')),
    ...joiner.add(piece('lo\r\nnext')),
    ...joiner.end(),
  ]

  expect(lines.map(({ stream, writer, text }) => [stream, writer, text])).toEqual([
    ['stderr', '', 'warn'],
    ['stdout', 'gpu-1', 'other'],
    ['stdout', '', 'hello'],
    ['stdout', '', 'next'],
  ])
})

test('LineJoiner keeps the last state of a line that was drawn anew, and no more memory than that', () => {
  const joiner = new LineJoiner()
  const lines = []
  for (let i = 0; i <= 100_000; i++) lines.push(...joiner.add(piece(`\r${i} of 100000`)))
  lines.push(...joiner.add(piece('\n')))

  expect(lines.map(({ text }) => text)).toEqual(['100000 of 100000'])
})

test('LineJoiner takes a line end that was split between two pieces for one', () => {
  const joiner = new LineJoiner()

  expect([...joiner.add(piece('a\r')), ...joiner.add(piece('\nb\n'))].map(({ text }) => text)).toEqual([
    'a',
    'b',
  ])
})

test.each([
  ['\u001b[31mred\u001b[0m', true, '\u001b[31mred\u001b[0m\u001b[0m'],
  ['\u001b[31mred\u001b[0m', false, 'red'],
  ['\u001b]0;title\u0007text', true, 'text'],
  ['\u001b[2J\u001b[Hwiped', true, 'wiped'],
  ['a\tb\u0007', false, 'a\tb\\x07'],
  ['\u001b', true, '\\x1b'],
  ['\u009b31m', true, '\\x9b31m'],
])('consoleText(%j, colour %s) is %j', (text, hasColor, shown) => {
  expect(consoleText(text, { hasColor })).toBe(shown)
})
