import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { startNode } from './child.mjs'

const BIN = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url))

/** Runs the built command line, as `npx kymo` does. */
export function startKymo(args, options) {
  return startNode({ script: BIN, args, ...options })
}

/** A `kymo server` that can be killed and started again on its port. */
export class Server {
  #options
  #port = '0'
  #child
  #peaks = []
  url = ''

  /** @param {{ cwd: string, dataDir?: string, wrapper?: string[] }} options */
  constructor(options) {
    this.#options = options
  }

  get dataDir() {
    return this.#options.dataDir ?? join(this.#options.cwd, 'data')
  }

  /** @param {string[]} [wrapper] programs to run it under, this time */
  async start(wrapper = this.#options.wrapper) {
    this.#child = startKymo(['server', '--data', this.dataDir, '--port', this.#port, '--json'], {
      cwd: this.#options.cwd,
      wrapper,
    })
    this.#peaks.push(this.#child.peakMb)
    const [, url] = await this.#child.waitFor(/"url":"([^"]+)"/)
    this.url = url
    this.#port = new URL(url).port
    return this
  }

  get child() {
    return this.#child
  }

  /** Of all processes that it was. */
  peakMb() {
    return Math.max(0, ...this.#peaks.map((peakMb) => peakMb()))
  }

  async kill(signal = 'SIGKILL') {
    const { process } = this.#child
    // Under strace the server is strace's child; killing strace alone would leave it.
    const pids = childrenOf(process.pid)
    for (const pid of pids) tryKill(pid, signal)
    const exit = await this.#child.kill(signal)
    while (pids.some(isThere)) await delay(5)
    return exit
  }

  /** The index is a projection: what it was made from stays. */
  deleteIndex() {
    const names = readdirSync(this.dataDir).filter((name) => name.startsWith('index'))
    for (const name of names) rmSync(join(this.dataDir, name))
    return names.length
  }

  findLog() {
    if (!existsSync(this.dataDir)) return undefined
    const names = readdirSync(this.dataDir, { recursive: true })
    const found = names.find((name) => name.endsWith('.wandb'))
    return found === undefined ? undefined : join(this.dataDir, found)
  }
}

function childrenOf(pid) {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => parentOf(name) === pid)
    .map(Number)
}

function parentOf(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined
  }
}

function isThere(pid) {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch {
    return false
  }
}

function tryKill(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended by itself.
  }
}
