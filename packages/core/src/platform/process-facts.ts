import { arch, hostname, platform, release, totalmem, userInfo } from 'node:os'
import { resolve } from 'node:path'
import { currentFolder } from './environment.ts'

/** What a process knows about itself and its machine without asking anybody. */
export interface ProcessFacts {
  readonly os: string
  readonly arch: string
  readonly hostName: string
  /** Throws where the system knows no user of this number. */
  readonly userName: () => string
  readonly executable: string
  /** Path of the script; undefined in a REPL or with `-e`. */
  readonly program: string | undefined
  readonly args: readonly string[]
  readonly execArgs: readonly string[]
  readonly versions: Readonly<Record<string, string | undefined>>
  readonly pid: number
  readonly cwd: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly totalMemoryBytes: number
}

/** What this process is, as it is now. */
export function readProcessFacts(): ProcessFacts {
  const [script] = process.argv.slice(1, 2)
  return {
    os: `${platform()}-${release()}-${arch()}`,
    arch: arch(),
    hostName: hostname(),
    userName: (): string => userInfo().username,
    executable: process.execPath,
    program: script === undefined || isInline() ? undefined : resolve(currentFolder(), script),
    args: process.argv.slice(isInline() ? 1 : 2),
    execArgs: process.execArgv,
    versions: process.versions,
    pid: process.pid,
    cwd: currentFolder(),
    env: process.env,
    totalMemoryBytes: totalmem(),
  }
}

/** `node -e` and the REPL have no script; what follows in `argv` are arguments. */
function isInline(): boolean {
  return process.execArgv.some(
    (arg) => /^(-e|-p|-pe|--eval|--print|-i)$/.test(arg) || arg.startsWith('--eval='),
  )
}
