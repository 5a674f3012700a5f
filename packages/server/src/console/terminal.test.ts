import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newTerminalState, Terminal, type TerminalLine, type TerminalState } from './terminal.ts'

const OUT = 1
const ERR = 0
const ESC = '\u001b'

class Screen {
  readonly lines: TerminalLine[] = []
  state: TerminalState = newTerminalState()

  write(text: string, stream = OUT): this {
    const store = {
      get: (number: number) => this.lines[number],
      put: (number: number, line: TerminalLine) => void (this.lines[number] = line),
    }
    // A new one each time: what it knows is in its state.
    this.state = JSON.parse(JSON.stringify(this.state)) as TerminalState
    new Terminal(this.state, store).write(stream, text, 5)
    return this
  }

  get texts(): string[] {
    return this.lines.map(({ text }) => text)
  }
}

const show = (...parts: string[]): string[] =>
  parts.reduce((screen, part) => screen.write(part), new Screen()).texts

describe('Terminal.write()', () => {
  test.each<[what: string, parts: string[], lines: string[]]>([
    ['lines', ['a\nb\n'], ['a', 'b']],
    ['an unfinished line, and what comes after it', ['a', 'b\nc'], ['ab', 'c']],
    ['empty lines', ['a\n\n\nb'], ['a', '', '', 'b']],
    ['a progress bar', ['10 %\r', '50 %\r', '100 %\ndone\n'], ['100 %', 'done']],
    ['Windows line ends', ['a\r\nb\r\n'], ['a', 'b']],
    ['a shorter text over a longer one', ['abcdef\rxy\n'], ['xycdef']],
    ['a line that is erased', [`abcdef\r${ESC}[Kxy\n`, `abc\r${ESC}[2Kq\n`], ['xy', 'q']],
    ['backspaces', ['abc\b\bX\n'], ['aXc']],
    ['two bars, one above the other', [`a 0\nb 0\n${ESC}[2Aa 9\nb 9\nend\n`], ['a 9', 'b 9', 'end']],
    ['colours', [`${ESC}[31mred${ESC}[0m plain\n`], [`${ESC}[31mred${ESC}[0m plain`]],
    ['a coloured bar that is overwritten', [`${ESC}[31mabc${ESC}[0m\rX\n`], [`X${ESC}[31mbc${ESC}[0m`]],
    ['other sequences are left out', [`${ESC}[?25l${ESC}]0;title\u0007a${ESC}[2J\u0007b\n`], ['ab']],
    ['a sequence in two parts', [`a${ESC}[3`, `1mb${ESC}[0m\n`], [`a${ESC}[31mb${ESC}[0m`]],
    ['tabs and wide characters', ['a\tπ😀\n'], ['a\tπ😀']],
  ])('shows %s', (_what, parts, lines) => {
    expect(show(...parts)).toEqual(lines)
  })

  test('keeps the streams apart', () => {
    const screen = new Screen().write('out ').write('err\n', ERR).write('more\n')

    expect(screen.lines.map(({ stream, text }) => [stream, text])).toEqual([
      [OUT, 'out more'],
      [ERR, 'err'],
    ])
  })

  test('cannot be moved further up than its window', () => {
    const texts = show(`${'x\n'.repeat(50)}${ESC}[99Atop\n`)

    expect(texts).toHaveLength(50)
    expect(texts.indexOf('top')).toBe(18)
  })

  test('cuts a line that does not end, and goes on', () => {
    const texts = show('x'.repeat(100_000), 'y'.repeat(100_000), '\nnext\n')

    expect(texts[0].length).toBeLessThan(66_000)
    expect(texts[0].endsWith('[cut]')).toBe(true)
    expect(texts[1]).toBe('next')
  })

  test('gives the same lines however the text is cut into writes', () => {
    const piece = fc.constantFrom(
      'a',
      'bc',
      '\n',
      '\r',
      '\b',
      `${ESC}[31m`,
      `${ESC}[0m`,
      `${ESC}[A`,
      `${ESC}[K`,
      ' ',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), fc.infiniteStream(fc.nat(5)), (pieces, cuts) => {
        const text = pieces.join('')
        const parts: string[] = []
        for (let at = 0; at < text.length;) {
          const length = 1 + (cuts.next().value as number)
          parts.push(text.slice(at, at + length))
          at += length
        }

        expect(show(...parts)).toEqual(show(text))
      }),
    )
  })
})
