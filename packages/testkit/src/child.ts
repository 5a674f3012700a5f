import { spawn, type ChildProcess } from 'node:child_process'
import { waitFor } from './wait-for.ts'

export interface ChildOptions {
  readonly args?: readonly string[]
  /** Added to a copy of this process's environment, from which `KYMO_*` and `WANDB_*` are removed. */
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Flags of Node itself. */
  readonly nodeArgs?: readonly string[]
}

export interface ChildExit {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** A running Node process whose output is collected. */
export interface Child {
  readonly pid: number
  readonly process: ChildProcess
  stdout(): string
  stderr(): string
  /** Resolves with the first line of stdout that matches. Fails at once when the child ends before. */
  waitForLine(pattern: RegExp, deadlineMs?: number): Promise<RegExpExecArray>
  readonly exited: Promise<ChildExit>
  /** Ends it and waits for that; does nothing when it has ended. */
  kill(signal?: NodeJS.Signals): Promise<ChildExit>
}

/** Starts `node <script>`. */
export function startChild(script: string, options: ChildOptions = {}): Child {
  const { args = [], env = {}, cwd, nodeArgs = [] } = options
  const child = spawn(process.execPath, [...nodeArgs, script, ...args], {
    cwd,
    env: { ...cleanEnvironment(), ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  let exit: ChildExit | undefined
  const exited = new Promise<ChildExit>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve((exit = { code, signal, stdout, stderr })))
  })
  return {
    pid: child.pid ?? -1,
    process: child,
    stdout: () => stdout,
    stderr: () => stderr,
    exited,
    waitForLine: (pattern, deadlineMs = 15_000) =>
      waitFor(`a line like ${pattern}`, () => findLine({ stdout, stderr, exit }, pattern), {
        deadlineMs,
      }).then(unwrap),
    kill: (signal = 'SIGKILL') => {
      if (exit === undefined) child.kill(signal)
      return exited
    },
  }
}

/** Runs `node <script>` to its end. */
export function runChild(script: string, options: ChildOptions = {}): Promise<ChildExit> {
  return startChild(script, options).exited
}

interface ChildState {
  readonly stdout: string
  readonly stderr: string
  readonly exit: ChildExit | undefined
}

function findLine(
  { stdout, stderr, exit }: ChildState,
  pattern: RegExp,
): RegExpExecArray | Error | undefined {
  for (const line of stdout.split('\n').slice(0, exit === undefined ? -1 : undefined)) {
    const match = pattern.exec(line)
    if (match !== null) return match
  }
  return exit === undefined
    ? undefined
    : new Error(
        `The child ended (${exit.code ?? exit.signal}) before a line like ${pattern}:\n${stdout}${stderr}`,
      )
}

function unwrap<T>(value: T | Error): T {
  if (value instanceof Error) throw value
  return value
}

function cleanEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(KYMO|WANDB|VITEST|NODE_OPTIONS)/.test(name)),
  )
}
