// The program whose run has a record and a file of every kind that the SDK can write. What it did stands as plain facts in the
// file that the variable FACTS names: values, contents, captions. interop/records/test.py computes the rest from them by itself.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import * as kymo from '@kymo/core'

const {
  Artifact,
  Audio,
  Histogram,
  Html,
  Image,
  init,
  Molecule,
  Object3D,
  plot,
  Plotly,
  Table,
  Text,
  Video,
} = kymo
const facts = { exports: Object.keys(kymo), rows: [], media: [], charts: [], tables: [], artifacts: [] }
const base64 = (data) =>
  Buffer.from(typeof data === 'string' ? data : new Uint8Array(data.buffer ?? data)).toString('base64')

facts.run = {
  project: 'everything',
  entity: 'someone',
  id: 'every001',
  name: 'Every record ✓',
  notes: 'two\nlines',
  tags: ['first', 'grüße 👋'],
  group: 'the group',
  jobType: 'train',
  config: { lr: 0.001, layers: [64, 32], 'dotted.key': 1, optimizer: { name: 'adam', betas: [0.9, 0.999] } },
}
const startedMs = Date.now()
const run = await init({
  ...facts.run,
  mode: 'offline',
  quiet: true,
  saveCode: { include: ['*.mjs'] },
  console: { redact: (line) => line.replace(/password \S+/, 'password ***') },
  systemMetrics: { intervalMs: 200 },
})
facts.dir = run.dir

print('stdout', 'plain line\n')
print('stdout', '\repoch 1 \u001b[32m##..\u001b[0m 50 %')
print('stdout', '\repoch 1 \u001b[32m####\u001b[0m 100 %\n')
print('stderr', 'warning: grüße 👋\n')
print('stdout', 'password hunter2\n', 'password ***\n')
print('stderr', `long ${'x'.repeat(200_000)}\n`)
print('stdout', 'no end of line')

logValues()
defineMetrics()
logImages()
logSound()
logThings()
logTables()
logCharts()
changeConfigAndSummary()
await logArtifacts()
saveFiles()
raiseAlerts()

// The measurements of the machine come from a thread of their own, and are written when this one turns.
const endMs = Date.now() + 1500
while (Date.now() < endMs) await new Promise((resolve) => setTimeout(resolve, 50))
writeFileSync('out/end.txt', 'as it is at the end')
const report = await run.finish()
facts.report = report
facts.startedMs = startedMs
facts.endedMs = Date.now()
facts.pid = process.pid
facts.versions = { node: process.versions.node, v8: process.versions.v8 }
writeFileSync(
  process.env.FACTS,
  JSON.stringify(facts, (_key, value) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  ),
)

function print(stream, text, kept = text) {
  facts.console ??= { stdout: '', stderr: '' }
  facts.console[stream] += kept
  process[stream].write(text)
}

/** @param wanted what stands in the history, when it is not what was logged */
function log(values, options, wanted = values) {
  facts.rows.push({ step: options?.step ?? run.step, values: wanted })
  run.log(values, options)
}

function logValues() {
  log({ loss: 0.5, 'acc/train': 0.1, count: 1, text: 'say "hi"\u2028\u0001', yes: true, nothing: null })
  log({ loss: 0.25, nest: { a: 1, 'b.c': { deep: 'x', list: [1, [2, { c: 3 }]] } }, empty: {}, list: [] })
  log({ odd: Number.NaN, more: Infinity, less: -Infinity })
  log({ loss: 0.125 }, { step: 100 })
  log({ late: 1 }, { step: 1 })
  log({ part: 'first' }, { step: 200, commit: false })
  log({ part2: 'second' }, { step: 200, commit: true })
  log({ huge: 2n ** 60n, whole: 2 ** 40, small: 5e-324, 'grüße 👋': 1 }, undefined, {
    huge: 2 ** 60,
    whole: 2 ** 40,
    small: 5e-324,
    'grüße 👋': 1,
  })
}

