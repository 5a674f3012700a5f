export type DiffLineKind = 'file' | 'hunk' | 'added' | 'removed' | 'same' | 'note'

export interface DiffLine {
  readonly kind: DiffLineKind
  readonly text: string
  /** Line numbers before and after the change, where there is such a line. */
  readonly before?: number
  readonly after?: number
}

/** Reads the output of `git diff`. What it does not know stays as it is, as a note. */
export function parseDiff(text: string): DiffLine[] {
  const lines: DiffLine[] = []
  let [before, after, left] = [0, 0, { before: 0, after: 0 }]
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line)
    if (hunk !== null) {
      before = Number(hunk[1])
      after = Number(hunk[3])
      left = { before: Number(hunk[2] ?? 1), after: Number(hunk[4] ?? 1) }
      lines.push({ kind: 'hunk', text: line })
    } else if (left.before > 0 && left.after >= 0 && line.startsWith('-')) {
      lines.push({ kind: 'removed', text: line.slice(1), before: before++ })
      left.before -= 1
    } else if (left.after > 0 && line.startsWith('+')) {
      lines.push({ kind: 'added', text: line.slice(1), after: after++ })
      left.after -= 1
    } else if (left.before > 0 && left.after > 0 && (line.startsWith(' ') || line === '')) {
      lines.push({ kind: 'same', text: line.slice(1), before: before++, after: after++ })
      left.before -= 1
      left.after -= 1
    } else {
      const file = /^diff --git (?:"?a\/.*"? )?"?b\/(.*?)"?$/.exec(line)
      lines.push(file === null ? { kind: 'note', text: line } : { kind: 'file', text: file[1] ?? line })
    }
  }
  return lines
}

/** How many lines were added and removed, in how many files. */
export function countDiff(lines: readonly DiffLine[]): { files: number; added: number; removed: number } {
  const count = (kind: DiffLineKind): number =>
    lines.reduce((sum, line) => sum + Number(line.kind === kind), 0)
  return { files: count('file'), added: count('added'), removed: count('removed') }
}
