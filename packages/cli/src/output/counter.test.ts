import { expect, test } from 'vitest'
import { createTestScreen } from '../../test/test-screen.ts'
import { Counter } from './counter.ts'

function count(isTty: boolean, totalMs: number): string {
  const screen = createTestScreen({ isTty })
  let ms = 0
  const counter = new Counter({ screen, nowMs: () => ms, total: 1000 })
  for (let i = 0; i < 1000; i++) {
    ms = (i * totalMs) / 1000
    counter.show(i)
  }
  counter.clear()
  return screen.text
}

test('Counter shows how far long work has come on a terminal, and takes its line away', () => {
  const text = count(true, 1000)

  expect(text).toContain('\rreading 401 of 1,000\x1b[K')
  expect(text.endsWith('\r\x1b[K')).toBe(true)
  expect(text).not.toContain('\n')
})

test('Counter says nothing about short work, and nothing in a pipe', () => {
  expect(count(true, 300)).toBe('')
  expect(count(false, 10_000)).toBe('')
})
