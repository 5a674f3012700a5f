import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { Artifact, Table } from '@kymo/core'
import type { RunLike } from '../framework-types.ts'
import type { ProfileEntry, ProfileFacts } from './parse-profile.ts'
import { readProfile } from './profile-file.ts'

export interface LogProfileOptions {
  readonly run: RunLike
  /** Of the session. */
  readonly name: string
  readonly log: (metrics: Readonly<Record<string, unknown>>) => void
}

/** Nodes beyond these are in the artifact only. */
const MAX_TABLE_NODES = 500
const MAX_ARTIFACT_BYTES = 100_000_000

/** Sums up a profile in two tables, and keeps its file. @returns the providers that have computed, with their number of nodes */
export async function logProfile(
  path: string,
  { run, name, log }: LogProfileOptions,
): Promise<Readonly<Record<string, number>>> {
  const facts = await readProfile(path)
  log({ operators: operatorTable(facts), nodes: nodeTable(facts) })
  const { size } = await stat(path)
  const artifact = new Artifact(`${name}-profile`, 'profile', {
    metadata: {
      sizeBytes: size,
      runCount: facts.runCount,
      runMs: facts.runUs / 1000,
      skippedEventCount: facts.skippedCount,
      isCut: facts.isCut || facts.hasMore,
    },
  })
  if (size <= MAX_ARTIFACT_BYTES) run.logArtifact?.(artifact.addFile(path, { name: basename(path) }) as never)
  return countProviders(facts.nodes)
}

export function operatorTable({ operators }: ProfileFacts): Table {
  const sumUs = sumOf(operators)
  return new Table({
    columns: ['operator', 'provider', 'nodes', 'calls', 'total_ms', 'percent', 'mean_us', 'max_us'],
    rows: operators.map((entry) => [
      entry.operator,
      entry.provider,
      entry.nodes.size,
      ...timesOf(entry, sumUs),
    ]),
  })
}

export function nodeTable({ nodes }: ProfileFacts): Table {
  const sumUs = sumOf(nodes)
  return new Table({
    columns: [
      'node',
      'operator',
      'provider',
      'inputs',
      'outputs',
      'calls',
      'total_ms',
      'percent',
      'mean_us',
      'max_us',
    ],
    rows: nodes
      .slice(0, MAX_TABLE_NODES)
      .map((entry) => [
        entry.name,
        entry.operator,
        entry.provider,
        entry.inputs,
        entry.outputs,
        ...timesOf(entry, sumUs),
      ]),
  })
}

function timesOf({ callCount, sumUs, maxUs }: ProfileEntry, allUs: number): number[] {
  return [callCount, sumUs / 1000, allUs === 0 ? 0 : (sumUs * 100) / allUs, sumUs / callCount, maxUs]
}

function sumOf(entries: readonly ProfileEntry[]): number {
  return entries.reduce((sum, { sumUs }) => sum + sumUs, 0)
}

function countProviders(nodes: readonly ProfileEntry[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>()
  for (const { provider } of nodes) counts.set(provider, (counts.get(provider) ?? 0) + 1)
  return Object.fromEntries(counts)
}
