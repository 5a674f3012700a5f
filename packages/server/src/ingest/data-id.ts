import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FILE = '.data-id'
const ID = /^[0-9a-f]{32}$/

/**
 * Names the runs that a server holds. The name lies among them, so that it goes when they go: clients then know that what
 * they sent is not there any more.
 * @returns undefined when it can neither be read nor written; clients then trust what they remember
 */
export function readDataId(runsDir: string): string | undefined {
  const path = join(runsDir, FILE)
  try {
    const known = readFileSync(path, 'utf8').trim()
    if (ID.test(known)) return known
  } catch {
    // There is none yet.
  }
  try {
    const id = randomBytes(16).toString('hex')
    mkdirSync(runsDir, { recursive: true, mode: 0o700 })
    writeFileSync(path, `${id}\n`, { mode: 0o600, flush: true })
    return id
  } catch {
    return undefined
  }
}
