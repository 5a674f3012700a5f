import { parquetReadObjects, parquetMetadata } from 'hyparquet'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ColumnFinder, type ExportColumn, type ExportRow } from './columns.ts'
import type { ExportOutput } from './row-writer.ts'
import { createCsvWriter, csvField } from './write-csv.ts'
import { createJsonlWriter } from './write-jsonl.ts'
import { createParquetWriter } from './write-parquet.ts'

function createSink(): ExportOutput & { readonly bytes: () => Buffer } {
  const chunks: Buffer[] = []
  return {
    write: (chunk) => {
      chunks.push(Buffer.from(chunk))
      return Promise.resolve(true)
    },
    bytes: () => Buffer.concat(chunks),
  }
}

function row(values: Record<string, unknown>): ExportRow {
  return Object.assign(Object.create(null) as Record<string, unknown>, values)
}

function columnsOf(rows: readonly ExportRow[]): ExportColumn[] {
  const finder = new ColumnFinder()
  for (const one of rows) finder.see(one)
  return finder.columns()
}

async function toParquet(rows: readonly ExportRow[]): Promise<ArrayBuffer> {
  const sink = createSink()
  const writer = createParquetWriter(columnsOf(rows), sink)
  for (const one of rows) await writer.write(one)
  await writer.finish()
  return Uint8Array.from(sink.bytes()).buffer
}

test('ColumnFinder puts our own columns first and takes the kind that fits every value', () => {
  const rows = [
    row({ loss: 1, _step: 0, _timestamp: 1, ok: true, note: 'a', mixed: 1, gone: null }),
    row({ _run: 'x', loss: Number.NaN, mixed: 'b', image: { _type: 'image-file' } }),
  ]

  expect(columnsOf(rows)).toEqual([
    { name: '_run', kind: 'text' },
    { name: '_step', kind: 'int64' },
    { name: '_timestamp', kind: 'double' },
    { name: 'loss', kind: 'double' },
    { name: 'ok', kind: 'boolean' },
    { name: 'note', kind: 'text' },
    { name: 'mixed', kind: 'json' },
    { name: 'gone', kind: 'json' },
    { name: 'image', kind: 'json' },
  ])
})

test.each([
  [undefined, ''],
  [null, ''],
  ['', '""'],
  ['a,b', '"a,b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\nlines', '"two\nlines"'],
  [' edge', '" edge"'],
  [Number.NaN, 'NaN'],
  [Number.NEGATIVE_INFINITY, '-Infinity'],
  [-0.1, '-0.1'],
  [-0, '-0'],
  [true, 'true'],
  [{ a: [1, Number.NaN] }, '"{""a"":[1,""NaN""]}"'],
  ['=1+1', '=1+1'],
])('csvField(%j) is %s', (value, field) => {
  expect(csvField(value, false)).toBe(field)
})

test.each([
  ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
  ['@cmd', "'@cmd"],
  ["'=", "''="],
  ['\t=1', "'\t=1"],
  ['safe', 'safe'],
  [-5, '-5'],
])('csvField(%j) for a spreadsheet is %s', (value, field) => {
  expect(csvField(value, true)).toBe(field)
})

test('CSV of any texts is read back by a reader of RFC 4180', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.string(), fc.string()), { minLength: 1 }), async (pairs) => {
      const sink = createSink()
      const writer = createCsvWriter(
        [
          { name: 'a', kind: 'text' },
          { name: 'b', kind: 'text' },
        ],
        { isForSpreadsheet: false },
        sink,
      )
      for (const [a, b] of pairs) await writer.write(row({ a, b }))
      await writer.finish()

      expect(parseCsv(sink.bytes().toString())).toEqual([['a', 'b'], ...pairs])
    }),
  )
})

/** Independent of the writer: character by character, as the RFC's grammar has it. */
function parseCsv(text: string): string[][] {
  const records: string[][] = []
  let fields: string[] = []
  let field = ''
  let isQuoted = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (isQuoted) {
      if (character !== '"') field += character
      else if (text[i + 1] === '"') field += text[++i]
      else isQuoted = false
    } else if (character === '"') isQuoted = true
    else if (character === ',' || character === '\n') {
      fields.push(field)
      field = ''
      if (character === '\n') records.push(fields.splice(0))
    } else field += character
  }
  return records
}

test('JSON lines hold what a row has, and NaN as a text', async () => {
  const sink = createSink()
  const writer = createJsonlWriter(sink)
  await writer.write(row({ _step: 1, loss: Number.NaN, zero: -0, text: 'a"b', gone: undefined }))
  await writer.finish()

  expect(sink.bytes().toString()).toBe('{"_step":1,"loss":"NaN","zero":-0,"text":"a\\"b"}\n')
})

test('Parquet keeps types, nulls, NaN and the infinities, over several row groups', async () => {
  const rows = Array.from({ length: 70_000 }, (_, i) =>
    row({
      _step: i,
      ...(i % 7 === 0 ? {} : { loss: i % 1000 === 1 ? Number.NaN : i / 3 }),
      ...(i === 2 ? { high: Number.POSITIVE_INFINITY } : {}),
      ok: i % 2 === 0,
      ...(i === 3 ? { note: 'größe 🚀', image: { _type: 'image-file', size: Number.NaN } } : {}),
    }),
  )

  const file = await toParquet(rows)
  const metadata = parquetMetadata(file)
  const read = await parquetReadObjects({ file })

  expect(metadata.row_groups.length).toBe(2)
  expect(
    metadata.schema.slice(1).map(({ name, type, converted_type }) => [name, type, converted_type]),
  ).toEqual([
    ['_step', 'INT64', undefined],
    ['ok', 'BOOLEAN', undefined],
    ['loss', 'DOUBLE', undefined],
    ['high', 'DOUBLE', undefined],
    ['note', 'BYTE_ARRAY', 'UTF8'],
    ['image', 'BYTE_ARRAY', 'JSON'],
  ])
  expect(read).toHaveLength(rows.length)
  expect(read[0]).toEqual({ _step: 0n, ok: true, loss: null, high: null, note: null, image: null })
  expect(read[1]?.['loss']).toBeNaN()
  expect(read[2]?.['high']).toBe(Number.POSITIVE_INFINITY)
  expect(read[3]).toMatchObject({ note: 'größe 🚀', image: { _type: 'image-file', size: 'NaN' } })
  for (const [i, { _step, loss }] of read.entries()) {
    expect(_step).toBe(BigInt(i))
    expect(loss).toEqual(rows[i]?.['loss'] ?? null)
  }
})

test('Parquet of any doubles is read back bit by bit', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.double(), { minLength: 1, maxLength: 50 }), async (values) => {
      const read = await parquetReadObjects({ file: await toParquet(values.map((x) => row({ x }))) })

      expect(read.map(({ x }) => x as unknown)).toEqual(values)
    }),
    { numRuns: 50 },
  )
})
