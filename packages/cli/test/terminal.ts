import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { waitFor } from '@kymo/testkit'

export const KYMO: string = fileURLToPath(new URL('../dist/bin.js', import.meta.url))

export interface TerminalOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Default 80. */
  readonly columns?: number
  /** What the user types, each once the output so far matches. */
  readonly typing?: readonly { readonly after: RegExp; readonly keys: string }[]
}

export interface TerminalEnd {
  readonly code: number | null
  /** Both streams, as they appeared, escape sequences included. */
  readonly output: string
}

/** True where `script` of util-linux can give a program a terminal of its own. */
export const hasTerminal: boolean = process.platform === 'linux'

/** Runs `kymo` on a pseudo-terminal. */
export async function runInTerminal(args: readonly string[], options: TerminalOptions): Promise<TerminalEnd> {
  const { cwd, env = {}, columns = 80, typing = [] } = options
  const command = [process.execPath, KYMO, ...args].map(quote).join(' ')
  const child = spawn('script', ['-qec', `stty cols ${columns} rows 30; exec ${command}`, '/dev/null'], {
    cwd,
    env: { ...cleanEnv(cwd), TERM: 'xterm', ...env },
    stdio: 'pipe',
  })
  let output = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text))
  let code: number | null | undefined
  const ended = new Promise<void>((resolve) => {
    child.on('close', (exitCode) => {
      code = exitCode
      resolve()
    })
  })
  try {
    for (const { after, keys } of typing) {
      await waitFor(`${after} on the terminal`, () => after.test(output) || code !== undefined, {
        deadlineMs: 20_000,
      })
      child.stdin.write(keys)
    }
    await ended
  } finally {
    child.kill('SIGKILL')
  }
  return { code: code ?? null, output: output.replaceAll('\r\n', '\n') }
}

// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const ESCAPES = /\u001b\[[0-9;]*[a-zA-Z]/g

/** What is left on the screen: lines that were redrawn count once, colours not at all. */
export function toScreenText(output: string): string {
  return output
    .split('\n')
    .map((line) => line.split('\r').at(-1) ?? '')
    .join('\n')
    .replaceAll(ESCAPES, '')
}

/** The home is the working folder: no settings of this machine reach the program. */
export function cleanEnv(home: string): Record<string, string> {
  return {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CONFIG_HOME: `${home}/.config`,
    XDG_CACHE_HOME: `${home}/.cache`,
  }
}

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
