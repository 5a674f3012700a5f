/** Lines that are longer are prose, or cannot be looked at without breaking them. */
const MAX_LINE_CHARS = 200

/** Whether a text has columns, which broken lines would spoil: the summary of a model, a table of numbers. */
export function isLaidOut(text: string): boolean {
  const lines = text.split('\n', 1000)
  if (lines.length < 2 || lines.some((line) => line.length > MAX_LINE_CHARS)) return false
  return lines.some((line) => /\S {3,}\S/.test(line) || line.includes('\t'))
}
