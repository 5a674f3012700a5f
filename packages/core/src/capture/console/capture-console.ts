import { inspect } from 'node:util'
import type { RecordInit } from '@kymo/protocol'
import type { OutputName, OutputStreams } from '../../platform/output-streams.ts'
import type { Pulse } from '../../platform/pulse.ts'
import type { ConsoleSetting, ConsoleSettings } from '../../settings/capture-settings.ts'
import { ConsoleRecorder } from './console-recorder.ts'
import { WriteHook } from './write-hook.ts'

const DEFAULT_MAX_BYTES = 512 * 1024 * 1024

/** The hooks of a process: all runs share one per stream. */
export interface ConsoleSource {
  readonly streams: OutputStreams
  readonly hooks: { readonly [Name in OutputName]: WriteHook }
}

export function createConsoleSource(streams: OutputStreams): ConsoleSource {
  const hookOf = (name: OutputName): WriteHook => new WriteHook(streams.stream(name))
  let stdout: WriteHook | undefined
  let stderr: WriteHook | undefined
  return {
    streams,
    hooks: {
      // Not before they are asked for: making `process.stdout` opens it.
      get stdout() {
        return (stdout ??= hookOf('stdout'))
      },
      get stderr() {
        return (stderr ??= hookOf('stderr'))
      },
    },
  }
}

export interface CaptureConsoleOptions {
  readonly setting: ConsoleSetting
  readonly source: ConsoleSource
  readonly pulse: Pulse
  readonly append: (record: RecordInit, nowMs: number) => void
  readonly onRedactFailure: (error: unknown) => void
}

export interface ConsoleCapture {
  flush(): void
  /** Hot: hands over what has waited too long. */
  noteTime(nowMs: number): void
  /** Takes the hooks away and records the rest. */
  close(): void
}

/** Keeps what this process prints. @returns undefined when the setting says no */
export function captureConsole(options: CaptureConsoleOptions): ConsoleCapture | undefined {
  const { setting, source, pulse, append, onRedactFailure } = options
  if (setting === false) return undefined
  const { streams = 'both', redact, maxBytes = DEFAULT_MAX_BYTES } = detailsOf(setting)
  const recorder = new ConsoleRecorder({ pulse, append, maxBytes, redact, onRedactFailure })
  const names = (['stdout', 'stderr'] as const).filter((name) => streams === 'both' || streams === name)
  const undos = names.map((name) =>
    source.hooks[name].add((chunk, encoding) => recorder.note(name, chunk, encoding)),
  )
  if (names.includes('stderr')) {
    undos.push(source.streams.onFatalError((error) => recorder.note('stderr', describeFatal(error), 'utf8')))
  }
  return {
    flush: () => recorder.flush(),
    noteTime: (nowMs) => recorder.noteTime(nowMs),
    close: () => {
      for (const undo of undos) undo()
      recorder.close()
    },
  }
}

function detailsOf(setting: ConsoleSetting): ConsoleSettings {
  if (typeof setting === 'object') return setting
  return typeof setting === 'string' ? { streams: setting } : {}
}

function describeFatal(error: unknown): string {
  try {
    return `Uncaught ${inspect(error)}\n`
  } catch {
    return 'Uncaught error that cannot be shown\n'
  }
}