function defineMetrics() {
  facts.metrics = []
  const define = (name, options) => {
    facts.metrics.push({ name, ...options })
    run.defineMetric(name, options)
  }
  define('epoch', { hidden: true })
  define('val.*', { stepMetric: 'epoch', stepSync: true, summary: ['min', 'max', 'mean'], goal: 'minimize' })
  define('best', { summary: ['first', 'last'], goal: 'maximize' })
  define('unsummed', { summary: 'none' })
  define('plain')
  log({ epoch: 3, best: 5, unsummed: 1, plain: 7 })
  // stepSync adds the x axis to rows that lack it; the definition of a prefix is written out for the metric that it meets.
  for (const loss of [0.5, 0.75]) log({ val: { loss } }, undefined, { val: { loss }, epoch: 3 })
  facts.expanded = ['val.loss']
  log({ best: 9, unsummed: 2 })
}

function media(name, value, described, options) {
  facts.media.push({ name, step: options?.step ?? run.step, ...described })
  run.log({ [name]: value }, options)
}

function pixels(height, width, channels, seed = 1) {
  return Uint8Array.from(
    { length: height * width * channels },
    (_, i) => (i * 37 + seed * 11 + (i >> 5)) % 256,
  )
}

function picture(data, shape, options = {}) {
  const [height, width, channels] = shape
  const image = new Image(data, { shape, ...options })
  const isFloat = data instanceof Float32Array
  const layers = Object.entries(options.masks ?? {}).map(([layer, { maskData, classLabels }]) => [
    layer,
    { base64: base64(maskData), labels: classLabels ?? null },
  ])
  const fact = {
    height,
    width,
    channels,
    [isFloat ? 'floats' : 'base64']: isFloat ? [...data] : base64(data),
    ...(options.caption === undefined ? {} : { caption: options.caption }),
    ...(options.grouping === undefined ? {} : { grouping: options.grouping }),
    ...(layers.length === 0 ? {} : { masks: Object.fromEntries(layers) }),
    ...(options.boxes === undefined ? {} : { boxes: options.boxes }),
  }
  return { image, fact }
}

function scene(seed, height = 6, width = 8) {
  const labels = { 0: 'road', 1: 'car' }
  return picture(pixels(height, width, 3, seed), [height, width, 3], {
    caption: `scene ${seed}`,
    grouping: 2,
    masks: {
      truth: {
        maskData: pixels(height, width, 1, seed).map((v) => v % 2),
        shape: [height, width],
        classLabels: labels,
      },
      guess: { maskData: pixels(height, width, 1, seed + 1).map((v) => (v % 2) * 3), shape: [height, width] },
    },
    boxes: {
      guess: {
        boxData: [
          {
            position: { minX: 0.1, maxX: 0.5, minY: 0.2, maxY: 0.6 },
            classId: 1,
            boxCaption: 'a car',
            scores: { sure: 0.8 },
          },
          {
            position: { middle: [3, 2], width: 2, height: 1 },
            domain: 'pixel',
            classId: 0,
            scores: { sure: 0.5, other: 2 },
          },
        ],
        classLabels: labels,
      },
    },
  })
}

function logImages() {
  const one = (name, { image, fact }) => media(name, image, { type: 'image-file', images: [fact] })
  one('image.rgb', picture(pixels(4, 6, 3), [4, 6, 3], { caption: 'three', grouping: 4 }))
  one('image.grey', picture(pixels(5, 7, 1), [5, 7, 1]))
  one('image.alpha', picture(pixels(3, 3, 4), [3, 3, 4]))
  one(
    'image.float',
    picture(
      Float32Array.from({ length: 12 }, (_, i) => i / 11),
      [2, 2, 3],
    ),
  )
  one('image.large', picture(pixels(150, 200, 3, 7), [150, 200, 3]))
  one('scene', scene(1))
  one('scene.large', scene(2, 120, 160))
  const many = [scene(3), picture(pixels(6, 8, 3, 9), [6, 8, 3]), scene(4)]
  media(
    'scenes',
    many.map(({ image }) => image),
    { type: 'images/separated', images: many.map(({ fact }) => fact) },
  )
  for (const file of ['a.png', 'a.jpg', 'a.gif', 'a.bmp', 'a.webp'])
    media(`encoded.${file.slice(2)}`, new Image(`given/${file}`), {
      type: 'image-file',
      images: [{ file: `given/${file}` }],
    })
  media('encoded.bytes', new Image(readFileSync('given/a.png'), { caption: 'of bytes' }), {
    type: 'image-file',
    images: [{ file: 'given/a.png', caption: 'of bytes' }],
  })
}

