import { expect, test } from 'vitest'
import {
  FIRST_METRIC_ID,
  KEY_RESERVED,
  KEY_TOO_LONG,
  KEY_UNCACHED,
  KeyFields,
  keyField,
  MAX_KEY_BYTES,
  pathField,
  type KeyField,
} from './key-fields.ts'

function bytesOf({ view, start, length }: KeyField): Buffer {
  return Buffer.from(view.buffer, view.byteOffset + start, length)
}

function copyOf(fields: KeyFields, id: number): Buffer {
  const target = new DataView(new ArrayBuffer(MAX_KEY_BYTES + 64))
  fields.copyTo(target, 1, id)
  return Buffer.from(target.buffer, 1, fields.lengthOf(id))
}

test('names get ids in the order of first use, and keep them', () => {
  const fields = new KeyFields()

  const ids = ['loss', 'accuracy', 'loss', ''].map((name) => fields.idOf(name))

  expect(ids).toEqual([0, 1, 0, 2].map((id) => FIRST_METRIC_ID + id))
  expect(fields.names.slice(FIRST_METRIC_ID)).toEqual(['loss', 'accuracy', ''])
})

test('a field is the same wherever it comes from: the table, a copy of it, made anew', () => {
  const fields = new KeyFields()
  const names = ['', 'a', 'ü', '__proto__', 'x'.repeat(127), 'x'.repeat(128), 'x'.repeat(MAX_KEY_BYTES)]
  const ids = names.map((name) => fields.idOf(name))

  names.forEach((name, i) => {
    const expected = bytesOf(keyField(name))
    expect(bytesOf(fields.field(ids[i] ?? -1)).equals(expected)).toBe(true)
    expect(copyOf(fields, ids[i] ?? -1).equals(expected)).toBe(true)
    expect(bytesOf(pathField([name]) ?? keyField('other')).equals(expected)).toBe(true)
  })
})

test('a full table still answers, without growing', () => {
  const fields = new KeyFields()
  const ids = Array.from({ length: 30_000 }, (_, i) => fields.idOf(`metric ${i}`))

  expect(ids.filter((id) => id === KEY_UNCACHED).length).toBeGreaterThan(5000)
  expect(fields.names.length).toBeLessThanOrEqual(20_003)
  const lastKept = ids.findLast((id) => id >= 0) ?? -1
  expect(bytesOf(fields.field(lastKept)).equals(bytesOf(keyField(fields.names[lastKept] ?? '')))).toBe(true)
})

test('reserved and too long names have no field', () => {
  const fields = new KeyFields()

  expect(['_step', '_runtime', '_timestamp'].map((name) => fields.idOf(name))).toEqual([
    KEY_RESERVED,
    KEY_RESERVED,
    KEY_RESERVED,
  ])
  expect(fields.idOf('x'.repeat(MAX_KEY_BYTES + 1))).toBe(KEY_TOO_LONG)
  expect(fields.idOf('ü'.repeat(MAX_KEY_BYTES / 2 + 1))).toBe(KEY_TOO_LONG)
  expect(pathField(['a', 'x'.repeat(MAX_KEY_BYTES + 1)])).toBeUndefined()
})
