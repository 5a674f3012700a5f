/** Quantities as people read them. English digits and units everywhere: output is also read by scripts and colleagues. */

/** `850 ms`, `12.3 s`, `4 min 05 s`, `3 h 07 min`, `2 d 04 h` */
export function formatDuration(durationMs: number): string {
  if (!Number.isFinite(durationMs) || durationMs < 0) return '–'
  if (durationMs < 1000) return `${Math.round(durationMs)} ms`
  if (durationMs < 59_950) return `${(durationMs / 1000).toFixed(1)} s`
  const seconds = Math.round(durationMs / 1000)
  if (seconds < 3600) return pair([Math.floor(seconds / 60), 'min'], [seconds % 60, 's'])
  const minutes = Math.round(seconds / 60)
  if (minutes < 24 * 60) return pair([Math.floor(minutes / 60), 'h'], [minutes % 60, 'min'])
  const hours = Math.round(minutes / 60)
  return pair([Math.floor(hours / 24), 'd'], [hours % 24, 'h'])
}

function pair([large, largeUnit]: [number, string], [small, smallUnit]: [number, string]): string {
  return `${large} ${largeUnit} ${String(small).padStart(2, '0')} ${smallUnit}`
}

/** Decimal units: `512 B`, `1.4 MB` */
export function formatBytes(byteCount: number): string {
  let value = byteCount
  for (const unit of ['B', 'kB', 'MB', 'GB']) {
    if (value < 999.5)
      return unit === 'B' ? `${Math.round(value)} B` : `${value.toFixed(value < 9.95 ? 1 : 0)} ${unit}`
    value /= 1000
  }
  return `${value.toFixed(value < 9.95 ? 1 : 0)} TB`
}

/** `1,234,567` */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** `1 run`, `2 runs` */
export function formatPlural(count: number, noun: string): string {
  return `${formatCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** Local time of the machine, to the second: `2026-11-23 10:15:00` */
export function formatTime(unixMs: number): string {
  if (!Number.isFinite(unixMs)) return '–'
  const date = new Date(unixMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`
}
