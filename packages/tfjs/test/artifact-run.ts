import type { Artifact, LogArtifactOptions } from '@kymo/core'
import type { ModelVersion } from '../src/index.ts'
import { createRecordingRun, type RecordingRun } from './recording-run.ts'

/** A version as it was logged. */
export interface LoggedVersion {
  readonly name: string
  readonly aliases: readonly string[]
  readonly ttl: string | null | undefined
  readonly metadata: Readonly<Record<string, unknown>>
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** A run that keeps artifacts in memory and gives them back by alias. */
export interface ArtifactRun extends RecordingRun {
  readonly id: string
  readonly versions: LoggedVersion[]
  readonly summaries: Map<string, unknown>
  readonly alerts: { readonly title: string; readonly text?: string }[]
  /** What `staged()` of the next artifacts returns. */
  staging: () => Promise<unknown>
  finish(): Promise<void>
  preempt(): void
}

type RunWithArtifacts = ArtifactRun & {
  logArtifact(artifact: Artifact, options?: LogArtifactOptions): { staged(): Promise<unknown> }
  useArtifact(name: string): Promise<ModelVersion>
}

export function createArtifactRun(): RunWithArtifacts {
  const versions: LoggedVersion[] = []
  const summaries = new Map<string, unknown>()
  const alerts: { title: string; text?: string }[] = []
  const finishers = new Set<() => unknown>()
  const preempters = new Set<() => void>()
  const run: RunWithArtifacts = {
    ...createRecordingRun(),
    id: 'r1',
    versions,
    summaries,
    alerts,
    staging: () => Promise.resolve(),
    summary: {
      get: (key) => summaries.get(key),
      update: (values) => Object.entries(values).forEach(([key, value]) => summaries.set(key, value)),
    },
    alert: (options) => alerts.push(options),
    logArtifact: (artifact, options) => {
      versions.push({
        name: artifact.name,
        aliases: options?.aliases ?? [],
        ttl: options?.ttl,
        metadata: artifact.metadata,
        files: new Map(
          artifact.items.map(({ path, source }) => [path, source.kind === 'bytes' ? source.bytes : NOTHING]),
        ),
      })
      const staged = run.staging()
      return { staged: () => staged }
    },
    useArtifact: async (name) => findVersion(versions, name),
    onFinish: (callback) => {
      finishers.add(callback)
      return () => void finishers.delete(callback)
    },
    onPreempt: (callback) => {
      preempters.add(callback)
      return () => void preempters.delete(callback)
    },
    finish: async () => {
      for (const callback of finishers) callback()
      run.isFinished = true
    },
    preempt: () => preempters.forEach((callback) => callback()),
  }
  return run
}

const NOTHING = new Uint8Array()

function findVersion(versions: readonly LoggedVersion[], fullName: string): ModelVersion {
  const [name = '', alias = 'latest'] = fullName.split(':')
  const found = versions.findLast(
    (version) => version.name === name && (alias === 'latest' || version.aliases.includes(alias)),
  )
  if (found === undefined) throw new Error(`there is no ${fullName}`)
  return {
    qualifiedName: fullName,
    file: async (path) => ({
      bytes: async () => {
        const bytes = found.files.get(path)
        if (bytes === undefined) throw new Error(`there is no ${path}`)
        return bytes
      },
    }),
  }
}

/** The aliases of all versions, in the order of logging. */
export function aliasesOf(run: ArtifactRun): (readonly string[])[] {
  return run.versions.map(({ aliases }) => aliases)
}
