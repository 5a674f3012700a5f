import { readFileSync } from 'node:fs'

/** The system keeps the peak itself, so that nothing between two looks is missed but the last moment. */
const LOOK_MS = 50

/** Follows the peak of a process's memory. @param {{ isWrapped: boolean }} options wrapped: the process is the child of this one */
export function watchPeak(pid, { isWrapped }) {
  let peakMib = 0
  const look = () => {
    const target = isWrapped ? read(`/proc/${pid}/task/${pid}/children`).split(' ')[0] : pid
    if (target === '') return
    const [, kib] = /VmHWM:\s+(\d+)/.exec(read(`/proc/${target}/status`)) ?? []
    if (kib !== undefined) peakMib = Math.max(peakMib, Number(kib) / 1024)
  }
  const timer = setInterval(look, LOOK_MS).unref()
  return {
    mib: () => {
      look()
      return peakMib
    },
    stop: () => clearInterval(timer),
  }
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // It has ended.
    return ''
  }
}
