import { expect, test } from 'vitest'
import { toSystemLine } from './system-lines.ts'

const panel = {
  title: 'GPU utilisation',
  unit: '%',
  lines: [
    { metric: 'gpu.0.gpu', label: 'GPU 0' },
    { metric: 'gpu.1.gpu', label: 'GPU 1' },
  ],
}

test('with one writer every device has a colour', () => {
  const lines = [0, 1].map((line) =>
    toSystemLine({ runId: 'a', panel, writers: [] }, { line, writer: undefined }),
  )

  expect(lines.map(({ name, colour, dash }) => [name, colour, dash])).toEqual([
    ['GPU 0', 0, undefined],
    ['GPU 1', 1, undefined],
  ])
})

test('with several writers the colour is the writer, and its highlight means all of its lines', () => {
  const request = { runId: 'a', panel, writers: ['rank0', 'rank1'] }
  const lines = [0, 1].map((line) => toSystemLine(request, { line, writer: 'rank1' }))

  expect(lines.map(({ name, colour, dash }) => [name, colour, dash])).toEqual([
    ['rank1 · GPU 0', 1, undefined],
    ['rank1 · GPU 1', 1, 1],
  ])
  expect(new Set(lines.map(({ runId }) => runId)).size).toBe(1)
  expect(lines[0].id).not.toBe(lines[1].id)
})
