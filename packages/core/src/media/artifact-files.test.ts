import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { createTempDir } from '@kymo/testkit'
import { expect, test } from 'vitest'
import { Artifact } from '../artifacts/artifact.ts'
import { Audio } from './audio.ts'
import { Image } from './image.ts'
import { Table } from './table.ts'

const pixels = Uint8Array.of(1, 2, 3, 4)

test('a table in an artifact has its media beside it, each content once', () => {
  const image = (): Image => new Image(pixels, { shape: [2, 2] })
  const table = new Table({
    columns: ['id', 'image'],
    rows: [
      [1, image()],
      [2, image()],
    ],
  })
  const artifact = new Artifact('data', 'dataset').add(table, 'folder/examples')

  expect(artifact.paths).toEqual([
    expect.stringMatching(/^media\/images\/[0-9a-f]{20}\.png$/),
    'folder/examples.table.json',
  ])
})

test("an image in an artifact is the JSON that refers to its file, under W&B's name", () => {
  const [file, own] = [...new Image(pixels, { shape: [2, 2], caption: 'c' }).toArtifactFiles('first')]
  const bytes = 'content' in file ? file.content : Buffer.of()

  expect(own.path).toBe('first.image-file.json')
  expect(JSON.parse(Buffer.from('content' in own ? own.content : []).toString())).toEqual({
    _type: 'image-file',
    caption: 'c',
    format: 'png',
    height: 2,
    width: 2,
    path: `media/images/${createHash('md5').update(bytes).digest('hex').slice(0, 20)}.png`,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  })
})

test('a file is referred to where it is, and read when the artifact is logged', () => {
  const dir = createTempDir()
  try {
    const path = dir.join('a.wav')
    writeFileSync(path, 'RIFF')

    const [file] = [...new Audio(path).toArtifactFiles('sound')]
    expect(file).toEqual({
      path: expect.stringMatching(/^media\/audio\/[0-9a-f]{20}\.wav$/) as string,
      file: path,
    })
  } finally {
    dir.remove()
  }
})

test('what cannot be kept says so at once', () => {
  expect(() => new Artifact('data', 'dataset').add(new Image('nowhere.png'), 'x')).toThrow(
    'Cannot add x to an artifact: there is no file nowhere.png',
  )
})
