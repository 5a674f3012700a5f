import type { ChartSpec } from '@kymo/protocol'
import { type MediaContent } from './media-content.ts'
import type { Table } from './table.ts'

/** A chart of a table, by one of W&B's definitions; `plot` makes them. */
export class Chart {
  /** @internal */
  readonly kymoMedia: MediaContent

  /** @internal `plot` makes charts. */
  constructor(spec: ChartSpec, table: Table | { readonly problem: string }) {
    this.kymoMedia =
      'problem' in table && !('kymoMedia' in table)
        ? { kind: 'invalid', name: 'chart', reason: table.problem }
        : { kind: 'chart', spec, table }
  }
}
