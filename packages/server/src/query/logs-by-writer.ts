import type { TrackedLog } from '../projector/tracked-log.ts'

/** Logs of a run by the label of their writer, in the order in which sessions overwrite each other. One group, named '', when there is one writer. */
export function logsByWriter(logs: readonly TrackedLog[]): Map<string, TrackedLog[]> {
  const writers = new Map<string, TrackedLog[]>()
  for (const log of logs) {
    const writer = log.facts.writer
    const known = writers.get(writer)
    if (known === undefined) writers.set(writer, [log])
    else known.push(log)
  }
  return writers
}
