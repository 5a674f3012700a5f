import { FactsBuilder, MAX_METADATA, type ModelFacts } from './model-facts.ts'
import { MalformedError, ProtoCursor, type Reading } from './proto-cursor.ts'
import { readEntry, readInitializer, readSparseInitializer, readValue } from './read-tensor.ts'

/** Graphs within loops within branches: no model is deeper, and a stack ends somewhere. */
const MAX_DEPTH = 64
const MAX_OPSETS = 100
/** Old models list all of their weights among the inputs. */
const MAX_VALUES = 10_000
const STANDARD_DOMAIN = 'ai.onnx'

/**
 * Reads what a model says about itself, without its weights.
 *
 * Asks for bytes as it goes: a model of gigabytes costs as much as its structure, which is read up to a limit. Whatever the bytes
 * are, it ends, after a time in proportion to what was read, and throws nothing of its own.
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function* readModel(sizeBytes: number): Reading<ModelFacts> {
  const facts = new FactsBuilder()
  try {
    yield* readModelProto(new ProtoCursor(sizeBytes), facts)
  } catch (error) {
    if (!(error instanceof MalformedError)) throw error
    return facts.toFacts(`it cannot be read as an ONNX model: ${error.message}`)
  }
  return facts.toFacts(facts.hasGraph ? undefined : 'it is no ONNX model: it has no graph')
}

/** As {@link readModel}, of bytes that are there. */
export function readModelBytes(bytes: Uint8Array): ModelFacts {
  const reading = readModel(bytes.length)
  let step = reading.next()
  while (step.done !== true) {
    const { offset, length } = step.value
    step = reading.next(bytes.subarray(offset, offset + length))
  }
  return step.value
}

function* readModelProto(cursor: ProtoCursor, facts: FactsBuilder): Reading<void> {
  const { header } = facts
  while (cursor.next(cursor.sizeBytes) || (yield* cursor.load(cursor.sizeBytes))) {
    const { field, fieldEnd, isBytes, value } = cursor
    if (field === 1) header.irVersion = value
    else if (field === 2) header.producer = yield* cursor.text()
    else if (field === 3) header.producerVersion = yield* cursor.text()
    else if (field === 4) header.domain = yield* cursor.text()
    else if (field === 5) header.modelVersion = value
    else if (field === 7 && isBytes) {
      facts.hasGraph = true
      yield* readGraph(cursor, facts, 0)
    } else if (field === 8 && isBytes) yield* readOpset(cursor, facts)
    else if (field === 14 && isBytes) yield* readMetadata(cursor, facts)
    else if (field === 25) facts.functionCount++
    cursor.position = fieldEnd
  }
}

/** @param depth 0: the graph of the model; others are bodies of loops and branches, whose inputs are nobody's business */
function* readGraph(cursor: ProtoCursor, facts: FactsBuilder, depth: number): Reading<void> {
  if (depth > MAX_DEPTH) throw new MalformedError(`graphs nested more than ${MAX_DEPTH} deep`)
  const end = cursor.fieldEnd
  const isMain = depth === 0
  while (cursor.next(end) || (yield* cursor.load(end))) {
    const { field, fieldEnd, isBytes } = cursor
    if (isBytes) {
      if (field === 1) yield* readNode(cursor, facts, depth)
      else if (field === 2 && isMain) facts.header.graph = yield* cursor.text()
      else if (field === 5) yield* readInitializer(cursor, facts)
      else if (field === 15) yield* readSparseInitializer(cursor, facts)
      else if (field === 11 && isMain && facts.inputs.length < MAX_VALUES)
        facts.inputs.push(yield* readValue(cursor))
      else if (field === 12 && isMain && facts.outputs.length < MAX_VALUES)
        facts.outputs.push(yield* readValue(cursor))
    }
    cursor.position = fieldEnd
  }
}

function* readNode(cursor: ProtoCursor, facts: FactsBuilder, depth: number): Reading<void> {
  const end = cursor.fieldEnd
  let operator = ''
  let domain = ''
  while (cursor.next(end) || (yield* cursor.load(end))) {
    const { field, fieldEnd, isBytes } = cursor
    if (field === 4) operator = yield* cursor.text()
    else if (field === 7) domain = yield* cursor.text()
    else if (field === 5 && isBytes) yield* readAttribute(cursor, facts, depth)
    cursor.position = fieldEnd
  }
  facts.addNode(domain === '' || domain === STANDARD_DOMAIN ? operator : `${domain}:${operator}`)
}

/** AttributeProto: of interest are only graphs within. */
function* readAttribute(cursor: ProtoCursor, facts: FactsBuilder, depth: number): Reading<void> {
  const end = cursor.fieldEnd
  while (cursor.next(end) || (yield* cursor.load(end))) {
    const { field, fieldEnd, isBytes } = cursor
    if ((field === 6 || field === 11) && isBytes) yield* readGraph(cursor, facts, depth + 1)
    cursor.position = fieldEnd
  }
}

function* readOpset(cursor: ProtoCursor, facts: FactsBuilder): Reading<void> {
  const end = cursor.fieldEnd
  let domain = ''
  let version = 0
  while (cursor.next(end) || (yield* cursor.load(end))) {
    if (cursor.field === 1) domain = yield* cursor.text()
    else if (cursor.field === 2) version = cursor.value
    cursor.skip()
  }
  if (domain === '' || domain === STANDARD_DOMAIN) facts.header.opset = version
  else if (facts.opsets.size < MAX_OPSETS) facts.opsets.set(domain, version)
}

function* readMetadata(cursor: ProtoCursor, facts: FactsBuilder): Reading<void> {
  const [key, value] = yield* readEntry(cursor)
  if (facts.metadata.size < MAX_METADATA) facts.metadata.set(key, value)
}
