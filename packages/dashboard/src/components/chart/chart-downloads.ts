import type { ChartSurface } from '../../charts/chart-surface.ts'
import type { ChartScene } from '../../charts/model/chart-scene.ts'
import { toCsv } from '../../charts/model/csv.ts'

export function downloadCsv(metric: string, scene: ChartScene): void {
  const csv = toCsv(
    scene.lines.map(({ run, series }) => ({ run: run.name, metric, series })),
    scene.xMetric === undefined ? scene.x : 'x',
  )
  download(new Blob([csv], { type: 'text/csv;charset=utf-8' }), `${fileName(metric)}.csv`)
}

export async function downloadPng(metric: string, surface: ChartSurface): Promise<void> {
  const blob = await surface.toPng()
  if (blob !== null) download(blob, `${fileName(metric)}.png`)
}

function download(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

/** A metric's name is any text; a file's is not. */
function fileName(metric: string): string {
  return metric.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80) || 'chart'
}
