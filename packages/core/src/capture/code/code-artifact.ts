import { join, relative, sep } from 'node:path'
import { Artifact } from '../../artifacts/artifact.ts'

const MAX_NAME_LENGTH = 128

export interface CodeSnapshot {
  readonly project: string
  /** Path of the script; undefined in a REPL or with `-e`. */
  readonly program: string | undefined
  readonly root: string
  /** Relative to the root, with slashes. */
  readonly paths: readonly string[]
}

/** A snapshot of source files, named as W&B names them: after the project and the path of the program. Files that are gone are left out. */
export function codeArtifact({ project, program, root, paths }: CodeSnapshot): Artifact {
  const programPath = program === undefined ? '' : relative(root, program).split(sep).join('_')
  const parts = ['source', project, programPath]
  const name = parts
    .filter((part) => part !== '')
    .join('-')
    .replace(/[^\w.-]/g, '_')
    .slice(0, MAX_NAME_LENGTH)
  const artifact = new Artifact(name, 'code')
  for (const path of paths) {
    try {
      artifact.addFile(join(root, path), { name: path })
    } catch {
      // Removed since it was listed, or a name that no artifact can have.
    }
  }
  return artifact
}
