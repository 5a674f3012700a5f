/** Takes one measured value. Values that are not finite are left out. */
export type Measure = (key: string, value: number) => void

/** One source of measurements. May throw: then it gives nothing this time. */
export interface Reading {
  read(measure: Measure, nowMs: number): void
  stop?(): void
}

/** The machine as the readings see it. */
export interface Machine {
  readonly platform: NodeJS.Platform
  /** Undefined when it cannot be read. */
  readonly readText: (path: string) => string | undefined
  readonly listFolder: (path: string) => readonly string[]
}

export const MIB: number = 1024 * 1024
export const GIB: number = 1024 * MIB
