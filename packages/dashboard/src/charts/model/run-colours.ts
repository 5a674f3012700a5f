/** Colours of the palette; the values are custom properties `--run-0` … in styles/palette.css, per theme. */
export const RUN_COLOUR_COUNT = 10

/**
 * Gives every run a slot of the palette, in turn. `runIds` are in order of start, oldest first: a new run never changes
 * the colour of an older one, and as many runs as there are colours, started one after the other, all differ.
 */
export function assignRunColours(runIds: readonly string[]): Map<string, number> {
  const slots = new Map<string, number>()
  for (const id of runIds) if (!slots.has(id)) slots.set(id, slots.size % RUN_COLOUR_COUNT)
  return slots
}
