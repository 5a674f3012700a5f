import type { RunInfo } from '@kymo/server/api'

/** A run as the API lists it, for tests. */
export function sampleRun(run: string, change: Partial<RunInfo> = {}): RunInfo {
  return {
    entity: 'default',
    project: 'digits',
    run,
    name: `name of ${run}`,
    state: 'finished',
    startedMs: 1_795_000_000_000,
    durationMs: 90_000,
    exitCode: 0,
    group: '',
    jobType: '',
    tags: [],
    notes: '',
    host: '',
    config: [],
    summary: [],
    lastStep: 99,
    pointCount: 100,
    revision: 1,
    ...change,
  }
}
