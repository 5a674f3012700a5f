import { maskText } from './mask-secrets.ts'
import type { RunTool } from '../../platform/tools.ts'

export interface GitFacts {
  /** Absolute. */
  readonly root: string
  /** Empty before the first commit. */
  readonly commit: string
  /** Empty when HEAD is detached. */
  readonly branch: string
  readonly isDirty: boolean
  /** Without name and password; empty when there is none. */
  readonly remoteUrl: string
}

export interface GitPatch {
  readonly name: string
  readonly content: Uint8Array
}

/** What was not done, as a sentence for the user. */
export type GitWarning = (message: string) => void

/** For each call of git: a repository on a slow network file system, or of millions of files, takes longer. */
const TIMEOUT_MS = 15_000
/** A patch larger than this is not kept. */
export const MAX_PATCH_BYTES: number = 10 * 1024 * 1024
const MAX_STATUS_BYTES = 64 * 1024 * 1024

/**
 * What git is told beside the command: wait for nobody, take no locks, and start none of the programs that a repository's own
 * configuration may name.
 */
const ENV = { GIT_OPTIONAL_LOCKS: '0', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' } as const
const CONFIG = [
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.quotePath=off',
  '-c',
  'diff.submodule=short',
] as const
const DIFF = [
  'diff',
  '--no-color',
  '--no-ext-diff',
  '--no-textconv',
  '--binary',
  '--submodule=diff',
  '--src-prefix=a/',
  '--dst-prefix=b/',
] as const

/** @returns the absolute path of the repository's folder; undefined outside of one */
export async function readGitRoot(run: RunTool, cwd: string): Promise<string | undefined> {
  return (await textOf(run, { cwd, args: ['rev-parse', '--show-toplevel'] })) || undefined
}

/** @returns undefined without git, outside of a repository, and when git does not answer in time */
export async function readGitFacts(run: RunTool, cwd: string): Promise<GitFacts | undefined> {
  const root = await readGitRoot(run, cwd)
  if (root === undefined) return undefined
  const [status, remoteUrl] = await Promise.all([
    textOf(run, { cwd, args: ['status', '--porcelain=v2', '--branch', '--untracked-files=no'] }),
    readRemote(run, cwd),
  ])
  if (status === undefined) {
    const commit = await textOf(run, { cwd, args: ['rev-parse', '--verify', '--quiet', 'HEAD'] })
    return { root, commit: commit ?? '', branch: '', isDirty: false, remoteUrl }
  }
  const commit = /^# branch\.oid ([0-9a-f]{40,64})$/m.exec(status)?.[1] ?? ''
  const branch = /^# branch\.head (.+)$/m.exec(status)?.[1] ?? ''
  const isDirty = /^[12u?] /m.test(status)
  return { root, commit, branch: branch === '(detached)' ? '' : branch, isDirty, remoteUrl }
}

/** The changes since HEAD, and since the commit that this branch shares with the remote one. Empty ones are left out. */
export async function readGitPatches(
  run: RunTool,
  facts: GitFacts,
  onWarning: GitWarning,
): Promise<readonly GitPatch[]> {
  if (facts.commit === '') return []
  const patches: GitPatch[] = []
  const { root: cwd, commit, isDirty } = facts
  if (isDirty) await addPatch(patches, { run, cwd, against: 'HEAD', name: 'diff.patch', onWarning })
  const base = await readUpstreamBase(run, cwd)
  if (base !== undefined && base !== commit) {
    await addPatch(patches, { run, cwd, against: base, name: `diff_${base}.patch`, onWarning })
  }
  return patches
}

interface PatchRequest {
  readonly run: RunTool
  readonly cwd: string
  readonly against: string
  readonly name: string
  readonly onWarning: GitWarning
}

async function addPatch(patches: GitPatch[], request: PatchRequest): Promise<void> {
  const { run, cwd, against, name, onWarning } = request
  const args = [...CONFIG, ...DIFF, against, '--']
  const outcome = await run({
    command: 'git',
    args,
    cwd,
    env: ENV,
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: MAX_PATCH_BYTES,
  })
  if (outcome.kind === 'too-long')
    onWarning(`Cannot keep ${name}: it exceeds ${MAX_PATCH_BYTES / 1024 / 1024} MiB`)
  if (outcome.kind === 'timeout')
    onWarning(`Cannot keep ${name}: git took longer than ${TIMEOUT_MS / 1000} s`)
  if (outcome.kind !== 'done' || outcome.exitCode !== 0 || outcome.output.byteLength === 0) return
  patches.push({ name, content: outcome.output })
}

/** Where this branch left the one that it follows, else the remote's main branch. */
async function readUpstreamBase(run: RunTool, cwd: string): Promise<string | undefined> {
  for (const upstream of ['@{upstream}', 'origin/HEAD', 'origin/main', 'origin/master']) {
    const base = await textOf(run, { cwd, args: ['merge-base', 'HEAD', upstream] })
    if (base !== undefined && /^[0-9a-f]{40,64}$/.test(base)) return base
  }
  return undefined
}

async function readRemote(run: RunTool, cwd: string): Promise<string> {
  const origin = await textOf(run, { cwd, args: ['config', '--get', 'remote.origin.url'] })
  const url =
    origin || (await textOf(run, { cwd, args: ['config', '--get-regexp', String.raw`^remote\..*\.url$`] }))
  return maskRemote(url?.split('\n')[0]?.replace(/^remote\.\S+\.url /, '') ?? '')
}

/** Without credentials, so that the address still works for those who have their own. */
function maskRemote(url: string): string {
  return maskText(url.replace(/^([a-z][a-z0-9+.-]*:\/\/)(?!git@)[^/@\s]+@/i, '$1'))
}

async function textOf(
  run: RunTool,
  { cwd, args }: { readonly cwd: string; readonly args: readonly string[] },
): Promise<string | undefined> {
  const outcome = await run({
    command: 'git',
    args: [...CONFIG, ...args],
    cwd,
    env: ENV,
    timeoutMs: TIMEOUT_MS,
    maxOutputBytes: MAX_STATUS_BYTES,
  })
  return outcome.kind === 'done' && outcome.exitCode === 0
    ? outcome.output.toString('utf8').trim()
    : undefined
}
