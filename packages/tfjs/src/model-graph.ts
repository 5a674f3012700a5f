import { Table, Text } from '@kymo/core'

/** Layers of TensorFlow.js as they are found: every part may be missing, wrong or throw. */
interface UncheckedLayer {
  readonly name?: unknown
  readonly outputShape?: unknown
  readonly trainable?: unknown
  readonly inboundNodes?: readonly { readonly inboundLayers?: readonly { readonly name?: unknown }[] }[]
  getClassName?(): string
  countParams?(): number
  getConfig?(): Readonly<Record<string, unknown>>
}

interface UncheckedModel {
  readonly layers?: readonly UncheckedLayer[]
  summary?(lineLength?: number, positions?: number[], print?: (line: string) => void): void
}

const SUMMARY_WIDTH = 98
const MAX_LAYERS = 2000

/** The layers of a model as a table, one row each, with the layers that they get their input from: the graph of the model. */
export function modelTable(model: unknown): Table | undefined {
  const layers = attempt(() => (model as UncheckedModel).layers)
  if (layers === undefined || layers.length === 0) return undefined
  const table = new Table({
    columns: ['layer', 'type', 'output shape', 'parameters', 'trainable', 'inputs', 'activation'],
  })
  for (const layer of layers.slice(0, MAX_LAYERS))
    table.addData(
      asText(attempt(() => layer.name)),
      asText(attempt(() => layer.getClassName?.())),
      shapeText(attempt(() => layer.outputShape)),
      attempt(() => layer.countParams?.()) ?? null,
      attempt(() => layer.trainable !== false) ?? null,
      inputsOf(layer).join(', '),
      asText(attempt(() => layer.getConfig?.()['activation'])),
    )
  return table
}

/** What `model.summary()` prints. */
export function modelSummary(model: unknown): Text | undefined {
  const lines: string[] = []
  const isThere = attempt(() => {
    ;(model as UncheckedModel).summary?.(SUMMARY_WIDTH, undefined, (line) => lines.push(line))
    return true
  })
  return isThere !== true || lines.length === 0 ? undefined : new Text(lines.join('\n'))
}

/** Names of the layers that a layer gets its input from, in their order; of a layer that is used several times, all of them. */
export function inputsOf(layer: unknown): string[] {
  const nodes = attempt(() => (layer as UncheckedLayer).inboundNodes) ?? []
  const names = attempt(() =>
    nodes.flatMap(({ inboundLayers }) => (inboundLayers ?? []).map(({ name }) => asText(name))),
  )
  return [...new Set((names ?? []).filter((name) => name !== null))]
}

/** `[null, 10]`, or a list of such. */
function shapeText(shape: unknown): string | null {
  return shape === undefined ? null : (attempt(() => JSON.stringify(shape).replaceAll(',', ', ')) ?? null)
}

function asText(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** Layers are often the user's own classes: one that throws costs its cell only. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
