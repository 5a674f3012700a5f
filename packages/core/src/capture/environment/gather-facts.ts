import { dirname, join, relative, sep } from 'node:path'
import type { RecordInit } from '@kymo/protocol'
import type { SystemMachine } from '../../platform/machine.ts'
import type { RunTool } from '../../platform/tools.ts'
import type { CodeSettings } from '../../settings/capture-settings.ts'
import type { CaptureMessage, FactsStart } from '../capture-messages.ts'
import { listCode } from '../code/list-code.ts'
import type { CgroupLimits } from '../metrics/cgroup.ts'
import type { EnvironmentInit } from './basic-facts.ts'
import { readDependencies, type Dependencies } from './dependencies.ts'
import { readGitFacts, readGitPatches, readGitRoot, type GitFacts } from './git-facts.ts'
import { readGpuFacts } from './gpu-facts.ts'
import { machineEnvironment } from './machine-facts.ts'
import { maskText } from './mask-secrets.ts'
import { metadataFile } from './metadata-file.ts'
import { importsOf } from './telemetry.ts'

export interface GatherFactsOptions {
  readonly start: FactsStart
  /** The run's folder for files. */
  readonly filesDir: string
  readonly machine: SystemMachine
  readonly limits: CgroupLimits
  readonly mounts: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly runTool: RunTool
  readonly post: (message: CaptureMessage) => void
}

const MAX_PROGRAM_BYTES = 10 * 1024 * 1024
/** FilesItem.policy and .type. */
const NOW = 0
const WANDB = 1

/**
 * Finds out what the environment of a run is, writes its files and posts its records. The GPUs come last, because asking their
 * driver may take seconds; `onMostDone` is called before. Never rejects.
 */
export async function gatherFacts(options: GatherFactsOptions, onMostDone: () => void): Promise<void> {
  const { start, post } = options
  let environment: EnvironmentInit = {}
  try {
    const git = start.git ? await findRepository(options) : undefined
    const dependencies = start.dependencies
      ? readDependencies(options.machine, programFolder(start))
      : undefined
    environment = describe(options, { git, dependencies })
    const names = writeDependencies(options, dependencies)
    names.push(...copyProgram(options, environment))
    post({ kind: 'records', records: recordsOf(start, { environment, dependencies, names }) })
    if (git !== undefined && start.gitDiff) await keepPatches(options, git)
    if (start.code !== undefined) await listSnapshot(options, start.code)
  } catch (error) {
    post({
      kind: 'warning',
      code: 'CAPTURE_FACTS',
      message: `Cannot describe the environment: ${reasonOf(error)}`,
    })
  }
  onMostDone()
  if (!start.environment) return
  const gpus = await readGpuFacts(options.runTool, options.machine.platform)
  const records: RecordInit[] = []
  if (gpus.gpuType !== undefined) records.push({ environment: { ...gpus, writerId: start.writerId } })
  const metadata = metadataFile({ ...start.basics, ...environment, ...gpus })
  if (tryWrite(options, 'wandb-metadata.json', metadata)) records.push(filesRecord(['wandb-metadata.json']))
  post({ kind: 'records', records })
}

interface Found {
  readonly environment: EnvironmentInit
  readonly dependencies: Dependencies | undefined
  readonly names: readonly string[]
}

function recordsOf(start: FactsStart, { environment, dependencies, names }: Found): RecordInit[] {
  const imports = importsOf(dependencies?.packages ?? [])
  return [
    // Only what the first record did not have: readers merge them, and would repeat its lists.
    { environment: { ...environment, writerId: start.writerId } },
    ...(imports === undefined ? [] : [{ telemetry: { importsInit: imports } }]),
    ...(names.length === 0 ? [] : [filesRecord(names)]),
  ]
}

/** Where the user stands, else where the program lies. */
async function findRepository({ start, runTool }: GatherFactsOptions): Promise<GitFacts | undefined> {
  return (await readGitFacts(runTool, start.cwd)) ?? (await readGitFacts(runTool, programFolder(start)))
}

function programFolder({ program, cwd }: FactsStart): string {
  return program === undefined ? cwd : dirname(program)
}

