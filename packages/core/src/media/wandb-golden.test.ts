import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createTempDir, type TempDir } from '@kymo/testkit'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { systemMediaFiles } from '../platform/media-files.ts'
import { Audio } from './audio.ts'
import { encodeWav } from './encode-wav.ts'
import { Histogram } from './histogram.ts'
import { Html } from './html.ts'
import { Image, type ImageOptions } from './image.ts'
import { Molecule } from './molecule.ts'
import { Object3D } from './object3d.ts'
import { plot } from './plot.ts'
import { RunMedia } from './run-media.ts'
import { Table } from './table.ts'
import { Video } from './video.ts'

/*
 * The same values were logged with wandb 0.30.0; wandb-golden.json is what it wrote. What may differ is left out of the
 * comparison: digests of PNG files (another compressor) and of HTML (it adds a style sheet of its own), random names of
 * artifacts, and `1.0` for 1 in JSON.
 */
interface Golden {
  readonly rows: readonly Record<string, unknown>[]
  readonly config: Record<string, unknown>
  readonly artifacts: Record<string, readonly [path: string, content: unknown][]>
}

const golden = JSON.parse(readFileSync(new URL('wandb-golden.json', import.meta.url), 'utf8')) as Golden
const ours: {
  rows: Record<string, unknown>[]
  config: Record<string, unknown>
  artifacts: Record<string, [string, unknown][]>
} = { rows: [], config: {}, artifacts: {} }

let dir: TempDir
beforeAll(() => {
  dir = createTempDir()
  logAll()
})
afterAll(() => dir.remove())

const PIXELS = Uint8Array.from([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255])
const square = (options: ImageOptions = {}): Image => new Image(PIXELS, { shape: [2, 2, 3], ...options })
// W&B drops sides of one pixel before it looks at the channels, so that a row of two colours is 3 × 2 of grey.
const strip = (options: ImageOptions = {}): Image =>
  new Image(PIXELS.subarray(0, 6), { shape: [2, 3], ...options })

function logAll(): void {
  const media = createMedia()
  for (const [step, row] of calls().entries()) {
    const rest = media.take(row(), step, 0)
    ours.rows.push(JSON.parse(JSON.stringify(rest)) as Record<string, unknown>)
  }
}

function createMedia(): RunMedia {
  return new RunMedia({
    files: systemMediaFiles,
    runId: 'refrun01',
    folder: () => dir.path,
    owner: { hostName: '', processId: 0 },
    nowMs: () => 1,
    wait: () => Promise.resolve(),
    warn: () => {},
    notice: (code, text) => expect.fail(`${code} ${text}`),
    announce: () => {},
    appendRow: () => expect.fail('all of these are cheap'),
    setConfig: (path, json) => setPath(ours.config, path.slice(1), JSON.parse(json)),
    post: () => false,
    logTableArtifact: ({ name, files }) => {
      for (const { path, content } of files) {
        const text = 'parts' in content ? Buffer.concat(content.parts).toString() : ''
        ;(ours.artifacts[name] ??= []).push([path, path.endsWith('.json') ? JSON.parse(text) : null])
      }
      return { clientId: 'ID', sequenceClientId: 'ID' }
    },
    newArtifactIds: () => ({ clientId: 'ID', sequenceClientId: 'ID' }),
    logStagedArtifact: ({ name, entries }) => {
      for (const { path, sha256 } of entries) {
        const text = readFileSync(dir.join('artifacts', sha256.slice(0, 2), sha256), 'utf8')
        ;(ours.artifacts[name] ??= []).push([path, path.endsWith('.json') ? JSON.parse(text) : null])
      }
    },
  })
}

function setPath(object: Record<string, unknown>, path: readonly string[], value: unknown): void {
  const [name, ...rest] = path
  if (rest.length === 0) object[name] = value
  else setPath((object[name] ??= {}) as Record<string, unknown>, rest, value)
}

const MASK = [
  [0, 1],
  [1, 2],
]
const LABELS = { 0: 'sky', 1: 'car', 2: 'road' }

