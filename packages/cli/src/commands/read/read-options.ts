import { Api } from '@kymo/core'
import { loadSettings } from '@kymo/core/settings'
import type { Command } from 'commander'
import { CliError } from '../../errors.ts'
import type { CommandContext, CommonOptions } from '../context.ts'
import { findRunsDir } from '../find-runs.ts'

/** Options of every command that reads either a folder or a server. */
export interface ReadOptions extends CommonOptions {
  readonly dir?: string
  /** True: the server of the settings. */
  readonly server?: string | true
}

export type Place =
  | { readonly kind: 'folder'; readonly dir: string }
  | { readonly kind: 'server'; readonly baseUrl: string }

export function addReadOptions(command: Command): Command {
  return command
    .option('--dir <dir>', 'folder that holds runs (default: ./kymo, or ./wandb if only that exists)')
    .option(
      '--server [url]',
      'read from a server instead; without a URL, that of kymo login or KYMO_BASE_URL',
    )
}

/** @throws {CliError} CLI_USAGE, FOLDER_NOT_FOUND */
export function choosePlace({ dir, server }: ReadOptions, context: CommandContext): Place {
  if (server === undefined) return { kind: 'folder', dir: findRunsDir(dir, context) }
  if (dir !== undefined)
    throw new CliError('CLI_USAGE', 'Cannot read a folder and a server at once', [
      'Leave out --dir or --server',
    ])
  if (server !== true && !/^https?:\/\//.test(server)) {
    throw new CliError(
      'CLI_USAGE',
      `Cannot use '${server}' as the address of a server: it must begin with http:// or https://`,
      ['Put --server without an address at the end of the line', 'Or pass --server http://HOST:PORT'],
    )
  }
  const { baseUrl } = loadSettings({ mode: 'offline', ...(server === true ? {} : { baseUrl: server }) })
  if (baseUrl !== undefined) return { kind: 'server', baseUrl }
  throw new CliError('CLI_USAGE', 'Cannot read from a server: which one?', [
    'Pass --server http://HOST:PORT',
    'Run: kymo login --base-url http://HOST:PORT',
  ])
}

export function openPlace(place: Place): Api {
  return new Api(place.kind === 'folder' ? { dir: place.dir } : { baseUrl: place.baseUrl })
}
