/** The log of spans beside a run's log. */
export function spansPathOf(logPath: string): string {
  return logPath.replace(/\.wandb$/, '.spans')
}
