import { BLOCK_BYTES, LogReader } from '@kymo/protocol'
import type { StoredLog } from './log-storage.ts'

/** Blocks that are read first; records that are longer need a second, longer look. */
const FIRST_WINDOW_BLOCKS = 4
const WINDOW_GROWTH = 16
const READ_BYTES = 1024 * 1024

/**
 * Cuts what a power loss of this machine may leave at the end of a log: zeros, or half a record. The cut is always at
 * the end of a record, and what is cut was either never acknowledged or is sent again by its owner.
 * @returns the size after the cut
 */
export async function repairTail(log: StoredLog): Promise<number> {
  const size = await log.size()
  if (size === 0) return 0
  const end = await findLastRecordEnd(log, size)
  if (end < size) {
    await log.truncate(end)
    await log.sync()
  }
  return end
}

async function findLastRecordEnd(log: StoredLog, size: number): Promise<number> {
  let blockCount = FIRST_WINDOW_BLOCKS
  for (;;) {
    const start = Math.max(0, (Math.ceil(size / BLOCK_BYTES) - blockCount) * BLOCK_BYTES)
    const end = await scan(log, start, size)
    if (end !== undefined) return end
    // No record at all is intact: an owner who still has the log starts again.
    if (start === 0) return 0
    blockCount *= WINDOW_GROWTH
  }
}

/**
 * Reads from the start of a block to the end. Starting inside of a record is harmless: its pieces are skipped as orphans.
 * @returns where the last intact record ends, or `size` when only padding follows it; undefined when there is no record
 */
async function scan(log: StoredLog, start: number, size: number): Promise<number | undefined> {
  let isTailDamaged = false
  const reader = new LogReader({
    offset: start,
    onDamage: (damage) => {
      if (damage.offset + damage.byteCount >= size) isTailDamaged = true
    },
  })
  let lastEnd: number | undefined
  for (let offset = start; offset < size;) {
    const bytes = await log.read(offset, Math.min(READ_BYTES, size - offset))
    if (bytes.byteLength === 0) break
    reader.push(bytes)
    offset += bytes.byteLength
    for (let entry = reader.next(); entry !== undefined; entry = reader.next()) lastEnd = entry.nextOffset
  }
  const tail = reader.end()
  if (lastEnd === undefined) return undefined
  return tail.kind === 'clean' && !isTailDamaged ? size : lastEnd
}
