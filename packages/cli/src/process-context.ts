import { readFileSync } from 'node:fs'
import type { CommandContext, Input, StopSignal } from './commands/context.ts'
import { EXIT } from './exit-codes.ts'
import { createStyle, wantsColor, type Screen } from './output/screen.ts'

/** The one place where the real process, its streams and its signals are touched. */
export function createProcessContext(): CommandContext {
  return {
    out: screenOf(process.stdout),
    data: {
      write: (chunk) =>
        new Promise((resolve) => {
          if (process.stdout.destroyed || process.stdout.errored) return resolve(false)
          process.stdout.write(chunk, (error) => resolve(error === undefined || error === null))
        }),
    },
    err: screenOf(process.stderr),
    input: createInput(),
    env: process.env,
    cwd: process.cwd(),
    version: readVersion(),
    nowMs: () => performance.now(),
    onStopSignal,
  }
}

function screenOf(stream: NodeJS.WriteStream): Screen {
  const isTty = stream.isTTY
  let isOpen = true
  // The reader of a pipe went away (`| head`): nobody wants the rest, but work that is under way should be finished.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    isOpen = false
    if (error.code !== 'EPIPE') process.exitCode = EXIT.failure
  })
  return {
    write: (text) => {
      if (isOpen) stream.write(text)
    },
    isTty,
    get columns() {
      // A terminal of unknown width says 0.
      return isTty && stream.columns > 0 ? stream.columns : undefined
    },
    style: createStyle(wantsColor({ isTty, env: process.env })),
  }
}

function onStopSignal(listener: (signal: StopSignal) => void): () => void {
  let isStopping = false
  const handle = (signal: StopSignal): void => {
    // Asked twice: whoever asks does not want to wait for a clean end.
    if (isStopping) process.exit(signal === 'SIGINT' ? EXIT.interrupted : EXIT.terminated)
    isStopping = true
    listener(signal)
  }
  process.on('SIGINT', handle)
  process.on('SIGTERM', handle)
  return () => {
    process.off('SIGINT', handle)
    process.off('SIGTERM', handle)
  }
}

function createInput(): Input {
  const { stdin } = process
  return { isTty: stdin.isTTY, readAll, readSecret }
}

async function readAll(maxBytes: number): Promise<string> {
  const chunks: Buffer[] = []
  let byteCount = 0
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    byteCount += chunk.byteLength
    if (byteCount > maxBytes) break
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

const CTRL_C = '\u0003'
const CTRL_D = '\u0004'
const CTRL_U = '\u0015'

/** Raw mode, because the terminal itself would echo. */
function readSecret(prompt: string): Promise<string | undefined> {
  const { stdin, stderr } = process
  stderr.write(prompt)
  stdin.setRawMode(true)
  stdin.setEncoding('utf8')
  stdin.resume()
  return new Promise((resolve) => {
    let text = ''
    const finish = (answer: string | undefined): void => {
      stdin.off('data', read)
      stdin.setRawMode(false)
      stdin.pause()
      stderr.write('\n')
      resolve(answer)
    }
    const read = (chunk: string): void => {
      for (const character of chunk) {
        if (character === '\r' || character === '\n') return finish(text)
        if (character === CTRL_C || character === CTRL_D) return finish(undefined)
        text = edit(text, character)
      }
    }
    stdin.on('data', read)
  })
}

function edit(text: string, character: string): string {
  if (character === CTRL_U) return ''
  if (character === '\u007f' || character === '\b') return text.slice(0, -1)
  return character < ' ' ? text : text + character
}

function readVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
