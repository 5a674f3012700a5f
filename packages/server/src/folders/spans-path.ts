/** The log of spans of a run, beside its log. */
export function spansPathOf(logPath: string): string {
  return logPath.replace(/\.wandb$/, '.spans')
}

/** The run's log, beside its log of spans. */
export function logPathOfSpans(spansPath: string): string {
  return spansPath.replace(/\.spans$/, '.wandb')
}

export function isSpansPath(path: string): boolean {
  return path.endsWith('.spans')
}
