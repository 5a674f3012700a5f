import { KYMO_SPAN, type SpanAttribute } from '@kymo/protocol'
import {
  otelExporter,
  otelProcessor,
  type OtelBridgePorts,
  type OtelSpanExporter,
  type OtelSpanProcessor,
} from '../spans/otel/otel-bridge.ts'
import { callUserFunction } from '../spans/call-user-function.ts'
import { keepValue, type ValueRules } from '../spans/span-value.ts'
import { Tracer } from '../spans/tracer.ts'
import type { Span, SpanCallOptions, SpanOptions } from '../spans/span-types.ts'
import type { RunWarningCode } from '../errors.ts'
import type { SpanSettings, SpansSetting } from '../settings/capture-settings.ts'
import type { RunDescription } from './run-records.ts'
import { SDK_VERSION } from './sdk-version.ts'
import type { SpanLog } from './span-log.ts'

const MAX_VALUE_CHARS = 65_536

export interface RunSpansOptions {
  /** Undefined: the run keeps none. */
  readonly log: SpanLog | undefined
  readonly setting: SpansSetting
  readonly wallMs: () => number
  readonly monotonicMs: () => number
  readonly randomBytes: (count: number) => Uint8Array
  readonly step: () => number
  readonly inherited: string | undefined
  readonly warn: (code: RunWarningCode, message: string) => void
}

/** The spans of one run. */
export class RunSpans {
  readonly #tracer: Tracer
  readonly #log: SpanLog | undefined
  readonly #rules: ValueRules

  constructor({ log, setting, warn, ...rest }: RunSpansOptions) {
    const { redact, maxValueChars = MAX_VALUE_CHARS }: SpanSettings =
      typeof setting === 'object' ? setting : {}
    this.#log = setting === false ? undefined : log
    const kept = this.#log
    this.#rules = { redact, maxChars: maxValueChars }
    this.#tracer = new Tracer({
      ...rest,
      ...this.#rules,
      write: kept === undefined ? undefined : (record) => kept.write(record),
      onTooManyOpen: (mostCount) =>
        warn(
          'SPANS_OPEN',
          `More than ${mostCount.toLocaleString('en')} spans are open at once: of those that are never ended the oldest will stay open. Is an end() missing?`,
        ),
    })
  }

  start(name: string, options?: SpanOptions): Span {
    return this.#tracer.start(name, options)
  }

  span<R>(name: string, action: (span: Span) => R, options?: SpanCallOptions): R {
    const captureOutput = captureOf(options)
    const span = this.#tracer.start(name, options)
    const act = (): R => action(span)
    if (captureOutput === undefined || captureOutput === false) return this.#tracer.trace(span, act)
    return this.#tracer.trace(span, act, (value) => {
      if (value !== undefined) span.setAttribute(KYMO_SPAN.output, outputOf(value, captureOutput))
    })
  }

  /** For OpenTelemetry. */
  otelProcessor(): OtelSpanProcessor {
    return otelProcessor(this.#bridge)
  }

  otelExporter(): OtelSpanExporter {
    return otelExporter(this.#bridge)
  }

  /** Ends what is open; a process that dies has time for that. */
  end(): void {
    this.#tracer.close()
    this.#log?.flush()
  }

  get #bridge(): OtelBridgePorts {
    return {
      append: (request) => this.#log?.append(request),
      keep: (key, value) => keepValue(this.#rules, key, value)?.value,
    }
  }
}

/** A getter of the user's may throw. */
function captureOf(options: SpanCallOptions | undefined): SpanCallOptions['captureOutput'] {
  try {
    return options?.captureOutput
  } catch {
    return undefined
  }
}

function outputOf(value: unknown, capture: true | ((result: unknown) => unknown)): unknown {
  if (capture === true) return value
  try {
    return callUserFunction(capture, value)
  } catch {
    return '[captureOutput failed]'
  }
}

/** Whose spans they are. */
export function spanResource(
  description: RunDescription,
  place: { entity: string; project: string },
): SpanAttribute[] {
  const { id, hostName, writer } = description
  return [
    ['service.name', place.project],
    [KYMO_SPAN.entity, place.entity],
    [KYMO_SPAN.project, place.project],
    [KYMO_SPAN.run, id],
    ...(writer === undefined ? [] : [[KYMO_SPAN.writer, writer.label] as const]),
    ['host.name', hostName],
    ['telemetry.sdk.name', 'kymo'],
    ['telemetry.sdk.language', 'nodejs'],
    ['telemetry.sdk.version', SDK_VERSION],
  ]
}