function describe(
  options: GatherFactsOptions,
  {
    git,
    dependencies,
  }: { readonly git: GitFacts | undefined; readonly dependencies: Dependencies | undefined },
): EnvironmentInit {
  const { start, machine, limits, mounts, env } = options
  const { spaceOf, isFile } = machine
  const cpuModels = machine.cpus().map((cpu) => cpu.model)
  const facts = { machine, limits, isFile, env, cpuModels, mounts, spaceOf, totalBytes: machine.totalBytes() }
  const lockfile = dependencies?.lockfile
  const root = git?.root ?? start.cwd
  return {
    ...(start.environment ? machineEnvironment(facts) : {}),
    ...(start.program === undefined ? {} : { codePath: insideOf(root, start.program) ?? '' }),
    ...(start.program === undefined ? {} : { codePathLocal: insideOf(start.cwd, start.program) ?? '' }),
    ...(git === undefined
      ? {}
      : {
          git: {
            commit: git.commit,
            remoteUrl: git.remoteUrl,
            kymoBranch: git.branch,
            kymoDirty: git.isDirty,
          },
        }),
    ...(lockfile === undefined
      ? {}
      : {
          kymoLockfile: insideOf(root, lockfile.path) ?? lockfile.path,
          kymoLockfileSha256: lockfile.sha256,
        }),
  }
}

function writeDependencies(options: GatherFactsOptions, dependencies: Dependencies | undefined): string[] {
  if (dependencies === undefined || dependencies.packages.length === 0) return []
  const text = `${dependencies.packages.map(maskText).join('\n')}\n`
  return tryWrite(options, 'dependencies.txt', text) ? ['dependencies.txt'] : []
}

function copyProgram(options: GatherFactsOptions, { codePath }: EnvironmentInit): string[] {
  const { start, machine } = options
  if (start.code === undefined || start.program === undefined || !codePath) return []
  const bytes = machine.readBytes(start.program, MAX_PROGRAM_BYTES)
  const name = `code/${codePath}`
  return bytes !== undefined && tryWrite(options, name, bytes) ? [name] : []
}

/** The thread that owns the log makes an artifact of them. */
async function listSnapshot(options: GatherFactsOptions, settings: CodeSettings): Promise<void> {
  const { start, machine, runTool, post } = options
  const isInside = start.program === undefined || insideOf(start.cwd, start.program) !== undefined
  const folder = isInside ? start.cwd : programFolder(start)
  const repository = await readGitRoot(runTool, folder)
  const root = repository ?? folder
  const isRepository = repository !== undefined
  const { paths, isCut } = await listCode({ files: machine, run: runTool, root, isRepository, settings })
  if (isCut) {
    const message =
      'The snapshot of the code is not complete: it may have 5,000 files and 100 MiB; exclude what is no code'
    post({ kind: 'warning', code: 'CODE_SNAPSHOT', message })
  }
  if (paths.length > 0) post({ kind: 'code', root, paths })
}

async function keepPatches(options: GatherFactsOptions, git: GitFacts): Promise<void> {
  const { runTool, post } = options
  const onWarning = (message: string): void => post({ kind: 'warning', code: 'GIT_PATCH', message })
  const patches = await readGitPatches(runTool, git, onWarning)
  const names = patches
    .filter(({ name, content }) => tryWrite(options, name, content))
    .map(({ name }) => name)
  if (names.length > 0) post({ kind: 'records', records: [filesRecord(names)] })
}

function tryWrite(options: GatherFactsOptions, name: string, content: string | Uint8Array): boolean {
  try {
    options.machine.writeFile(join(options.filesDir, name), content)
    return true
  } catch (error) {
    options.post({
      kind: 'warning',
      code: 'CAPTURE_FILE',
      message: `Cannot keep ${name}: ${reasonOf(error)}`,
    })
    return false
  }
}

function filesRecord(names: readonly string[]): RecordInit {
  return { files: { files: names.map((path) => ({ path, policy: NOW, type: WANDB })) } }
}

/** @returns the path relative to `folder` with slashes; undefined when it is outside */
function insideOf(folder: string, path: string): string | undefined {
  const inside = relative(folder, path)
  return inside.startsWith('..') || inside === '' || inside === path ? undefined : inside.split(sep).join('/')
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error)
}
