import { writeRunFolder, type RunLogOptions } from '@kymo/testkit'

/** Writes a run that finished well, unless `spec` says otherwise. @returns paths of the folder and its log */
export function writeRun({ dir, ...spec }: RunLogOptions & { readonly dir: string }): {
  readonly path: string
  readonly logPath: string
} {
  const startedMs = Date.UTC(2026, 10, 23, 10, 15)
  return writeRunFolder(dir, {
    project: 'digits',
    config: { learningRate: 0.01 },
    exitCode: 0,
    startedMs,
    ...spec,
  })
}
