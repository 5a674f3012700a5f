// Faults of the operating system, at system calls: https://strace.io, option -e inject.
import { spawnSync } from 'node:child_process'

/** Calls at which a process that writes logs, files and sockets can be cut off with something half done. */
const KILL_CALLS =
  'write,pwrite64,writev,pwritev,fdatasync,fsync,rename,renameat,renameat2,link,linkat,openat,mkdir,mkdirat,unlink,unlinkat,ftruncate,utimensat,sendto,sendmsg,connect,close'

export function hasStrace() {
  return spawnSync('strace', ['-V'], { stdio: 'ignore' }).status === 0
}

/**
 * Ends the process without warning at one call.
 * @param {{ call: string, n: number }} point the n-th call of this name by one of its threads
 */
export function killAt({ call, n }) {
  return [
    'strace',
    '-f',
    '-qqq',
    '-o',
    '/dev/null',
    '-e',
    `trace=${call}`,
    '-e',
    `inject=${call}:signal=SIGKILL:when=${n}`,
  ]
}

/** The calls `[from, to]` of one kind fail. */
export function failCalls(calls, error, [from, to]) {
  const inject = `inject=${calls}:error=${error}:when=${from}..${to}`
  return ['strace', '-f', '-qqq', '-o', '/dev/null', '-e', `trace=${calls}`, '-e', inject]
}

/** Writes down all calls at which a process can be cut off. */
export function recording(path) {
  return ['strace', '-f', '-qqq', '-o', path, '-e', `trace=${KILL_CALLS}`]
}

/**
 * Every point at which a process may be killed, in the order in which it passes them: each thread counts for itself.
 * @param {string} text what {@link recording} wrote
 * @returns {{ call: string, n: number }[]}
 */
export function killPoints(text) {
  const counts = new Map()
  const points = new Map()
  for (const line of text.split('\n')) {
    const [, thread, call] = /^(\d+) +(\w+)\(/.exec(line) ?? []
    if (call === undefined) continue
    const n = (counts.get(`${thread} ${call}`) ?? 0) + 1
    counts.set(`${thread} ${call}`, n)
    points.set(`${call} ${n}`, { call, n })
  }
  return [...points.values()]
}
