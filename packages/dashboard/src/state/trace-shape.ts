/** The part of a trace that the timeline shows, in ms since its start. */
export interface TimeWindow {
  readonly fromMs: number
  readonly toMs: number
}

/** Which branches are closed: only these, or all except these. Short in an address either way. */
export interface Folds {
  readonly kind: 'only' | 'except'
  readonly ids: ReadonlySet<string>
}

export const ALL_OPEN: Folds = { kind: 'only', ids: new Set() }
