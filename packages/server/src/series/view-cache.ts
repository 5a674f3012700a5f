import type { Store } from '../store/store.ts'
import type { SeriesHead } from './series-head.ts'
import { SeriesView } from './series-view.ts'

const DEFAULT_MAX_BYTES: number = 64 * 1024 * 1024

/** Views of the series that were asked for last, bounded by what they hold. */
export class ViewCache {
  readonly #store: Store
  readonly #maxBytes: number
  /** In order of last use. */
  readonly #views = new Map<number, SeriesView>()

  constructor(store: Store, maxBytes: number = DEFAULT_MAX_BYTES) {
    this.#store = store
    this.#maxBytes = maxBytes
  }

  /** @returns a view of exactly this version */
  view(seriesId: number, head: Readonly<SeriesHead>): SeriesView {
    const known = this.#views.get(seriesId)
    const view =
      known === undefined
        ? new SeriesView(this.#store, seriesId, head)
        : known.head.version === head.version
          ? known
          : known.advanceTo(head)
    this.#views.delete(seriesId)
    this.#views.set(seriesId, view)
    return view
  }

  /** Drops the views that were used longest ago. Call after a query: a view grows while it is read. */
  trim(): void {
    let total = 0
    for (const [id, view] of [...this.#views].toReversed()) {
      total += view.bytes()
      if (total > this.#maxBytes) this.#views.delete(id)
    }
  }

  /** After a rollback: views may hold what was never committed. */
  clear(): void {
    this.#views.clear()
  }
}
