import type { GpuTool } from './polled-gpu-reading.ts'

/** GPUs of Apple's processors by what the system's registry tells everybody. Temperature and power need a privileged program. */
export const ioreg: GpuTool = {
  command: 'ioreg',
  args: ['-r', '-d', '1', '-w', '0', '-c', 'IOAccelerator'],
  parse: (output) => {
    const gpus = output.split(/^\+-o /m).slice(1)
    return gpus.flatMap((text, index) => [
      ...numberAfter(text, '"Device Utilization %"', `gpu.${index}.gpu`),
      ...numberAfter(text, '"In use system memory"', `gpu.${index}.memoryAllocatedBytes`),
    ])
  },
}

function numberAfter(text: string, name: string, key: string): [string, number][] {
  const at = text.indexOf(`${name}=`)
  const value = at < 0 ? Number.NaN : Number.parseInt(text.slice(at + name.length + 1), 10)
  return Number.isFinite(value) ? [[key, value]] : []
}
