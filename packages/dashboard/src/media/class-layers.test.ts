import { expect, test } from 'vitest'
import { classColour, labelsOf, paintMask, parseBoxes, textColourOn } from './class-layers.ts'

test('the pixels of a mask become colours, hidden classes stay clear', () => {
  const pixels = new Uint8ClampedArray([0, 0, 0, 255, 2, 2, 2, 255, 1, 1, 1, 255])
  expect(paintMask(pixels, { hidden: new Set([0]), opacity: 0.5 })).toEqual([0, 1, 2])
  expect(pixels[3]).toBe(0)
  expect(Array.from(pixels.slice(4, 8))).toEqual([...classColour(2), 128])
})

test('neighbouring classes differ', () => {
  const colours = Array.from({ length: 40 }, (_each, id) => classColour(id))
  for (const [id, colour] of colours.entries()) {
    const next = colours[id + 1] ?? [0, 0, 0]
    expect(Math.max(...colour.map((channel, index) => Math.abs(channel - next[index])))).toBeGreaterThan(60)
  }
})

test('boxes come in fractions from every form of position', () => {
  const image = { width: 200, height: 100 }
  const { boxes, labels } = parseBoxes(
    {
      box_data: [
        { position: { minX: 0.1, maxX: 0.3, minY: 0, maxY: 0.5 }, class_id: 1, scores: { p: 0.5, bad: 'x' } },
        { position: { middle: [100, 50], width: 50, height: 20 }, domain: 'pixel', class_id: 2 },
        { position: {}, class_id: 3 },
        null,
      ],
      class_labels: { 1: 'car' },
    },
    image,
  )
  expect(boxes).toHaveLength(2)
  expect(boxes[0].left).toBeCloseTo(0.1)
  expect(boxes[0]).toMatchObject({ classId: 1, scores: [['p', 0.5]] })
  expect(boxes[1]).toMatchObject({ left: 0.375, top: 0.4, width: 0.25, height: 0.2 })
  expect(labels.get(1)).toBe('car')
})

test('names of classes are found by key and layer', () => {
  const labels = { val_wandb_delimeter_truth: { type: 'mask', value: { 0: 'sky', 7: 'road' } } }
  const display = [['mask/class_labels', labels]] as const
  expect([...labelsOf(display, 'mask/class_labels', { key: 'val', layer: 'truth' })]).toEqual([
    [0, 'sky'],
    [7, 'road'],
  ])
  expect(labelsOf(display, 'bounding_box/class_labels', { key: 'val', layer: 'truth' }).size).toBe(0)
})

test('the name of a class is black on light colours and white on dark ones', () => {
  expect([textColourOn([64, 231, 163]), textColourOn([255, 255, 0]), textColourOn([120, 120, 120])]).toEqual([
    '#000',
    '#000',
    '#000',
  ])
  expect([textColourOn([0, 0, 200]), textColourOn([110, 20, 40]), textColourOn([100, 100, 100])]).toEqual([
    '#fff',
    '#fff',
    '#fff',
  ])
})
