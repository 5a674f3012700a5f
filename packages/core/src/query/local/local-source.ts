import { createReadStream } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { compileRunFilter, compileRunOrder } from '@kymo/protocol'
import { KymoError } from '../../errors.ts'
import { systemTimers } from '../../platform/timers.ts'
import { createRow } from '../history-row.ts'
import type {
  FileFacts,
  FollowQuery,
  HistoryQuery,
  HistoryRow,
  ProjectFacts,
  RunAddress,
  RunSource,
} from '../run-source.ts'
import { followLogs, type LogPicker } from './follow-logs.ts'
import type { LocalRun } from './local-run.ts'
import { createLogFinder } from './log-finder.ts'
import { mergeRows } from './merge-rows.ts'
import type { CutSession } from './order-sessions.ts'
import { createConsolePicker, createRowPicker } from './pickers.ts'
import { readLogConsole } from './read-console.ts'
import { readRows } from './read-rows.ts'
import { RowSampler } from './row-sampler.ts'
import { RunIndex } from './run-index.ts'

/** Runs of a folder, read without a server. Each question reads the logs anew: what they say is what is on disk now. */
export function createLocalSource(dir: string): RunSource {
  const listRuns = async (): Promise<LocalRun[]> => {
    const index = await RunIndex.read(dir)
    const runs: LocalRun[] = []
    for (const address of index.addresses) {
      const run = await index.load(address)
      if (run !== undefined) runs.push(run)
    }
    return runs
  }
  const historyOf = async (address: RunAddress): Promise<readonly CutSession[]> => {
    const sessions = (await RunIndex.read(dir)).historyOf(address)
    if (sessions.some(({ header }) => header.id === address.run)) return sessions
    throw notFound(`the run '${Object.values(address).join('/')}'`, { ...address })
  }
  const sessionsOf = async (address: RunAddress): Promise<readonly CutSession[]> =>
    (await historyOf(address)).filter(({ header }) => header.id === address.run)

  const follow = async function* <T>(
    address: RunAddress,
    { last = Number.POSITIVE_INFINITY, signal }: FollowQuery,
    picking: { createPicker: (writer: string) => LogPicker<T>; timeOf: (item: T) => number },
  ): AsyncGenerator<T> {
    await sessionsOf(address)
    const findLogs = createLogFinder(dir, address)
    yield* followLogs({ ...picking, findLogs, timers: systemTimers, last, signal })
  }

  return {
    listProjects: async () => toProjects(await listRuns()),

    queryRuns: async ({ entity, project }, { filters, order, limit, offset }) => {
      const [passes, inOrder] = [compileRunFilter(filters), compileRunOrder(order)]
      const found = (await listRuns())
        .map(({ facts }) => facts)
        .filter((facts) => facts.entity === entity && facts.project === project && passes(facts))
        .toSorted(inOrder)
      return { runs: found.slice(offset, offset + limit), total: found.length }
    },

    findRun: async (address) => (await (await RunIndex.read(dir)).load(address))?.facts,

    async *readHistory(address, query) {
      for await (const row of rowsOf(await historyOf(address), query)) yield row
    },

    readSamples: async (address, query, count) => {
      const sampler = new RowSampler<HistoryRow>(count)
      for await (const row of rowsOf(await historyOf(address), query)) sampler.add(row)
      return sampler.rows()
    },

    async *listFiles(address) {
      yield* await listFiles(await sessionsOf(address))
    },

    openFile: async (address, path) => {
      // Rows of the run that this one was forked from name files of that one.
      for (const { log } of (await historyOf(address)).toReversed()) {
        const file = await fileInside(join(log.folderPath, 'files'), path)
        if (file !== undefined) return createReadStream(file)
      }
      throw notFound(`the file '${path}'`, { ...address, path })
    },

    async *readConsole(address) {
      // Sessions follow each other; writers that ran at once are told apart by their labels.
      for (const { log, header } of await sessionsOf(address))
        yield* readLogConsole(log.logPath, header.writer)
    },

    async *followHistory(address, query) {
      const rows = follow(address, query, {
        createPicker: (writer) => createRowPicker({ ...query, writer }),
        timeOf: ({ timestampS }) => timestampS,
      })
      for await (const { step, timestampS, writer, values } of rows)
        yield createRow({ step, timestampS, writer }, values)
    },

    async *followConsole(address, query) {
      yield* follow(address, query, { createPicker: createConsolePicker, timeOf: ({ timeMs }) => timeMs })
    },
  }
}

async function* rowsOf(sessions: readonly CutSession[], query: HistoryQuery): AsyncGenerator<HistoryRow> {
  const { toStep = Infinity } = query
  const sources = sessions.map(({ log, header, lastStep }) =>
    readRows({
      ...query,
      toStep: Math.min(toStep, lastStep + 1),
      logPath: log.logPath,
      writer: header.writer,
    }),
  )
  for await (const { step, timestampS, writer, values } of mergeRows(sources)) {
    yield createRow({ step, timestampS, writer }, values)
  }
}

function toProjects(runs: readonly LocalRun[]): ProjectFacts[] {
  const projects = new Map<string, { -readonly [K in keyof ProjectFacts]: ProjectFacts[K] }>()
  for (const { facts } of runs) {
    const { entity, project } = facts
    const key = JSON.stringify([entity, project])
    const known = projects.get(key) ?? { entity, project, runCount: 0, lastActivityMs: 0 }
    known.runCount++
    known.lastActivityMs = Math.max(known.lastActivityMs, facts.startedMs + facts.durationMs)
    projects.set(key, known)
  }
  return [...projects.values()].toSorted((a, b) => b.lastActivityMs - a.lastActivityMs)
}

async function listFiles(sessions: readonly CutSession[]): Promise<FileFacts[]> {
  const files = new Map<string, FileFacts>()
  for (const { log } of sessions) {
    const root = join(log.folderPath, 'files')
    const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => [])
    for (const entry of entries) {
      if (!entry.isFile()) continue
      const absolute = join(entry.parentPath, entry.name)
      const path = absolute
        .slice(root.length + 1)
        .split(sep)
        .join('/')
      const { size, mtimeMs } = await stat(absolute)
      files.set(path, { path, sizeBytes: size, modifiedMs: mtimeMs })
    }
  }
  return [...files.values()].toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}

/** @returns undefined when there is no such file, or it lies outside */
async function fileInside(root: string, path: string): Promise<string | undefined> {
  try {
    const realRoot = await realpath(root)
    const file = await realpath(join(realRoot, ...path.split('/')))
    return file.startsWith(realRoot + sep) ? file : undefined
  } catch {
    return undefined
  }
}

function notFound(what: string, details: Record<string, unknown>): KymoError {
  return new KymoError('API_NOT_FOUND', `Cannot find ${what} in the folder`, { details })
}
