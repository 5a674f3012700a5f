import type { ValueDescription } from '../describe-session.ts'
import { typeBytes, typeName } from './data-types.ts'
import type { FactsBuilder } from './model-facts.ts'
import type { ProtoCursor, Reading } from './proto-cursor.ts'

/** More dimensions than any tensor has. */
const MAX_RANK = 64
const MAX_INITIALIZER_NAMES = 100_000
const DATA_LOCATION_EXTERNAL = 1

/** TensorProto: its type and its size; the content is jumped over. */
export function* readInitializer(cursor: ProtoCursor, facts: FactsBuilder): Reading<void> {
  const end = cursor.fieldEnd
  const tensor = { type: 0, elementCount: 1, name: '', location: '', isExternal: false }
  while (cursor.next(end) || (yield* cursor.load(end))) {
    if (cursor.field === 1) yield* cursor.numbers((dim) => void (tensor.elementCount *= dim > 0 ? dim : 0))
    else if (cursor.field === 2) tensor.type = cursor.value
    else if (cursor.field === 8) tensor.name = yield* cursor.text()
    else if (cursor.field === 13) tensor.location = (yield* readLocation(cursor)) ?? tensor.location
    else if (cursor.field === 14) tensor.isExternal = cursor.value === DATA_LOCATION_EXTERNAL
    cursor.skip()
  }
  // A file may say anything, for instance that it has 2^63 by 2^63 weights.
  const elementCount = Number.isSafeInteger(tensor.elementCount) ? tensor.elementCount : 0
  facts.addParameters(typeName(tensor.type), elementCount, typeBytes(tensor.type, elementCount))
  if (tensor.isExternal && tensor.location !== '') facts.addExternalFile(tensor.location)
  if (facts.initializerNames.size < MAX_INITIALIZER_NAMES) facts.initializerNames.add(tensor.name)
}

/** SparseTensorProto: what counts are the values that are there. */
export function* readSparseInitializer(cursor: ProtoCursor, facts: FactsBuilder): Reading<void> {
  const end = cursor.fieldEnd
  while (cursor.next(end) || (yield* cursor.load(end))) {
    const { fieldEnd } = cursor
    if (cursor.field === 1 && cursor.isBytes) yield* readInitializer(cursor, facts)
    cursor.position = fieldEnd
  }
}

/** ValueInfoProto: an input or an output. */
export function* readValue(cursor: ProtoCursor): Reading<ValueDescription> {
  const end = cursor.fieldEnd
  let name = ''
  let type: Omit<ValueDescription, 'name'> = {}
  while (cursor.next(end) || (yield* cursor.load(end))) {
    const { fieldEnd } = cursor
    if (cursor.field === 1) name = yield* cursor.text()
    else if (cursor.field === 2 && cursor.isBytes) type = yield* readType(cursor)
    cursor.position = fieldEnd
  }
  return { name, ...type }
}

const TYPE_KINDS: ReadonlyMap<number, string> = new Map([
  [4, 'sequence'],
  [5, 'map'],
  [8, 'sparse tensor'],
  [9, 'optional'],
])

function* readType(cursor: ProtoCursor): Reading<Omit<ValueDescription, 'name'>> {
  const end = cursor.fieldEnd
  let type: Omit<ValueDescription, 'name'> = {}
  while (cursor.next(end) || (yield* cursor.load(end))) {
    const { field, fieldEnd } = cursor
    if (field === 1 && cursor.isBytes) type = yield* readTensorType(cursor)
    else if (TYPE_KINDS.has(field)) type = { type: TYPE_KINDS.get(field) }
    cursor.position = fieldEnd
  }
  return type
}

function* readTensorType(cursor: ProtoCursor): Reading<Omit<ValueDescription, 'name'>> {
  const end = cursor.fieldEnd
  let type: string | undefined
  let shape: (number | string)[] | undefined
  while (cursor.next(end) || (yield* cursor.load(end))) {
    const { fieldEnd } = cursor
    if (cursor.field === 1) type = typeName(cursor.value)
    else if (cursor.field === 2 && cursor.isBytes) shape = yield* readShape(cursor)
    cursor.position = fieldEnd
  }
  return { ...(type === undefined ? {} : { type }), ...(shape === undefined ? {} : { shape }) }
}

function* readShape(cursor: ProtoCursor): Reading<(number | string)[]> {
  const end = cursor.fieldEnd
  const shape: (number | string)[] = []
  while (cursor.next(end) || (yield* cursor.load(end))) {
    const { fieldEnd } = cursor
    if (cursor.field === 1 && cursor.isBytes && shape.length < MAX_RANK)
      shape.push(yield* readDimension(cursor))
    cursor.position = fieldEnd
  }
  return shape
}

/** A number, or the name of one that is not fixed; nothing at all is `?`. */
function* readDimension(cursor: ProtoCursor): Reading<number | string> {
  const end = cursor.fieldEnd
  let dimension: number | string = '?'
  while (cursor.next(end) || (yield* cursor.load(end))) {
    if (cursor.field === 1) dimension = cursor.value
    else if (cursor.field === 2) dimension = yield* cursor.text()
    cursor.skip()
  }
  return dimension
}

/** StringStringEntryProto of `external_data`. @returns undefined for the offset and the like */
function* readLocation(cursor: ProtoCursor): Reading<string | undefined> {
  const [key, value] = yield* readEntry(cursor)
  return key === 'location' ? value : undefined
}

/** StringStringEntryProto. */
export function* readEntry(cursor: ProtoCursor): Reading<readonly [key: string, value: string]> {
  const end = cursor.isBytes ? cursor.fieldEnd : cursor.position
  let key = ''
  let value = ''
  while (cursor.next(end) || (yield* cursor.load(end))) {
    if (cursor.field === 1) key = yield* cursor.text()
    else if (cursor.field === 2) value = yield* cursor.text()
    cursor.skip()
  }
  cursor.fieldEnd = end
  return [key, value]
}
