import type { RunTool } from '../../platform/tools.ts'
import type { EnvironmentInit } from './basic-facts.ts'

const TIMEOUT_MS = 20_000
const MAX_OUTPUT_BYTES = 4 * 1024 * 1024
const MIB = 1024 * 1024

/** By the major and minor number of what NVIDIA calls compute capability. */
const ARCHITECTURES: readonly (readonly [from: number, name: string])[] = [
  [10, 'Blackwell'],
  [9, 'Hopper'],
  [8.9, 'Ada'],
  [8, 'Ampere'],
  [7.5, 'Turing'],
  [7, 'Volta'],
  [6, 'Pascal'],
  [5, 'Maxwell'],
  [3, 'Kepler'],
]

/** Which GPUs there are. Empty when there are none, or nobody who knows them. */
export async function readGpuFacts(run: RunTool, platform: NodeJS.Platform): Promise<EnvironmentInit> {
  if (platform === 'darwin') return {}
  const [nvidia, amd] = await Promise.all([readNvidia(run), platform === 'linux' ? readAmd(run) : {}])
  return { ...amd, ...nvidia }
}

async function readNvidia(run: RunTool): Promise<EnvironmentInit> {
  const fields = 'name,memory.total,uuid,compute_cap'
  const list = await outputOf(run, 'nvidia-smi', [`--query-gpu=${fields}`, '--format=csv,noheader,nounits'])
  const gpus = (list ?? '').split('\n').flatMap((line) => {
    const [name, mib = '', uuid = '', capability = ''] = line.trim().split(/\s*,\s*/)
    if (name === undefined || !/^\d+$/.test(mib)) return []
    return [{ name, memoryTotal: Number(mib) * MIB, uuid, architecture: architectureOf(Number(capability)) }]
  })
  const [first] = gpus
  if (first === undefined) return {}
  const banner = await outputOf(run, 'nvidia-smi', [])
  const cudaVersion = /CUDA Version: (\d+(?:\.\d+)*)/.exec(banner ?? '')?.[1] ?? ''
  return { gpuType: first.name, gpuCount: gpus.length, gpuNvidia: gpus, cudaVersion }
}

function architectureOf(capability: number): string {
  return ARCHITECTURES.find(([from]) => capability >= from)?.[1] ?? ''
}

async function readAmd(run: RunTool): Promise<EnvironmentInit> {
  const output = await outputOf(run, 'rocm-smi', [
    '--showproductname',
    '--showuniqueid',
    '--showmaxpower',
    '--json',
  ])
  const gpus = parseAmd(output ?? '')
  const [first] = gpus
  return first === undefined ? {} : { gpuType: first.series, gpuCount: gpus.length, gpuAmd: gpus }
}

type AmdGpu = NonNullable<EnvironmentInit['gpuAmd']>[number] & { readonly series: string }

function parseAmd(output: string): AmdGpu[] {
  try {
    const cards = JSON.parse(output.slice(output.indexOf('{'))) as Record<string, Record<string, unknown>>
    return Object.entries(cards).flatMap(([id, facts]) => {
      if (!/^card\d+$/.test(id)) return []
      const textOf = (pattern: RegExp): string =>
        asText(Object.entries(facts).find(([name]) => pattern.test(name))?.[1])
      return [
        {
          id,
          series: textOf(/^Card series$/i),
          model: textOf(/^Card model$/i),
          vendor: textOf(/^Card vendor$/i),
          sku: textOf(/^Card SKU$/i),
          uniqueId: textOf(/^Unique ID$/i),
          maxPower: textOf(/^Max Graphics Package Power/i),
        },
      ]
    })
  } catch {
    return []
  }
}

function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

async function outputOf(run: RunTool, command: string, args: readonly string[]): Promise<string | undefined> {
  const outcome = await run({ command, args, timeoutMs: TIMEOUT_MS, maxOutputBytes: MAX_OUTPUT_BYTES })
  return outcome.kind === 'done' && outcome.exitCode === 0 ? outcome.output.toString('utf8') : undefined
}
