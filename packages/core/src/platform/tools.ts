import { spawn, type ChildProcessByStdio } from 'node:child_process'
import type { Readable } from 'node:stream'

export interface ToolRequest {
  readonly command: string
  readonly args: readonly string[]
  readonly cwd?: string
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
  readonly timeoutMs: number
  /** More output than this ends the tool. */
  readonly maxOutputBytes: number
}

export type ToolOutcome =
  | { readonly kind: 'done'; readonly exitCode: number; readonly output: Buffer }
  /** It is not installed, may not be executed, or was ended by a signal. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'too-long' }

/** Runs a program to its end and takes its standard output. Never rejects; the deadline kills it. */
export type RunTool = (request: ToolRequest) => Promise<ToolOutcome>

export interface FollowedTool {
  /** Kills it. `onEnd` is not called any more. */
  stop(): void
}

export interface FollowToolRequest {
  readonly command: string
  readonly args: readonly string[]
  readonly onLine: (line: string) => void
  /** @param isMissing it is not installed or may not be executed */
  readonly onEnd: (isMissing: boolean) => void
}

/** Starts a program that prints line after line until it is stopped. */
export type FollowTool = (request: FollowToolRequest) => FollowedTool

/** A line longer than this is none. */
const MAX_LINE_LENGTH = 64 * 1024
const NOT_INSTALLED = new Set(['ENOENT', 'EACCES', 'ENOTDIR', 'EPERM', 'ENOEXEC'])

/** Who is told which processes are running, so that they can be ended from elsewhere. */
export interface ToolLedger {
  /** @returns what to call when it has ended; undefined: it must not run any more */
  note(processId: number): (() => void) | undefined
}

export interface Tools {
  readonly run: RunTool
  readonly follow: FollowTool
}

export function createTools(ledger: ToolLedger): Tools {
  const start: StartTool = (command, args, place) => enter(ledger, startTool(command, args, place))
  return { run: (request) => runTool(start, request), follow: (request) => followTool(start, request) }
}

/** Ends a program without asking it: one that hangs does not answer. */
export function killProcess(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL')
  } catch {
    // It has ended by itself.
  }
}

type Tool = ChildProcessByStdio<null, Readable, null>
type StartTool = (command: string, args: readonly string[], place: Place) => Tool | undefined

function enter(ledger: ToolLedger, child: Tool | undefined): Tool | undefined {
  if (child?.pid === undefined) return child
  const leave = ledger.note(child.pid)
  if (leave === undefined) child.kill('SIGKILL')
  else child.on('exit', leave)
  return child
}

const runTool = (
  start: StartTool,
  { command, args, cwd, env, timeoutMs, maxOutputBytes }: ToolRequest,
): Promise<ToolOutcome> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    let byteCount = 0
    const end = (outcome: ToolOutcome): void => {
      clearTimeout(timer)
      if (outcome.kind !== 'done') child?.kill('SIGKILL')
      // A grandchild may hold the pipe open; nobody listens to it any more.
      child?.stdout.destroy()
      resolve(outcome)
    }
    const timer = setTimeout(() => end({ kind: 'timeout' }), timeoutMs)
    const child = start(command, args, { cwd, env })
    if (child === undefined) return end({ kind: 'failed' })
    child.on('error', () => end({ kind: 'failed' }))
    child.stdout.on('error', () => end({ kind: 'failed' }))
    child.stdout.on('data', (chunk: Buffer) => {
      byteCount += chunk.byteLength
      if (byteCount > maxOutputBytes) return end({ kind: 'too-long' })
      chunks.push(chunk)
    })
    child.on('close', (code) => {
      end(
        code === null ? { kind: 'failed' } : { kind: 'done', exitCode: code, output: Buffer.concat(chunks) },
      )
    })
  })

function followTool(start: StartTool, { command, args, onLine, onEnd }: FollowToolRequest): FollowedTool {
  let isOver = false
  let rest = ''
  const end = (isMissing: boolean): void => {
    if (isOver) return
    isOver = true
    onEnd(isMissing)
  }
  const child = start(command, args, {})
  child?.on('error', (error: NodeJS.ErrnoException) => end(NOT_INSTALLED.has(error.code ?? '')))
  child?.on('close', () => end(false))
  child?.stdout.on('error', () => end(false))
  child?.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    if (rest.length > MAX_LINE_LENGTH) rest = ''
    for (const line of lines) if (!isOver) onLine(line)
  })
  if (child === undefined) setImmediate(() => end(true))
  return {
    stop: () => {
      isOver = true
      child?.kill('SIGKILL')
      child?.stdout.destroy()
    },
  }
}

interface Place {
  readonly cwd?: string | undefined
  readonly env?: Readonly<Record<string, string>> | undefined
}

function startTool(command: string, args: readonly string[], { cwd, env }: Place): Tool | undefined {
  try {
    return spawn(command, args, {
      ...(cwd === undefined ? {} : { cwd }),
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'ignore'],
      windowsHide: true,
    })
  } catch {
    // A working folder that has been deleted, or no file descriptors left.
    return undefined
  }
}
