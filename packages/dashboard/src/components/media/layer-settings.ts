import type { ClassLabels } from '../../media/class-layers.ts'

/** What of masks and boxes is drawn over the images of one panel. */
export interface LayerSettings {
  /** Names made by {@link classKey}. */
  readonly hidden: ReadonlySet<string>
  /** Of masks, from 0 to 1. */
  readonly opacity: number
  /** Boxes whose greatest score is below this are left out; boxes without a score stay. */
  readonly minScore: number
  readonly isPixelated: boolean
}

export const DEFAULT_LAYERS: LayerSettings = {
  hidden: new Set(),
  opacity: 0.55,
  minScore: 0,
  isPixelated: false,
}

export type LayerKind = 'mask' | 'box'

/** One class of one layer; a layer's name is any text, so the id comes first. */
export function classKey(kind: LayerKind, layer: string, id: number): string {
  return `${kind} ${id} ${layer}`
}

/** Classes that were met in the images of a panel. */
export interface FoundLayer {
  readonly kind: LayerKind
  readonly layer: string
  readonly ids: readonly number[]
  readonly labels: ClassLabels
}

/** The same list when nothing is new, so that it can be a state of React. */
export function withFound(layers: readonly FoundLayer[], found: FoundLayer): readonly FoundLayer[] {
  const index = layers.findIndex(({ kind, layer }) => kind === found.kind && layer === found.layer)
  const known = layers[index]
  if (known === undefined) return [...layers, found]
  const ids = [...new Set([...known.ids, ...found.ids])].toSorted((left, right) => left - right)
  if (ids.length === known.ids.length && found.labels.size <= known.labels.size) return layers
  return layers.with(index, { ...known, ids, labels: new Map([...found.labels, ...known.labels]) })
}
