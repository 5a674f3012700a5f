import type { Value } from '@kymo/server/api'
import { expect, test } from 'vitest'
import { parseMedia } from './media-value.ts'

test('one image and a list of images come with captions, masks and boxes', () => {
  const mask = { _type: 'mask', path: 'media/images/mask/a.mask.png' }
  expect(
    parseMedia({
      _type: 'image-file',
      path: 'a.png',
      width: 4,
      height: 3,
      caption: 'cat',
      masks: { truth: mask },
    }),
  ).toEqual({
    kind: 'images',
    items: [
      {
        path: 'a.png',
        caption: 'cat',
        width: 4,
        height: 3,
        masks: [{ layer: 'truth', path: mask.path }],
        boxes: [],
      },
    ],
  })
  const list = parseMedia({
    _type: 'images/separated',
    filenames: ['a.png', 'b.png'],
    captions: false,
    all_masks: [null, { ['__proto__x']: mask }],
  })
  expect(list).toMatchObject({ items: [{ masks: [] }, { path: 'b.png', masks: [{ path: mask.path }] }] })
})

test('the list forms of files are read', () => {
  const audio = {
    _type: 'audio',
    count: 2,
    audio: [{ path: 'a.wav' }, { path: 'b.wav' }],
    captions: ['x', 'y'],
  }
  const clouds = { _type: 'object3D', filenames: ['a.pts.json', 'b.glb'] }
  expect(parseMedia(audio)).toMatchObject({ kind: 'audio', items: [{ caption: 'x' }, { caption: 'y' }] })
  expect(parseMedia(clouds)).toMatchObject({
    kind: 'object3d',
    items: [{ path: 'a.pts.json' }, { path: 'b.glb' }],
  })
})

test('histograms have one edge more than counts, listed or packed', () => {
  expect(parseMedia({ _type: 'histogram', values: [1, 2], bins: [0, 1, 2] })).toEqual({
    kind: 'histogram',
    counts: [1, 2],
    edges: [0, 1, 2],
  })
  expect(
    parseMedia({ _type: 'histogram', values: [1, 2], packedBins: { min: 1, size: 0.5, count: 2 } }),
  ).toMatchObject({ edges: [1, 1.5, 2] })
})

test('what makes no sense is shown as it is', () => {
  const values: Value[] = [
    null,
    3,
    [1],
    { _type: 'histogram', values: [1], bins: [1] },
    { _type: 'audio-file' },
    { _type: ['image-file'] },
  ]
  for (const value of values) {
    expect(parseMedia(value)).toEqual({ kind: 'value', value })
  }
})