function logSound() {
  const floats = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i / 5) * 0.5)
  const stereo = Int16Array.from({ length: 200 }, (_, i) => i * 100 - 10_000)
  const mono = { floats: [...floats], sampleRate: 8000, channels: 1, caption: 'a tone' }
  const two = { ints: [...stereo], sampleRate: 44_100, channels: 2 }
  const tone = () => new Audio(floats, { sampleRate: 8000, caption: 'a tone' })
  const both = () => new Audio(stereo, { sampleRate: 44_100, channels: 2 })
  media('audio.float', tone(), { type: 'audio-file', clips: [mono] })
  media('audio.stereo', both(), { type: 'audio-file', clips: [two] })
  media('audio.file', new Audio('given/a.wav'), { type: 'audio-file', clips: [{ file: 'given/a.wav' }] })
  media('audio.list', [tone(), both()], { type: 'audio', clips: [mono, two] })
  media('video.file', new Video('given/a.gif', { caption: 'moves' }), {
    type: 'video-file',
    clips: [{ file: 'given/a.gif', caption: 'moves' }],
  })
  const bytes = pixels(10, 10, 1)
  const clip = { base64: base64(bytes), extension: '.mp4', caption: 'bytes' }
  media('video.list', [new Video(bytes, { format: 'mp4', caption: 'bytes' }), new Video('given/a.gif')], {
    type: 'videos',
    clips: [clip, { file: 'given/a.gif' }],
  })
}

