/** The newest value of a name in a summary, and how new it is. */
export interface Latest {
  readonly step: number
  /** Unix seconds. */
  readonly timeS: number
  readonly value: unknown
}

/** What the log of one session says about its summary, by who said it. Names are joined with dots. */
export interface SessionSummary {
  /** From its rows. */
  readonly rows: ReadonlyMap<string, Latest>
  /** What it took over at its start. */
  readonly initial: ReadonlyMap<string, unknown>
  /** What its writer computed. */
  readonly recorded: ReadonlyMap<string, unknown>
  /** What the user wrote. */
  readonly pinned: ReadonlyMap<string, unknown>
  /** When names of the last two were written: the time of the row before. */
  readonly times: ReadonlyMap<string, number>
}
