import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { startNode } from './child.mjs'
import { startFaultProxy } from './fault-proxy.mjs'
import { Server, startKymo } from './kymo.mjs'
import { sumOf } from './loss.mjs'
import { countSamples, linesOf, readAccepted, verifyCargo } from './verify-cargo.mjs'
import { readRows, verifyServer } from './verify.mjs'

const TRAIN = fileURLToPath(new URL('train.mjs', import.meta.url))

/** One fault played once: a folder, a training program, perhaps a server behind a network that fails. */
export class Scene {
  path = mkdtempSync(join(tmpdir(), 'kymo-faults-'))
  #closing = []
  #training
  #peaks = { sdk: [], sync: [], server: [] }

  /** Called at the end, in reverse order. */
  onClose(close) {
    this.#closing.push(close)
  }

  async close() {
    for (const close of this.#closing.toReversed()) await close()
    rmSync(this.path, { recursive: true, force: true })
  }

  /** @param {{ rows: number, env?: object, nodeArgs?: string[], wrapper?: string[], id?: string }} options */
  train({ rows, env = {}, nodeArgs, wrapper, id = 'faulty' }) {
    const acceptedPath = join(this.path, `accepted-${id}`)
    const cargoPath = join(this.path, `cargo-${id}`)
    const resultPath = join(this.path, `result-${id}`)
    for (const path of [acceptedPath, cargoPath, resultPath]) rmSync(path, { force: true })
    const child = startNode({
      script: TRAIN,
      cwd: this.path,
      nodeArgs,
      wrapper,
      env: {
        FAULT_ACCEPTED: acceptedPath,
        FAULT_CARGO: cargoPath,
        FAULT_RESULT: resultPath,
        FAULT_ROWS: String(rows),
        FAULT_ID: id,
        FAULT_SILENT: '1',
        ...env,
      },
    })
    void child.exited.then(() => undefined)
    this.onClose(() => child.kill())
    this.#peaks.sdk.push(child.peakMb)
    this.#training = {
      ...child,
      id,
      rows,
      /** Rows that log() returned from. */
      accepted: () => (existsSync(acceptedPath) ? statSync(acceptedPath).size : 0),
      /** What else it returned from. */
      cargo: () => readAccepted(cargoPath),
      /** What it said at its end. */
      result: () => JSON.parse(readFileSync(resultPath, 'utf8')),
    }
    return this.#training
  }

  async startServer(options = {}) {
    const server = new Server({ cwd: this.path, ...options })
    this.#peaks.server.push(() => server.peakMb())
    await server.start()
    this.onClose(() => server.kill())
    return server
  }

  async startProxy(server) {
    const proxy = await startFaultProxy()
    proxy.setTarget(server.url)
    this.onClose(() => proxy.close())
    return proxy
  }

  sync(baseUrl, { args = [], dir = join(this.path, 'kymo'), ...options } = {}) {
    const child = startKymo(['sync', dir, '--base-url', baseUrl, ...args], {
      cwd: this.path,
      ...options,
    })
    this.onClose(() => child.kill())
    this.#peaks.sync.push(child.peakMb)
    return child
  }

  /** @param {'sdk' | 'sync' | 'server'} part @returns peak of the memory of its processes, in MiB */
  peakMb(part) {
    return Math.max(0, ...this.#peaks[part].map((peakMb) => peakMb()))
  }

  /** Logs of the runs that trained here. */
  logs(dir = join(this.path, 'kymo')) {
    if (!existsSync(dir)) return []
    return readdirSync(dir, { recursive: true })
      .filter((name) => name.endsWith('.wandb'))
      .map((name) => join(dir, name))
  }

  /** Compares what readers find on disk with what was accepted. */
  onDisk(accepted, dir) {
    const { counts, different, damagedBytes } = readRows(this.logs(dir))
    let lost = 0
    for (let i = 0; i < accepted; i++) if (!counts.has(i)) lost++
    const twice = [...counts.values()].filter((count) => count > 1).length
    return { lost, twice, different, damagedBytes, kept: counts.size }
  }

  /** Compares what the server says with what was accepted, of a training that came to its end. */
  async onServer(baseUrl, accepted, { dir, run = 'faulty' } = {}) {
    const logBytes = this.logs(dir).reduce((sum, path) => sum + statSync(path).size, 0)
    const served = await verifyServer(baseUrl, { run, accepted, logBytes })
    await this.checkCargo(baseUrl, { dir })
    return served
  }

  /**
   * Compares what was logged besides rows.
   * @param {{ dir?: string, isKilled?: boolean, isDamaged?: boolean }} [options] what is known of the training and of its log
   * @throws when something is missing, other or there twice
   */
  async checkCargo(baseUrl, { dir, isKilled = false, isDamaged = false } = {}) {
    const { id, rows, cargo } = this.#training
    const wrong = await verifyCargo(baseUrl, {
      run: id,
      cargo: cargo(),
      ...(isKilled ? {} : { lineCount: linesOf(rows) }),
      sampleCount: countSamples(this.logs(dir)),
      mayMiss: isDamaged,
    })
    if (wrong.length > 0) throw new Error(`On the server: ${wrong.join('; ')}`)
  }
}

/** Two images, a table and an artifact. */
const CARGO_COUNT = 4

/** @returns what the training said at its end; throws when it was harmed */
export async function unharmed(training) {
  const { code, signal, stderr } = await training.exited
  if (code !== 0) throw new Error(`The training ended with ${code ?? signal}:\n${stderr.slice(-2000)}`)
  const { sum, slowestMs, report } = training.result()
  if (sum !== sumOf(training.rows))
    throw new Error(`The training computed ${sum}, not ${sumOf(training.rows)}`)
  if (training.accepted() !== training.rows)
    throw new Error(`${training.accepted()} of ${training.rows} rows were accepted`)
  if (training.cargo().length !== CARGO_COUNT)
    throw new Error(`Only these were accepted besides rows: ${training.cargo().join(', ')}`)
  return { slowestMs, report }
}

/** @throws when a program did not end as it should */
export async function succeeded(child, what) {
  const { code, signal, stdout, stderr } = await child.exited
  if (code !== 0) throw new Error(`${what} ended with ${code ?? signal}:\n${(stdout + stderr).slice(-2000)}`)
  return stdout
}

export function readText(path) {
  return readFileSync(path, 'utf8')
}
