import { expect, test } from 'vitest'
import { wavePeaks } from './wave-peaks.ts'

test('a single loud sample is seen, however few columns there are', () => {
  const samples = new Float32Array(10_000)
  samples[7_777] = 1
  samples[100] = -0.5
  expect([...wavePeaks(samples, 4)]).toEqual([-0.5, 0, 0, 0, 0, 0, 0, 1])
})

test('fewer samples than columns leave nothing undefined', () => {
  expect([...wavePeaks(new Float32Array([1]), 3)].every(Number.isFinite)).toBe(true)
})
