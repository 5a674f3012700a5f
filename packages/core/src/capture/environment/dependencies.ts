import { createHash } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { LOCKFILE_NAMES, parseLockfile } from './parse-lockfile.ts'

/** The files around a program. */
export interface ProgramFiles {
  readonly readText: (path: string, maxBytes?: number) => string | undefined
  readonly readBytes: (path: string, maxBytes: number) => Uint8Array | undefined
  readonly isFile: (path: string) => boolean
  readonly listFolder: (path: string) => readonly string[]
}

export interface Lockfile {
  readonly path: string
  readonly sha256: string
}

export interface Dependencies {
  readonly lockfile: Lockfile | undefined
  /** `name@version`, sorted; empty when unknown. */
  readonly packages: readonly string[]
}

const MAX_LOCKFILE_BYTES = 64 * 1024 * 1024
const MAX_MANIFEST_BYTES = 1024 * 1024
/** Folders above the program that are searched. */
const MAX_DEPTH = 64

/** What the program depends on: by the nearest lock file at or above its folder, else by what is installed there. */
export function readDependencies(files: ProgramFiles, folder: string): Dependencies {
  const path = foldersFrom(folder)
    .flatMap((parent) => LOCKFILE_NAMES.map((name) => join(parent, name)))
    .find((candidate) => files.isFile(candidate))
  const bytes = path === undefined ? undefined : files.readBytes(path, MAX_LOCKFILE_BYTES)
  const packages =
    path === undefined || bytes === undefined
      ? undefined
      : parseLockfile(basename(path), Buffer.from(bytes).toString('utf8'))
  return {
    lockfile:
      path === undefined || bytes === undefined
        ? undefined
        : { path, sha256: createHash('sha256').update(bytes).digest('hex') },
    packages: packages ?? installedPackages(files, folder),
  }
}

function installedPackages(files: ProgramFiles, folder: string): readonly string[] {
  for (const parent of foldersFrom(folder)) {
    const modules = join(parent, 'node_modules')
    const hidden = files.readText(join(modules, '.package-lock.json'), MAX_LOCKFILE_BYTES)
    const known = hidden === undefined ? undefined : parseLockfile('.package-lock.json', hidden)
    const packages = known ?? scanModules(files, modules)
    if (packages.length > 0) return packages
  }
  return []
}

function scanModules(files: ProgramFiles, modules: string): readonly string[] {
  const names = files
    .listFolder(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? files.listFolder(join(modules, name)).map((part) => `${name}/${part}`) : [name],
    )
  return names
    .flatMap((name) => {
      const manifest = files.readText(join(modules, name, 'package.json'), MAX_MANIFEST_BYTES)
      const version = /"version"\s*:\s*"([^"\\]+)"/.exec(manifest ?? '')?.[1]
      return version === undefined ? [] : [`${name}@${version}`]
    })
    .toSorted()
}

function foldersFrom(folder: string): readonly string[] {
  const folders = [folder]
  for (let at = folder; folders.length < MAX_DEPTH && dirname(at) !== at;) folders.push((at = dirname(at)))
  return folders
}
