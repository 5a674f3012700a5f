// What a training logs besides its rows, the same in every run of so many rows: two images, a table, an artifact, and what it prints.

const SIDE = 24
/** One line of the console for so many rows. */
export const ROWS_PER_LINE = 10

/** At which rows what is logged: all but the last image early, so that it meets the faults of the first half. */
export function cargoPlan(rowCount) {
  const at = (share) => Math.floor(rowCount * share)
  return { images: [at(0.02), at(0.95)], table: at(0.03), artifact: at(0.04) }
}

/** Raw pixels: they are encoded on another thread, and after a SIGKILL by the sync. */
export function pixelsOf(row) {
  return Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, i) => (i * (row + 7) + (i >> 5)) & 255)
}
export const IMAGE_SHAPE = [SIDE, SIDE, 3]

export const TABLE_COLUMNS = ['n', 'text']
export const TABLE_ROWS = Array.from({ length: 20 }, (_, n) => [n, `row ${n}`])

/** Of the artifact, by path. */
export const ARTIFACT_FILES = new Map([
  ['weights.bin', Buffer.from(Uint8Array.from({ length: 40_000 }, (_, i) => (i * i + (i >> 7)) & 255))],
  ['notes/readme.txt', Buffer.from('weights after some steps\n')],
])

export function artifactName(runId) {
  return `model-${runId}`
}

export function lineAt(n) {
  return `line ${n} of the training`
}
