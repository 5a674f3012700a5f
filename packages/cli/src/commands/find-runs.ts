import { existsSync, statSync } from 'node:fs'
import { relative, resolve } from 'node:path'
import { loadSettings } from '@kymo/core/settings'
import { CliError } from '../errors.ts'
import type { CommandContext } from './context.ts'

/** Where W&B keeps runs: looked at when there is no folder of our own. */
const WANDB_DIR = 'wandb'

/**
 * The folder that holds the runs: the one that was named, else the setting `dir` (`./kymo`), else `./wandb` if only
 * that exists.
 * @returns an absolute path of an existing folder
 * @throws {CliError} FOLDER_NOT_FOUND
 */
export function findRunsDir(named: string | undefined, context: CommandContext): string {
  if (named !== undefined) {
    const path = resolve(context.cwd, named)
    if (isFolder(path)) return path
    throw new CliError('FOLDER_NOT_FOUND', `Cannot read ${named}: there is no such folder`, [
      'Name a folder that holds runs',
    ])
  }
  // Offline, because only the folder is wanted: a mode of online without a server would be an error.
  const { dir } = loadSettings({ mode: 'offline' })
  const wandbDir = resolve(context.cwd, WANDB_DIR)
  for (const path of [dir, wandbDir]) if (isFolder(path)) return path
  throw new CliError(
    'FOLDER_NOT_FOUND',
    `Cannot find runs: there is neither ${showPath(dir, context)} nor ./wandb here`,
    [
      'Go to the folder in which you train, or name the one that holds the runs',
      'Runs appear in ./kymo as soon as a program calls init()',
    ],
  )
}

/** Short for what is below the working directory, absolute otherwise. */
export function showPath(path: string, { cwd }: CommandContext): string {
  const short = relative(cwd, path)
  if (short === '') return '.'
  return short.startsWith('..') ? path : `./${short}`
}

function isFolder(path: string): boolean {
  return existsSync(path) && statSync(path).isDirectory()
}
