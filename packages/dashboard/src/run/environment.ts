import type { Entry, Value } from '@kymo/server/api'

export interface GitFacts {
  readonly commit: string | undefined
  readonly branch: string | undefined
  readonly remote: string | undefined
  /** Page of the commit, where the host of the remote is known to have one. */
  readonly commitUrl: string | undefined
}

export interface EnvironmentFacts {
  readonly command: string | undefined
  readonly git: GitFacts | undefined
  /** What people look for first, in words. */
  readonly facts: readonly (readonly [label: string, text: string])[]
  /** Everything, flattened. */
  readonly all: readonly Entry[]
}

/** Reads the JSON of wandb-metadata.json, of Kymo or of W&B: names of members are compared without case and underscores. */
export function readEnvironment(value: Value): EnvironmentFacts {
  const root = toMembers(value)
  const git = toMembers(root.get('git'))
  const disk = describeDisks(root.get('disk'))
  const facts: (readonly [string, string | undefined])[] = [
    ['Program', textOf(root.get('program') ?? root.get('codepath'))],
    ['Folder', textOf(root.get('root'))],
    ['Host', textOf(root.get('host'))],
    ['User', textOf(root.get('username'))],
    ['System', textOf(root.get('os'))],
    ['Node', textOf(root.get('node') ?? root.get('nodeversion') ?? root.get('runtime'))],
    ['Python', textOf(root.get('python'))],
    ['CPU', describeCpu(root)],
    ['Memory', describeBytes(toMembers(root.get('memory')).get('total'))],
    ['Disk', disk],
    ['GPU', describeGpus(root)],
    ['CUDA', textOf(root.get('cudaversion'))],
    ['Container', textOf(root.get('docker') ?? root.get('container'))],
    [
      'SLURM job',
      textOf(toMembers(root.get('slurm')).get('jobid') ?? toMembers(root.get('slurm')).get('slurmjobid')),
    ],
  ]
  return {
    command: describeCommand(root),
    git: git.size === 0 ? undefined : readGit(git),
    facts: facts.filter((fact): fact is readonly [string, string] => fact[1] !== undefined),
    all: flatten(value),
  }
}

type Members = ReadonlyMap<string, Value>

function toMembers(value: Value | undefined): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return new Map()
  return new Map(
    Object.entries(value).map(([key, member]) => [key.replaceAll('_', '').toLowerCase(), member]),
  )
}

function textOf(value: Value | undefined): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value
  return typeof value === 'number' ? String(value) : undefined
}

function describeCommand(root: Members): string | undefined {
  const program = textOf(root.get('codepathlocal')) ?? textOf(root.get('program'))
  if (program === undefined) return undefined
  const args = root.get('args')
  const executable = textOf(root.get('executable'))
  const name = executable?.slice(Math.max(executable.lastIndexOf('/'), executable.lastIndexOf('\\')) + 1)
  const words = [name, program, ...(Array.isArray(args) ? (args as readonly Value[]).map(String) : [])]
  return words
    .filter((word) => word !== undefined)
    .map(quoted)
    .join(' ')
}

/** As a shell would need it. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`
}

function describeCpu(root: Members): string | undefined {
  const cpu = toMembers(root.get('cpu'))
  const cores = textOf(root.get('cpucount') ?? cpu.get('count'))
  const logical = textOf(root.get('cpucountlogical') ?? cpu.get('countlogical'))
  const model = textOf(cpu.get('model') ?? root.get('cpumodel'))
  const counts =
    cores === undefined
      ? undefined
      : logical === undefined || logical === cores
        ? `${cores} cores`
        : `${cores} cores, ${logical} threads`
  return [model, counts].filter((text) => text !== undefined).join(', ') || undefined
}

function describeGpus(root: Members): string | undefined {
  const list = [root.get('gpunvidia'), root.get('gpuamd')].flatMap((value) =>
    Array.isArray(value) ? (value as readonly Value[]) : [],
  )
  const names = list.map((each) => {
    const gpu = toMembers(each)
    const memory = describeBytes(gpu.get('memorytotal'))
    return [textOf(gpu.get('name') ?? gpu.get('seriesname')) ?? 'GPU', memory]
      .filter((text) => text !== undefined)
      .join(', ')
  })
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  if (counts.size > 0)
    return [...counts].map(([name, count]) => (count === 1 ? name : `${count} × ${name}`)).join('; ')
  const [type, count] = [textOf(root.get('gpu') ?? root.get('gputype')), textOf(root.get('gpucount'))]
  return type === undefined ? undefined : count === undefined || count === '1' ? type : `${count} × ${type}`
}

function describeDisks(value: Value | undefined): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  const texts = Object.entries(value).map(([mount, info]) => {
    const disk = toMembers(info)
    const [total, used] = [describeBytes(disk.get('total')), describeBytes(disk.get('used'))]
    return total === undefined ? undefined : `${mount} ${used === undefined ? '' : `${used} of `}${total}`
  })
  return texts.filter((text) => text !== undefined).join('; ') || undefined
}

/** Sizes come as numbers or as texts of digits (64-bit integers of protobuf's JSON). Memory is counted in powers of 1,024. */
function describeBytes(value: Value | undefined): string | undefined {
  const bytes = Number(textOf(value))
  if (!(bytes > 0)) return undefined
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']
  const power = Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${Number((bytes / 1024 ** power).toPrecision(3))} ${units[power]}`
}

function readGit(git: Members): GitFacts {
  const commit = textOf(git.get('commit'))
  const remote = textOf(git.get('remote') ?? git.get('remoteurl'))
  return { commit, remote, branch: textOf(git.get('branch')), commitUrl: commitUrl(remote, commit) }
}

/** Where the commit can be read. Only hosts whose addresses are known: a guess would lead nowhere. */
export function commitUrl(remote: string | undefined, commit: string | undefined): string | undefined {
  if (remote === undefined || commit === undefined || !/^[0-9a-f]{7,64}$/i.test(commit)) return undefined
  const match =
    /^(?:https?:\/\/|ssh:\/\/|git:\/\/)?(?:[^@/\s]*@)?([\w.-]+)(?::\d+)?[:/]([\w.~/-]+?)(?:\.git)?\/?$/.exec(
      remote,
    )
  const [host, repository] = [match?.[1], match?.[2]?.replace(/^\/+/, '')]
  if (host === undefined || repository === undefined) return undefined
  const place = COMMIT_PATHS.find(([pattern]) => pattern.test(host))?.[1]
  return place === undefined ? undefined : `https://${host}/${repository}/${place}/${commit}`
}

const COMMIT_PATHS: readonly (readonly [RegExp, string])[] = [
  [/(?:^|\.)gitlab\./, '-/commit'],
  [/^bitbucket\.org$/, 'commits'],
  [/(?:^|\.)(?:github|gitea|codeberg|forgejo)\./, 'commit'],
]

const MAX_ENTRIES = 2000

function flatten(value: Value): Entry[] {
  const entries: Entry[] = []
  const walk = (each: Value, path: string): void => {
    if (entries.length >= MAX_ENTRIES) return
    const isPlain = typeof each === 'object' && each !== null && !Array.isArray(each)
    const members = isPlain ? Object.entries(each) : []
    if (members.length === 0) entries.push([path, each])
    for (const [key, member] of members) walk(member, path === '' ? key : `${path}.${key}`)
  }
  walk(value, '')
  return entries
}
