import { expect, test } from 'vitest'
import { readableValue } from './readable-value.ts'

test('an answer that is a text is that text', () => {
  expect(readableValue([{ generated_text: 'Ho' }])).toBe('Ho')
  expect(readableValue([{ generated_text: 'a' }, { generated_text: 'b' }])).toEqual(['a', 'b'])
  expect(readableValue({ text: 'said', chunks: [1] })).toEqual({ text: 'said', chunks: [1] })
})

test('tensors, pictures and sounds are what they are instead of their numbers', () => {
  const data = new Float32Array(6)
  expect(readableValue({ dims: [2, 3], type: 'float32', data, ort_tensor: {} })).toBe('float32 tensor [2, 3]')
  expect(readableValue([{ label: 'cat', mask: { width: 3, height: 2, channels: 1, data } }])).toEqual([
    { label: 'cat', mask: 'image 3 × 2, channels: 1' },
  ])
  expect(readableValue(new Float32Array(16_000))).toBe('Float32Array of 16000')
})

test('anything else stays', () => {
  expect(readableValue([{ label: 'low', score: 0.5 }])).toEqual([{ label: 'low', score: 0.5 }])
  expect(readableValue('text')).toBe('text')
  expect(readableValue(undefined)).toBe(undefined)
  expect(readableValue([])).toEqual([])
})
