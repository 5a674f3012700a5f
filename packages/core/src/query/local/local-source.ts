import { createReadStream } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { compileRunFilter, compileRunOrder } from '@kymo/protocol'
import { KymoError } from '../../errors.ts'
import { findRunFolders } from '../../sync/find-run-folders.ts'
import { locateLog } from '../../sync/locate-log.ts'
import { readRunFolder } from '../../sync/read-run-folder.ts'
import { readRunHeader, type RunHeader } from '../../sync/read-run-header.ts'
import { createRow } from '../history-row.ts'
import type {
  FileFacts,
  HistoryQuery,
  HistoryRow,
  ProjectFacts,
  RunAddress,
  RunSource,
} from '../run-source.ts'
import { joinFolders, type LocalFolder, type LocalRun } from './local-run.ts'
import { mergeRows } from './merge-rows.ts'
import { readLogConsole } from './read-console.ts'
import { readRows } from './read-rows.ts'
import { RowSampler } from './row-sampler.ts'

/** Runs of a folder, read without a server. Each question reads the logs anew: what they say is what is on disk now. */
export function createLocalSource(dir: string): RunSource {
  const listRuns = async (): Promise<LocalRun[]> => {
    const byRun = new Map<string, LocalFolder[]>()
    for (const path of await findRunFolders(dir)) {
      const folder = await readFolder(path)
      if (folder === undefined) continue
      const { entity, project, id } = folder.facts
      const key = JSON.stringify([entity, project, id])
      byRun.set(key, [...(byRun.get(key) ?? []), folder])
    }
    return [...byRun.values()].map(joinFolders)
  }
  const findRun = async ({ entity, project, run }: RunAddress): Promise<LocalRun | undefined> => {
    const folders: LocalFolder[] = []
    for (const path of await findRunFolders(dir)) {
      const header = await headerOf(path)
      if (header?.entity !== entity || header.project !== project || header.id !== run) continue
      const folder = await readFolder(path)
      if (folder !== undefined) folders.push(folder)
    }
    return folders.length === 0 ? undefined : joinFolders(folders)
  }
  const openRun = async (address: RunAddress): Promise<LocalRun> => {
    const run = await findRun(address)
    if (run !== undefined) return run
    throw notFound(`the run '${Object.values(address).join('/')}'`, { ...address })
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

    findRun: async (address) => (await findRun(address))?.facts,

    async *readHistory(address, query) {
      for await (const row of rowsOf(await openRun(address), query)) yield row
    },

    readSamples: async (address, query, count) => {
      const sampler = new RowSampler<HistoryRow>(count)
      for await (const row of rowsOf(await openRun(address), query)) sampler.add(row)
      return sampler.rows()
    },

    async *listFiles(address) {
      yield* await listFiles(await openRun(address))
    },

    openFile: async (address, path) => {
      for (const { facts } of (await openRun(address)).folders.toReversed()) {
        const file = await fileInside(join(facts.path, 'files'), path)
        if (file !== undefined) return createReadStream(file)
      }
      throw notFound(`the file '${path}'`, { ...address, path })
    },

    async *readConsole(address) {
      // Sessions follow each other; writers that ran at once are told apart by their labels.
      for (const { logPath, writer } of (await openRun(address)).folders)
        yield* readLogConsole(logPath, writer)
    },
  }
}

async function headerOf(path: string): Promise<RunHeader | undefined> {
  try {
    return await readRunHeader(await locateLog(path))
  } catch {
    return undefined
  }
}

/** @returns undefined for a folder that cannot be read: one broken folder must not hide the others */
async function readFolder(path: string): Promise<LocalFolder | undefined> {
  try {
    const log = await locateLog(path)
    const [facts, header] = [await readRunFolder(path), await readRunHeader(log)]
    return { facts, logPath: log.logPath, writer: header.writer }
  } catch {
    return undefined
  }
}

async function* rowsOf({ folders }: LocalRun, query: HistoryQuery): AsyncGenerator<HistoryRow> {
  const sources = folders.map(({ logPath, writer }) => readRows({ ...query, logPath, writer }))
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

async function listFiles({ folders }: LocalRun): Promise<FileFacts[]> {
  const files = new Map<string, FileFacts>()
  for (const { facts } of folders) {
    const root = join(facts.path, 'files')
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
