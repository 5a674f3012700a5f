import { dirname } from 'node:path'
import { systemMachine, type SystemMachine } from '../platform/machine.ts'
import { systemTimers } from '../platform/timers.ts'
import { createTools, type Tools } from '../platform/tools.ts'
import type { CaptureMessage, CaptureStart } from './capture-messages.ts'
import { SLOT_FACTS_DONE } from './capture-slots.ts'
import { gatherFacts } from './environment/gather-facts.ts'
import { readCgroupLimits, type CgroupLimits } from './metrics/cgroup.ts'
import { CpuReading } from './metrics/cpu-reading.ts'
import { DiskReading } from './metrics/disk-reading.ts'
import { ioreg } from './metrics/ioreg.ts'
import { LoopReading } from './metrics/loop-reading.ts'
import { MemoryReading } from './metrics/memory-reading.ts'
import { NetworkReading } from './metrics/network-reading.ts'
import { NvidiaReading } from './metrics/nvidia-reading.ts'
import { PolledGpuReading } from './metrics/polled-gpu-reading.ts'
import type { Reading } from './metrics/reading.ts'
import { rocmSmi } from './metrics/rocm-smi.ts'
import { SamplePost } from './metrics/sample-post.ts'
import { startSystemSampler } from './metrics/system-sampler.ts'
import { setFactsDone } from './set-facts-done.ts'
import { sharedToolLedger } from './tool-ledger.ts'

export interface WorkerCapture {
  stop(): void
}

export interface CaptureInWorkerOptions {
  readonly start: CaptureStart
  /** The run's folder for files. */
  readonly filesDir: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly post: (message: CaptureMessage) => void
}

/** The worker's part of the capture: everything that takes time, or must go on while the training thread is blocked. */
export function captureInWorker(options: CaptureInWorkerOptions): WorkerCapture {
  const { start, filesDir, env, post } = options
  const slots = new Int32Array(start.shared)
  const tools = createTools(sharedToolLedger(slots))
  const limits = readCgroupLimits(systemMachine)
  const mounts = mountsOf(systemMachine, filesDir)
  const stop =
    start.metricsIntervalMs === undefined
      ? () => {}
      : startMetrics(start.metricsIntervalMs, { limits, mounts, slots, tools, post })
  if (start.facts !== undefined && Atomics.load(slots, SLOT_FACTS_DONE) === 0) {
    const common = { machine: systemMachine, limits, mounts, env, runTool: tools.run, post }
    void gatherFacts({ ...common, start: start.facts, filesDir }, () => setFactsDone(start.shared))
  }
  return { stop }
}

interface MetricsContext {
  readonly limits: CgroupLimits
  readonly mounts: readonly string[]
  readonly slots: Int32Array
  readonly tools: Tools
  readonly post: (message: CaptureMessage) => void
}

function startMetrics(intervalMs: number, context: MetricsContext): () => void {
  const { slots, post } = context
  const outbox = new SamplePost({ slots, post })
  const { monotonicMs } = systemMachine
  const sampler = startSystemSampler({
    intervalMs,
    readings: createReadings(systemMachine, intervalMs, context),
    timers: systemTimers,
    monotonicMs,
    onSample: (timestampMs, values) => void outbox.send(timestampMs, values),
  })
  return () => sampler.stop()
}

function createReadings(
  machine: SystemMachine,
  intervalMs: number,
  context: MetricsContext,
): readonly Reading[] {
  const { limits, mounts, slots, tools } = context
  const { monotonicMs, processUs, totalBytes, freeBytes, rssBytes, spaceOf, platform } = machine
  const coreCount = Math.min(machine.cpus().length || 1, limits.cpuCount ?? Number.POSITIVE_INFINITY)
  const polled = { intervalMs, run: tools.run, nowMs: monotonicMs }
  const gpus =
    platform === 'darwin'
      ? [new PolledGpuReading({ ...polled, tool: ioreg })]
      : [new NvidiaReading({ intervalMs, follow: tools.follow, timers: systemTimers, monotonicMs })]
  const amd = platform === 'linux' ? [new PolledGpuReading({ ...polled, tool: rocmSmi })] : []
  return [
    new CpuReading({ machine, coreCount, processUs, cpuTimes: () => portableTimes(machine) }, monotonicMs()),
    new MemoryReading({ machine, limits, totalBytes, freeBytes, rssBytes }),
    new DiskReading({ machine, mounts, spaceOf }),
    new NetworkReading(machine),
    new LoopReading(slots, monotonicMs),
    ...gpus,
    ...amd,
  ]
}

function portableTimes(machine: SystemMachine): ReadonlyMap<number, { busy: number; total: number }> {
  return new Map(
    machine.cpus().map(({ times }, i) => {
      const total = times.user + times.nice + times.sys + times.idle + times.irq
      return [i, { busy: total - times.idle, total }]
    }),
  )
}

/** The root, and where the run's folder is mounted when that is another file system. */
function mountsOf(machine: SystemMachine, path: string): readonly string[] {
  if (machine.platform === 'win32') return [path.slice(0, 3)]
  const device = machine.deviceOf(path)
  if (device === undefined || device === machine.deviceOf('/')) return ['/']
  let mount = path
  while (machine.deviceOf(dirname(mount)) === device && dirname(mount) !== mount) mount = dirname(mount)
  return ['/', mount]
}
