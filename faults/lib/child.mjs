import { spawn } from 'node:child_process'
import { watchPeak } from './peak-memory.mjs'

/**
 * Starts a Node program, under other programs when `wrapper` says so (strace), in an environment without settings of
 * this machine.
 * @param {{ script: string, args?: string[], cwd: string, env?: Record<string, string>, nodeArgs?: string[], wrapper?: string[] }} options
 */
export function startNode({ script, args = [], cwd, env = {}, nodeArgs = [], wrapper = [] }) {
  const [command, ...rest] = [...wrapper, process.execPath, ...nodeArgs, script, ...args]
  const child = spawn(command, rest, {
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: {
      ...plainEnvironment(),
      HOME: cwd,
      XDG_CONFIG_HOME: `${cwd}/.config`,
      XDG_CACHE_HOME: `${cwd}/.cache`,
      ...env,
    },
  })
  child.stdin.on('error', () => undefined)
  let [stdout, stderr] = ['', '']
  const waiting = new Set()
  const peak = watchPeak(child.pid, { isWrapped: wrapper.length > 0 })
  child.stdout.setEncoding('utf8').on('data', (text) => {
    stdout += text
    for (const look of waiting) look()
  })
  child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text))
  const exited = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => {
      peak.stop()
      resolve({ code, signal, stdout, stderr })
    })
  })
  return {
    process: child,
    exited,
    /** Of its memory so far, in MiB. */
    peakMb: () => peak.mib(),
    kill: (signal = 'SIGKILL') => {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal)
      return exited
    },
    /** Resolves with the match in what was printed; rejects when the program ends without it. */
    waitFor: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = pattern.exec(stdout)
          if (match === null) return
          waiting.delete(look)
          resolve(match)
        }
        waiting.add(look)
        look()
        void exited.then(() => reject(new Error(`The program ended without ${pattern}:\n${stdout}${stderr}`)))
      }),
  }
}

function plainEnvironment() {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(KYMO|WANDB|VITEST|FAULT|NODE_OPTIONS)/.test(name)),
  )
}