function calls(): (() => Record<string, unknown>)[] {
  const paths = makeFiles()
  const increments = new Table({ columns: ['a'], rows: [[1]], logMode: 'INCREMENTAL' })
  const changing = new Table({ columns: ['a'], rows: [[1]], logMode: 'MUTABLE' })
  return [
    () => ({ image: square({ caption: 'hi' }) }),
    () => ({ images: [square({ caption: 'a' }), strip()] }),
    () => ({ nested: { 'deep/er': square({ grouping: 3 }) }, '../up': square() }),
    () => ({ seg: segmented() }),
    () => ({ segs: [square({ masks: { pred: { maskData: MASK } } }), square()] }),
    () => ({ audio: new Audio(paths.wav, { caption: 'beep' }) }),
    () => ({
      video: new Video(paths.mp4, { caption: 'v' }),
      videos: [new Video(paths.mp4), new Video(paths.mp4)],
    }),
    () => ({
      html: new Html('<p>x</p>'),
      html_list: [new Html('<html><p>x</p></html>'), new Html('<p>y</p>')],
    }),
    () => ({
      pts: new Object3D([
        [1, 2, 3],
        [4, 5, 6.5],
      ]),
      lidar: lidar(),
    }),
    () => ({
      mol: new Molecule(paths.pdb, { caption: 'm' }),
      mols: [new Molecule(paths.pdb), new Object3D([[1, 2, 3]])],
      objs: [new Object3D([[1, 2, 3]]), new Object3D([[1, 2, 4]])],
    }),
    () => ({
      hist: new Histogram([1, 2, 2, 3, 5], { numBins: 4 }),
      hist2: new Histogram({ counts: [1, 2], edges: [0, 1, 2] }),
    }),
    () => ({ 'my table/x y': manyTypes() }),
    () => ({
      small: new Table({
        columns: ['a', 'b'],
        rows: [
          [1, 'x'],
          [2, null],
        ],
      }),
    }),
    () => ({ mixed: new Table({ columns: ['a'], rows: [[1], ['x']] }) }),
    () => ({ segtable: new Table({ columns: ['img'], rows: [[segmentedCell()]] }) }),
    () => ({ inc: increments }),
    () => {
      increments.addData(2)
      increments.addData(3)
      return { inc: increments }
    },
    () => ({ mut: changing }),
    () => {
      changing.addData(2)
      return { mut: changing }
    },
    () => ({
      'chart/bar': plot.bar(
        new Table({
          columns: ['l', 'v'],
          rows: [
            ['x', 1],
            ['y', 2],
          ],
        }),
        'l',
        'v',
        { title: 'T' },
      ),
    }),
    () => ({ conf: plot.confusionMatrix({ yTrue: [0, 1, 1], preds: [0, 1, 0], classNames: ['n', 'p'] }) }),
    () => ({
      series: plot.lineSeries(
        [0, 1, 2],
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        { keys: ['a', 'b'], title: 'S', splitTable: true },
      ),
    }),
    () => ({ line: plot.line(new Table({ columns: ['x', 'y'], rows: [[1, 2.5]] }), 'x', 'y') }),
    () => ({ mixedlist: [new Html('<p>1</p>'), square()], nonmedia: [1, 'a'] }),
  ]
}

function makeFiles(): { wav: string; mp4: string; pdb: string } {
  mkdirSync(dir.join('given'))
  const paths = { wav: dir.join('given/a.wav'), mp4: dir.join('given/v.mp4'), pdb: dir.join('given/m.pdb') }
  writeFileSync(paths.wav, encodeWav({ values: new Int16Array(80), sampleRateHz: 8000, channelCount: 1 }))
  writeFileSync(paths.mp4, '0000ftypmp42')
  writeFileSync(paths.pdb, 'ATOM')
  return paths
}

function segmented(): Image {
  const fractions = {
    position: { minX: 0.1, maxX: 0.5, minY: 0.2, maxY: 0.6 },
    classId: 1,
    boxCaption: 'car',
    scores: { acc: 0.5 },
  }
  const pixels = { position: { middle: [1, 1], width: 1, height: 1 }, domain: 'pixel', classId: 2 } as const
  return square({
    masks: { pred: { maskData: MASK, classLabels: LABELS }, nolabel: { maskData: MASK } },
    boxes: { gt: { boxData: [fractions, pixels], classLabels: { 1: 'car', 2: 'road' } } },
  })
}

