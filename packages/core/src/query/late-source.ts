import type { ArtifactSource } from './artifact-source.ts'
import type { ReadSource } from './run-source.ts'

/** A source that is loaded when it is first asked: a program that only trains has no use for its code. */
export function lateSource(load: () => Promise<ReadSource>): ReadSource {
  let loading: Promise<ReadSource> | undefined
  const source = (): Promise<ReadSource> => (loading ??= load())
  const artifacts = async (): Promise<ArtifactSource> => (await source()).artifacts
  async function* stream<T>(ask: (source: ReadSource) => AsyncIterable<T>): AsyncGenerator<T> {
    yield* ask(await source())
  }
  return {
    listProjects: async () => (await source()).listProjects(),
    queryRuns: async (place, query) => (await source()).queryRuns(place, query),
    findRun: async (address) => (await source()).findRun(address),
    readHistory: (address, query) => stream((late) => late.readHistory(address, query)),
    readSamples: async (address, query, count) => (await source()).readSamples(address, query, count),
    listFiles: (address) => stream((late) => late.listFiles(address)),
    openFile: async (address, path) => (await source()).openFile(address, path),
    readConsole: (address) => stream((late) => late.readConsole(address)),
    followHistory: (address, query) => stream((late) => late.followHistory(address, query)),
    followConsole: (address, query) => stream((late) => late.followConsole(address, query)),
    artifacts: {
      listCollections: async (place) => (await artifacts()).listCollections(place),
      listVersions: async (address) => (await artifacts()).listVersions(address),
      findVersion: async (address, selector) => (await artifacts()).findVersion(address, selector),
      open: async (version) => (await artifacts()).open(version),
      listUsers: async (version) => (await artifacts()).listUsers(version),
      ofRun: async (address) => (await artifacts()).ofRun(address),
    },
  }
}
