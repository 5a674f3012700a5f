import { expect, test } from 'vitest'
import { Progress } from './progress.ts'
import { createTestScreen } from '../../test/test-screen.ts'

const MB = 1_000_000

function createProgress(screen = createTestScreen({ isTty: true, columns: 100 })) {
  const clock = { ms: 0 }
  const progress = new Progress({ screen, nowMs: () => clock.ms })
  const at = (ms: number, doneBytes: number, label = 'digits'): void => {
    clock.ms = ms
    progress.update({ doneBytes, totalBytes: 10 * MB, label })
  }
  return { screen, progress, at, clock }
}

test('Progress redraws one line on a terminal, with rate and time left', () => {
  const { screen, at } = createProgress()

  at(0, 0)
  at(1000, 5 * MB)

  expect(screen.text).not.toContain('\n')
  expect(screen.text.split('\r').at(-1)).toBe(
    '━━━━━━━━━━━━────────────  50 %  5.0 MB of 10 MB · 5.0 MB/s · 1.0 s left · digits\x1b[K',
  )
})

test('Progress draws at most ten times a second', () => {
  const { screen, at } = createProgress()

  for (let ms = 0; ms < 1000; ms += 10) at(ms, ms)

  expect(screen.text.split('\r')).toHaveLength(11)
})

test('Progress fits a narrow terminal', () => {
  const { screen, at } = createProgress(createTestScreen({ isTty: true, columns: 30 }))

  at(0, 0)
  at(2000, 3 * MB, 'a very long label that cannot fit')

  for (const frame of screen.text.split('\r')) expect(frame.replace('\x1b[K', '').length).toBeLessThan(30)
})

test('Progress prints a plain line every few seconds in a pipe, without control characters', () => {
  const { screen, at } = createProgress(createTestScreen())

  for (let ms = 0; ms <= 12_000; ms += 100) at(ms, ms * 500)

  expect(screen.text.split('\n')).toEqual([
    '25 % · 2.5 MB of 10 MB · 500 kB/s · 15.0 s left · digits',
    '50 % · 5.0 MB of 10 MB · 500 kB/s · 10.0 s left · digits',
    '',
  ])
})

test('Progress says 100 % only when nothing is left', () => {
  const { screen, at } = createProgress()

  at(0, 10 * MB - 1)

  expect(screen.text).toContain(' 99 %')
})

test('Progress clears its line before something else is printed, and only then', () => {
  const { screen, progress, at } = createProgress()

  progress.clear()
  expect(screen.text).toBe('')

  at(0, 0)
  progress.clear()
  expect(screen.text.endsWith('\r\x1b[K')).toBe(true)
})

test('Progress shows what came within the last tenth of a second as soon as it is refreshed', () => {
  const { screen, progress, at, clock } = createProgress()

  at(0, 0)
  at(50, 5 * MB)
  clock.ms = 150
  progress.refresh()

  expect(screen.text.split('\r').at(-1)).toContain(' 50 %')
})

test('Progress repeats no line in a pipe while nothing happens', () => {
  const { screen, at } = createProgress(createTestScreen())

  for (let ms = 0; ms <= 60_000; ms += 1000) at(ms, MB)

  expect(screen.text.trimEnd().split('\n')).toHaveLength(1)
})
