import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAnsi, stripAnsi } from './ansi.ts'

const ESC = '\u001b'

test('a line without escapes is one plain span', () => {
  expect(parseAnsi('epoch 1/3')).toEqual([{ text: 'epoch 1/3', style: {} }])
  expect(parseAnsi('')).toEqual([])
})

test('colours and attributes last until they are reset', () => {
  expect(parseAnsi(`${ESC}[1;31merror${ESC}[22m: x${ESC}[0m done`)).toEqual([
    { text: 'error', style: { isBold: true, colour: 1 } },
    { text: ': x', style: { colour: 1 } },
    { text: ' done', style: {} },
  ])
})

test('an empty parameter list resets', () => {
  expect(parseAnsi(`${ESC}[32mok${ESC}[m.`)).toEqual([
    { text: 'ok', style: { colour: 2 } },
    { text: '.', style: {} },
  ])
})

test.each([
  ['[91m', { colour: 9 }],
  ['[104m', { background: 12 }],
  ['[38;5;9m', { colour: 9 }],
  ['[38;5;196m', { colour: '#ff0000' }],
  ['[38;5;244m', { colour: '#808080' }],
  ['[48;2;1;2;3m', { background: '#010203' }],
  ['[38:2::255:128:0m', { colour: '#ff8000' }],
  ['[38;2;300;0;0m', { colour: '#ff0000' }],
  ['[38;5;999m', {}],
  ['[7;4;3;9;2m', { isInverse: true, isUnderlined: true, isItalic: true, isStruck: true, isDim: true }],
])('ESC%s is read as xterm reads it', (sequence, style) => {
  expect(parseAnsi(`${ESC}${sequence}x`)).toEqual([{ text: 'x', style }])
})

test('what is not about style leaves no trace', () => {
  expect(stripAnsi(`a${ESC}[2Kb${ESC}[?25lc${ESC}]8;;http://x\u0007d${ESC}]8;;${ESC}\\e${ESC}(Bf`)).toBe(
    'abcdef',
  )
  expect(stripAnsi(`end${ESC}`)).toBe('end')
  expect(stripAnsi(`end${ESC}[31`)).toBe('end')
})

test('any line has spans without control characters, whose text is never longer than the line', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.oneof(fc.string(), fc.constantFrom(ESC, `${ESC}[`, '31m', ';', '38;5;', '\u0007', '\r', '\t')),
      ),
      (parts) => {
        const line = parts.join('')
        const text = stripAnsi(line)
        // oxlint-disable-next-line no-control-regex -- the subject of the test
        expect(text).not.toMatch(/[\u0000-\u0008\u000a-\u001f\u007f]/)
        expect(text.length).toBeLessThanOrEqual(line.length)
      },
    ),
  )
})
