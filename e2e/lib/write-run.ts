import { seededRandom, writeRunFolder } from '@kymo/testkit'

export interface RunSpec {
  /** Folder that will hold the run folder. */
  readonly dir: string
  readonly id: string
  readonly project: string
  readonly rowCount: number
  readonly metricCount: number
  readonly seed: number
  /** Rows at steps that were passed already, steps that are written twice, NaN and Infinity. Default false. */
  readonly isWild?: boolean
}

export interface WrittenRun {
  readonly path: string
  readonly logPath: string
  readonly id: string
}

/** Writes a finished offline run with the protocol package alone, as a program that ended yesterday would have left it. */
export function writeRun({ dir, seed, metricCount, isWild = false, ...spec }: RunSpec): WrittenRun {
  const random = seededRandom(seed)
  const names = Array.from({ length: metricCount }, (_, i) => `metric/${i}`)
  const value = (): number => (isWild && random() < 0.01 ? oddValue(random()) : random())
  const { path, logPath } = writeRunFolder(dir, {
    ...spec,
    exitCode: 0,
    step: (row) => (isWild && random() < 0.1 ? Math.floor(random() * spec.rowCount) : row),
    metrics: () => Object.fromEntries(names.map((name) => [name, value()])),
  })
  return { path, logPath, id: spec.id }
}

function oddValue(choice: number): number {
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -0, 5e-324]
  return values[Math.floor(choice * values.length)] ?? 0
}
