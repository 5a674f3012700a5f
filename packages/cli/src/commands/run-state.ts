import type { Style } from '../output/screen.ts'

/** A colour on top of the word, never instead of it. */
export function stateStyle(state: string, style: Style): (text: string) => string {
  if (state === 'running') return style.cyan
  if (state === 'finished') return style.green
  return state === 'killed' ? style.yellow : style.red
}
