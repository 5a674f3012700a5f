// Preloaded: writes to the log of a run fail with FAULT_WRITE_CODE, from the n-th on (FAULT_WRITE_FROM), for a while (FAULT_WRITE_MS).
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'

const { FAULT_WRITE_CODE, FAULT_WRITE_FROM, FAULT_WRITE_MS } = process.env
const logs = new Set()
let calls = 0
let untilMs
const { openSync, writeSync } = fs
fs.openSync = (path, ...rest) => {
  const fd = openSync(path, ...rest)
  if (String(path).endsWith('.wandb')) logs.add(fd)
  return fd
}
fs.writeSync = (fd, ...rest) => {
  if (logs.has(fd) && ++calls >= Number(FAULT_WRITE_FROM)) {
    untilMs ??= performance.now() + Number(FAULT_WRITE_MS)
    if (performance.now() < untilMs)
      throw Object.assign(new Error(`${FAULT_WRITE_CODE}: injected`), { code: FAULT_WRITE_CODE })
  }
  return writeSync(fd, ...rest)
}
syncBuiltinESMExports()
