import { statfsSync } from 'node:fs'

/** @returns bytes that a file at this path may still take; undefined where it cannot be told */
export function freeBytesAt(path: string): number | undefined {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  } catch {
    return undefined
  }
}
