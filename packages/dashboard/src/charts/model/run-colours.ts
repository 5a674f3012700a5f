/** Colours of the palette; the values are custom properties `--run-0` … in styles/palette.css, per theme. */
export const RUN_COLOUR_COUNT = 10

/**
 * Gives every run a slot of the palette. `runIds` are in order of start, oldest first: a new run never changes the colour
 * of an older one. A run gets the slot that its id asks for unless that is used more often than another, so runs that
 * started one after the other differ.
 */
export function assignRunColours(runIds: readonly string[]): Map<string, number> {
  const uses = new Uint32Array(RUN_COLOUR_COUNT)
  const slots = new Map<string, number>()
  for (const id of runIds) {
    if (slots.has(id)) continue
    const least = Math.min(...uses)
    let slot = hashText(id) % RUN_COLOUR_COUNT
    while (uses[slot] > least) slot = (slot + 1) % RUN_COLOUR_COUNT
    uses[slot] = uses[slot] + 1
    slots.set(id, slot)
  }
  return slots
}

/** FNV-1a, 32 bit. */
function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return hash
}
