import { FakePulse } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { Notices } from './notices.ts'

function setUp(options: { quiet?: boolean; silent?: boolean; isInteractive?: boolean } = {}) {
  const { quiet = false, silent = false, isInteractive = false } = options
  const pulse = new FakePulse()
  let output = ''
  const terminal = { isInteractive, write: (text: string) => void (output += text) }
  return { notices: new Notices({ terminal, pulse, quiet, silent }), pulse, output: () => output }
}

test('warn() says the same thing at most once a minute', () => {
  const { notices, pulse, output } = setUp()

  for (let i = 0; i < 130; i++) {
    notices.warn('LOG_WRITE', `disk full ${i}`)
    pulse.advance(1000)
  }

  expect(output()).toBe(
    'kymo: warning: disk full 0\nkymo: warning: disk full 60\nkymo: warning: disk full 120\n',
  )
})

test('warnOnce() warns once per key and stops after 100 keys with a word about it', () => {
  const { notices, output } = setUp()

  for (let i = 0; i < 1000; i++) notices.warnOnce(`key ${i % 500}`, `value ${i % 500}`)

  const lines = output().trimEnd().split('\n')
  expect(lines).toHaveLength(101)
  expect(lines.at(-1)).toContain('further warnings')
})

test('quiet keeps warnings, silent keeps nothing', () => {
  const quiet = setUp({ quiet: true })
  const silent = setUp({ silent: true })
  for (const { notices } of [quiet, silent]) {
    notices.inform('started')
    notices.warn('X', 'careful')
    notices.warnOnce('y', 'careful')
    notices.showProgress('10 %')
  }

  expect(quiet.output()).toBe('kymo: warning: careful\nkymo: warning: careful\n')
  expect(silent.output()).toBe('')
})

test('progress is for terminals only, and a line after it takes its place', () => {
  const pipe = setUp()
  const terminal = setUp({ isInteractive: true })
  for (const { notices } of [pipe, terminal]) {
    notices.showProgress('sent 1 of 2 MB')
    notices.inform('done')
  }

  expect(pipe.output()).toBe('kymo: done\n')
  expect(terminal.output()).toBe('\r\u001b[Kkymo: sent 1 of 2 MB\r\u001b[Kkymo: done\n')
})

test('nothing that is printed can move the cursor or change the colours of a terminal', () => {
  const { notices, output } = setUp()

  notices.warn('X', 'run \u001b[31mred\u202eder\nkymo: forged')

  expect(output()).toBe('kymo: warning: run �[31mred�der�kymo: forged\n')
})

test('a name of a megabyte does not fill the terminal', () => {
  const { notices, output } = setUp()

  notices.warnOnce(`key ${'x'.repeat(1e6)}`, `Cannot keep ${'x'.repeat(1e6)}`)
  notices.warn('CODE', 'y'.repeat(1e6))
  notices.inform('z'.repeat(1e6))

  expect(output().length).toBeLessThan(4000)
})