function segmentedCell(): Image {
  const box = { position: { minX: 0.1, maxX: 0.5, minY: 0.2, maxY: 0.6 }, classId: 1, scores: { acc: 0.5 } }
  return square({
    masks: { pred: { maskData: MASK, classLabels: LABELS } },
    boxes: { gt: { boxData: [box], classLabels: { 1: 'car' } } },
  })
}

function lidar(): Object3D {
  const corners = Array.from({ length: 8 }, () => [0, 0, 0] as const)
  return new Object3D({
    type: 'lidar/beta',
    points: [[0, 0, 0]],
    boxes: [{ corners, label: 'c', color: [1, 2, 3] }],
    vectors: [{ start: [0, 0, 0], end: [1, 1, 1] }],
  })
}

function manyTypes(): Table {
  const when = (second: number): Date => new Date(Date.UTC(2026, 0, 2, 3, 4, second))
  return new Table({
    columns: ['id', 'name', 'score', 'ok', 'when', 'list', 'obj', 'img', 'nan', 'mixed', 'none'],
    rows: [
      [1, 'a', 0.5, true, when(5), [1, 2], { a: 1 }, square({ caption: 'c' }), Number.NaN, 1, null],
      [2, 'b', null, false, when(6), [3, 4, 5], { a: 2 }, strip(), 2.5, 2, null],
    ],
  })
}

/** Names whose files have the same content as W&B's, byte for byte: their digests are compared too. */
const SAME_BYTES: ReadonlySet<string> = new Set([
  'audio',
  'video',
  'videos',
  'lidar',
  'mol',
  'objs',
  'small',
  'mixed',
  'segtable',
  'inc',
  'mut',
  'chart/bar_table',
  'Custom Chart Tables/series_table',
  'line_table',
])

function masked(value: unknown, isSameBytes: boolean): unknown {
  const text = JSON.stringify(value)
    // Times of increments; the first one has no number with W&B.
    .replaceAll(/\/(?:None|\d+)-\d+\./g, '/N-T.')
  if (isSameBytes) return JSON.parse(text)
  const hidden = text.replaceAll(/[0-9a-f]{64}/g, 'SHA').replaceAll(/_[0-9a-f]{20}\./g, '_SHA.')
  return JSON.parse(hidden, (name, inner: unknown) => (name === 'size' ? 0 : inner))
}

test.each(golden.rows.map((row, step) => [step, Object.keys(row).join(', '), row] as const))(
  'row %i (%s) is as wandb writes it',
  (step, _names, row) => {
    for (const [name, value] of Object.entries(row)) {
      // W&B writes boxes2D files and masks of an image besides; their digests are compared in the next test.
      const isSame = SAME_BYTES.has(name)
      expect(masked(ours.rows[step][name], isSame)).toEqual(masked(value, isSame))
    }
  },
)

test('the file of boxes has the bytes of W&B', () => {
  const boxesOf = (rows: readonly Record<string, unknown>[]): unknown =>
    (rows[3]['seg'] as { boxes: unknown }).boxes

  expect(boxesOf(ours.rows)).toEqual(boxesOf(golden.rows))
})

test('charts and class labels are in the config as W&B has them', () => {
  expect(ours.config).toEqual(golden.config)
})

test('the artifacts of tables have the names, types and cells of W&B', () => {
  const plain = (artifacts: Golden['artifacts']): unknown =>
    Object.entries(artifacts).map(([name, files]) => [
      name,
      files
        .map(([path, content]) => [
          path.replace(/[0-9a-f]{20,32}/, 'MD5').replace(/^(?:None|\d+)-\d+\./, 'N-T.'),
          content,
        ])
        .map((file) => masked(withoutDigests(file), false)),
    ])

  expect(sorted(plain(ours.artifacts))).toEqual(sorted(plain(golden.artifacts)))
})

function withoutDigests(file: unknown): unknown {
  return JSON.parse(JSON.stringify(file), (name, value: unknown) =>
    name === 'digest' ? 'MD5' : name === 'path' ? String(value).replace(/[0-9a-f]{20,32}/, 'MD5') : value,
  )
}

function sorted(entries: unknown): unknown {
  return (entries as [string, unknown[]][])
    .map(([name, files]) => [name, files.map((file) => JSON.stringify(canonical(file))).toSorted()] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** Keys in order, whatever wrote them. */
function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map(canonical)
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, canonical(inner)]),
  )
}