function logThings() {
  const html = '<h1>grüße</h1><script>let a = 1</script>'
  media('html.text', new Html(html), {
    type: 'html-file',
    clips: [{ base64: base64(html), extension: '.html' }],
  })
  media('html.list', [new Html(html), new Html('given/a.html')], {
    type: 'html',
    clips: [{ base64: base64(html), extension: '.html' }, { file: 'given/a.html' }],
  })
  const points = {
    3: [
      [0, 1, 2],
      [3.5, -4, 5e-7],
    ],
    4: [
      [0, 1, 2, 1],
      [3, 4, 5, 14],
    ],
    6: [
      [0, 1, 2, 255, 0, 0],
      [1, 1, 1, 0, 9, 0],
    ],
  }
  for (const [columns, json] of Object.entries(points))
    media(`points.${columns}`, new Object3D(json), {
      type: 'object3D-file',
      clips: [{ json, extension: '.pts.json' }],
    })
  const lidar = {
    type: 'lidar/beta',
    points: points[3],
    boxes: [
      {
        corners: [
          [0, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
          [1, 0, 0],
          [1, 1, 0],
          [0, 1, 1],
          [1, 0, 1],
          [1, 1, 1],
        ],
        label: 'box',
        color: [1, 2, 3],
        score: 0.5,
      },
    ],
    vectors: [{ start: [0, 0, 0], end: [1, 1, 1], color: [9, 8, 7] }],
  }
  media('object.scene', new Object3D(lidar, { caption: 'lidar' }), {
    type: 'object3D-file',
    clips: [{ json: lidar, extension: '.pts.json', caption: 'lidar' }],
  })
  media('object.list', [new Object3D('given/a.obj'), new Object3D(points[3], { caption: 'cloud' })], {
    type: 'object3D',
    clips: [{ file: 'given/a.obj' }, { json: points[3], extension: '.pts.json', caption: 'cloud' }],
  })
  const pdb = 'HEADER    TEST\nATOM      1  N   ALA A   1      11.104   6.134  -6.504\nEND\n'
  const atom = { base64: base64(pdb), extension: '.pdb' }
  media('molecule', new Molecule(Buffer.from(pdb), { fileType: 'pdb', caption: 'small' }), {
    type: 'molecule-file',
    clips: [{ ...atom, caption: 'small' }],
  })
  media('molecule.list', [new Molecule('given/a.pdb', { caption: 'one' }), new Molecule('given/a.pdb')], {
    type: 'molecule',
    clips: [{ file: 'given/a.pdb', caption: 'one' }, { file: 'given/a.pdb' }],
  })
  const figure = {
    data: [{ type: 'scatter', x: [1, 2, 3], y: [2, 4, 8] }],
    layout: { title: { text: 'grüße' } },
  }
  media('plotly', new Plotly(figure), {
    type: 'plotly-file',
    clips: [{ json: figure, extension: '.plotly.json' }],
  })
  log({ note: new Text('a text\nof two lines') }, undefined, { note: 'a text\nof two lines' })
  logHistograms()
}

function logHistograms() {
  const values = Array.from({ length: 1000 }, (_, i) => Math.sin(i) * Math.cos(i / 7) * 3)
  const histogram = (name, value, fact) => media(name, value, { type: 'histogram', histogram: fact })
  histogram('histogram.default', new Histogram(values), { values, bins: 64 })
  histogram('histogram.auto', new Histogram(values, { numBins: 'auto' }), { values, bins: 'auto' })
  histogram('histogram.edges', new Histogram(values, { edges: [-2, -1, 0, 0.5, 2] }), {
    values,
    bins: [-2, -1, 0, 0.5, 2],
  })
  histogram('histogram.equal', new Histogram([3, 3, 3], { numBins: 4 }), { values: [3, 3, 3], bins: 4 })
  histogram('histogram.given', new Histogram({ counts: [1, 5, 2], edges: [0, 1, 2, 3] }), {
    counts: [1, 5, 2],
    edges: [0, 1, 2, 3],
  })
}

function table(name, value, described) {
  facts.tables.push({ name, step: run.step, ...described })
  run.log({ [name]: value })
}

function logTables() {
  const columns = ['text', 'number', 'yes', 'maybe', 'list', 'map', 'when']
  const rows = [
    ['a', 1, true, null, [1, 2], { a: 1 }, new Date(1_700_000_000_000)],
    ['grüße "👋"', 2.5, false, 3, [3, 4], { a: 2 }, new Date(1_700_000_060_000)],
  ]
  const toFact = (row) => row.map((cell) => (cell instanceof Date ? { date: cell.getTime() } : cell))
  const plain = new Table({ columns, rows })
  table('table.plain', plain, { columns, rows: rows.map(toFact), mode: 'IMMUTABLE' })
  table('table.plain', plain, { columns, rows: rows.map(toFact), mode: 'IMMUTABLE', isSame: true })

  const mutable = new Table({ columns: ['x'], rows: [[1]], logMode: 'MUTABLE' })
  table('table.mutable', mutable, { columns: ['x'], rows: [[1]], mode: 'MUTABLE' })
  mutable.addData(2)
  table('table.mutable', mutable, { columns: ['x'], rows: [[1], [2]], mode: 'MUTABLE' })

  const growing = new Table({ columns: ['x', 'y'], rows: [[1, 'a']], logMode: 'INCREMENTAL' })
  table('growing', growing, {
    columns: ['x', 'y'],
    rows: [[1, 'a']],
    rowCount: 1,
    mode: 'INCREMENTAL',
    increment: 0,
  })
  growing.addData(2, 'b')
  growing.addData(3, 'c')
  table('growing', growing, {
    columns: ['x', 'y'],
    rows: [
      [2, 'b'],
      [3, 'c'],
    ],
    rowCount: 3,
    mode: 'INCREMENTAL',
    increment: 1,
  })

  const sizes = { 'table.media': { height: 6, width: 8 }, 'table.media.large': { height: 120, width: 160 } }
  for (const [name, { height, width }] of Object.entries(sizes)) {
    const pictures = [scene(5, height, width), scene(6, height, width)]
    const cells = new Table({
      columns: ['id', 'image', 'sound', 'page'],
      rows: pictures.map(({ image }, i) => [
        i,
        image,
        new Audio(Float32Array.of(0, 0.5, -0.5, 0), { sampleRate: 8000, caption: 'click' }),
        new Html(`<b>${i}</b>`),
      ]),
    })
    table(name, cells, {
      columns: ['id', 'image', 'sound', 'page'],
      mode: 'IMMUTABLE',
      rows: pictures.map(({ fact }, i) => [
        i,
        { image: fact },
        { audio: { floats: [0, 0.5, -0.5, 0], sampleRate: 8000, channels: 1, caption: 'click' } },
        { html: `<b>${i}</b>` },
      ]),
    })
  }
}

function chart(name, value, described) {
  facts.charts.push({ name, step: run.step, ...described })
  run.log({ [name]: value })
}

function logCharts() {
  const columns = ['x', 'y', 'kind']
  const rows = [
    [1, 10, 'a'],
    [2, 20, 'b'],
    [3, 15, 'a'],
  ]
  const data = () => new Table({ columns, rows })
  const of = (call, args) => ({ call, args, columns, rows })
  chart(
    'chart.line',
    plot.line(data(), 'x', 'y', { title: 'Line', stroke: 'kind' }),
    of('line', { x: 'x', y: 'y', stroke: 'kind', title: 'Line' }),
  )
  chart(
    'chart.bar',
    plot.bar(data(), 'kind', 'y', { title: 'Bars' }),
    of('bar', { label: 'kind', value: 'y', title: 'Bars' }),
  )
  chart(
    'chart.scatter',
    plot.scatter(data(), 'x', 'y', { splitTable: true }),
    of('scatter', { x: 'x', y: 'y', title: '', split_table: true }),
  )
  chart(
    'chart.histogram',
    plot.histogram(data(), 'y', { title: 'H' }),
    of('histogram', { value: 'y', title: 'H' }),
  )
  chart(
    'chart.series',
    plot.lineSeries(
      [1, 2, 3],
      [
        [1, 4, 9],
        [1, 8, 27],
      ],
      { keys: ['two', 'three'], title: 'S', xName: 'n' },
    ),
    {
      call: 'line_series',
      args: {
        xs: [1, 2, 3],
        ys: [
          [1, 4, 9],
          [1, 8, 27],
        ],
        keys: ['two', 'three'],
        title: 'S',
        xname: 'n',
      },
    },
  )
  const yTrue = [0, 1, 1, 0, 1, 0, 1, 1]
  const probs = [0.1, 0.8, 0.6, 0.4, 0.9, 0.65, 0.3, 0.7].map((p) => [1 - p, p])
  const labels = ['no', 'yes']
  chart('chart.pr', plot.prCurve(yTrue, probs, { labels }), {
    call: 'pr_curve',
    args: { y_true: yTrue, y_probas: probs, labels },
  })
  chart('chart.roc', plot.rocCurve(yTrue, probs, { labels, title: 'ROC' }), {
    call: 'roc_curve',
    args: { y_true: yTrue, y_probas: probs, labels, title: 'ROC' },
  })
  chart('chart.confusion', plot.confusionMatrix({ yTrue, probs, classNames: labels, title: 'C' }), {
    call: 'confusion_matrix',
    args: { y_true: yTrue, probs, class_names: labels, title: 'C' },
  })
  chart(
    'chart.custom',
    plot.custom('someone/mine', data(), { abscissa: 'x' }, { strings: { a: 'b' }, title: 'T' }),
    {
      call: 'plot_table',
      columns,
      rows,
      args: {
        vega_spec_name: 'someone/mine',
        fields: { abscissa: 'x' },
        string_fields: { a: 'b', title: 'T' },
      },
    },
  )
}

function changeConfigAndSummary() {
  run.config.update({ lr: 0.01, added: 'later' })
  run.config.set('deep', { a: { b: [1, null, 'grüße'] } })
  facts.config = { ...facts.run.config, lr: 0.01, added: 'later', deep: { a: { b: [1, null, 'grüße'] } } }
  run.summary.set('best', 0.75)
  run.summary.update({ verdict: 'good', nested: { a: { b: 1 } }, loss: 0.01 })
  facts.pinned = { best: 0.75, verdict: 'good', nested: { a: { b: 1 } }, loss: 0.01 }
}

async function logArtifacts() {
  const big = pixels(1200, 1000, 3)
  writeFileSync('out/big.bin', big)
  const dataSet = new Artifact('digits', 'dataset', {
    metadata: { rows: 10, nested: { a: [1, 'grüße'] } },
    description: 'ten\ndigits',
  })
  dataSet.addDir('given/folder', { name: 'data' })
  dataSet.newFile('READ ME grüße.md', '# Ten digits')
  dataSet.newFile('empty', '')
  dataSet.addFile('given/a.png', { policy: 'immutable' })
  dataSet.addReference('https://example.com/digits.zip', { name: 'origin.zip', checksum: false })
  dataSet.addReference('s3://bucket/key/part-0.parquet')
  dataSet.addReference(pathToFileURL('given/a.wav').href, { name: 'sound.wav' })
  const logged = run.logArtifact(dataSet, {
    aliases: ['clean', 'second'],
    tags: ['small', 'ten'],
    ttl: '90d',
  })
  await logged.staged()
  const common = {
    'READ ME grüße.md': { text: '# Ten digits' },
    empty: { text: '' },
    'a.png': { file: 'given/a.png' },
    'origin.zip': { ref: 'https://example.com/digits.zip', checksum: false },
    'part-0.parquet': { ref: 's3://bucket/key/part-0.parquet', checksum: false },
    'sound.wav': { ref: pathToFileURL('given/a.wav').href, file: 'given/a.wav' },
    'data/0.csv': { file: 'given/folder/0.csv' },
    'data/sub/1.csv': { file: 'given/folder/sub/1.csv' },
  }
  facts.artifacts.push({
    name: 'digits',
    type: 'dataset',
    description: 'ten\ndigits',
    metadata: { rows: 10, nested: { a: [1, 'grüße'] } },
    aliases: ['clean', 'second'],
    tags: ['small', 'ten'],
    ttlSeconds: 90 * 86_400,
    entries: common,
  })

  const used = await run.useArtifact('digits:clean', { type: 'dataset' })
  facts.used = [{ name: 'digits', type: 'dataset', version: 'v0', artifact: 0 }]
  const draft = used.newDraft()
  draft.remove('data/0.csv')
  draft.newFile('data/0.csv', 'changed')
  await run.logArtifact(draft, { ttl: null }).wait()
  const entries = { ...common, 'data/0.csv': { text: 'changed' } }
  // A draft is a new version with what the old one says of itself.
  facts.artifacts.push({ ...facts.artifacts[0], aliases: [], tags: [], ttlSeconds: -2, entries })
  await run.useArtifact('digits')
  facts.used.push({ name: 'digits', type: 'dataset', version: 'v1', artifact: 1 })

  const large = new Artifact('weights', 'model').addFile('out/big.bin')
  await run.logArtifact(large).wait()
  facts.artifacts.push({ name: 'weights', type: 'model', entries: { 'big.bin': { base64: base64(big) } } })
  appendFileSync('out/big.bin', 'changed after it was logged')

  run.logArtifact(new Artifact('nothing', 'dataset'))
  facts.artifacts.push({ name: 'nothing', type: 'dataset', entries: {} })

  const { image, fact } = scene(8)
  const shown = new Table({ columns: ['id', 'image'], rows: [[7, image]] })
  const values = new Artifact('values', 'media')
    .add(shown, 'shown')
    .add(image, 'picture')
    .add(new Html('<p>x</p>'), 'page')
  run.logArtifact(values)
  facts.mediaArtifact = { name: 'values', type: 'media', image: fact, html: '<p>x</p>' }
}

function saveFiles() {
  writeFileSync('out/now.txt', 'as it was')
  writeFileSync('out/end.txt', 'not yet')
  writeFileSync('out/live.txt', 'one')
  facts.saved = [
    ...run.save('out/now.txt', { policy: 'now' }).map((path) => ({ path, policy: 'NOW', text: 'as it was' })),
    ...run
      .save('out/end.txt', { policy: 'end' })
      .map((path) => ({ path, policy: 'END', text: 'as it is at the end' })),
    ...run.save('out/l*.txt', { policy: 'live' }).map((path) => ({ path, policy: 'LIVE', text: 'one, two' })),
  ]
  writeFileSync('out/now.txt', 'changed')
  appendFileSync('out/live.txt', ', two')
}

function raiseAlerts() {
  facts.alerts = [
    { title: 'Loss is NaN', text: 'at step 120', level: 'WARN', waitDurationMs: 1000 },
    { title: 'Over', text: '', level: 'ERROR', waitDurationMs: 0 },
    { title: 'grüße 👋', text: 'two\nlines', level: 'INFO', waitDurationMs: 60_000 },
  ]
  for (const alert of facts.alerts) run.alert(alert)
  run.alert(facts.alerts[0])
}
