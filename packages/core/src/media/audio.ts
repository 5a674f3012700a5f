import { artifactFiles, type MediaPart } from './artifact-files.ts'
import { encodeWav } from './encode-wav.ts'
import { captionOf, contentOf, type FileContent, type MediaContent } from './media-content.ts'
import { extensionOf, fileOrBytes } from './payload-of.ts'

export interface AudioOptions {
  readonly caption?: string
  /** Hertz; needed for samples. */
  readonly sampleRate?: number
  /** Of interleaved samples. Default 1. */
  readonly channels?: number
  /** Of bytes: `wav`, `mp3`, `ogg`, `flac` … Default `wav`. */
  readonly format?: string
}

export type AudioSource =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Float32Array
  | Float64Array
  | Int16Array
  | readonly number[]

/** Samples of one clip: 40 minutes of stereo at 48 kHz. */
const MAX_SAMPLES: number = (256 * 1024 * 1024) / 2

/**
 * Sound to log: the path of a file, the bytes of one, or samples (floats in `[-1, 1]` or 16-bit integers), which become a WAV file.
 *
 * Samples are copied. Never throws: sound that cannot be logged is a warning when it is logged.
 *
 * @example
 * ```js
 * import { Audio, init } from '@kymo/core'
 *
 * const run = await init({ project: 'speech' })
 * const samples = Float32Array.from({ length: 8000 }, (_, i) => Math.sin((i * 2 * Math.PI * 440) / 8000))
 * run.log({ tone: new Audio(samples, { sampleRate: 8000, caption: '440 Hz' }) })
 * await run.finish()
 * ```
 */
export class Audio {
  /** @internal */
  readonly kymoMedia: MediaContent

  constructor(data: AudioSource, options: AudioOptions = {}) {
    this.kymoMedia = contentOf('audio', () => contentOfAudio(data, options ?? {}))
  }

  /** Its files in an artifact; `artifact.add()` calls it. @throws {TypeError} when it cannot be kept */
  toArtifactFiles(name: string): Iterable<MediaPart> {
    return artifactFiles(this.kymoMedia, name)
  }
}

function contentOfAudio(
  data: AudioSource,
  options: AudioOptions,
): FileContent | { readonly problem: string } {
  const caption = captionOf(options.caption)
  const captioned = caption === undefined ? {} : { caption }
  const payload = fileOrBytes(data)
  if (payload === undefined) return contentOfSamples(data, options, captioned)
  if ('problem' in payload) return payload
  const extension = payload.kind === 'file' ? extensionOf(payload.path) : `.${options.format ?? 'wav'}`
  return { kind: 'audio', payload, extension, ...captioned }
}

function contentOfSamples(
  data: unknown,
  { sampleRate, channels = 1 }: AudioOptions,
  captioned: { caption?: string },
): FileContent | { readonly problem: string } {
  const values = samplesOf(data)
  if (values === undefined) return { problem: 'it is neither a file, the bytes of one nor samples' }
  if (values.length > MAX_SAMPLES)
    return { problem: `${values.length} samples exceed the limit of ${MAX_SAMPLES}` }
  if (typeof sampleRate !== 'number' || !(sampleRate >= 1 && sampleRate <= 2 ** 31))
    return { problem: 'samples need the option sampleRate, in hertz' }
  if (!Number.isInteger(channels) || channels < 1 || channels > 256 || values.length % channels !== 0)
    return { problem: `${values.length} samples cannot be divided into ${channels} channels` }
  const sampleRateHz = Math.round(sampleRate)
  const bytes = encodeWav({ values, sampleRateHz, channelCount: channels })
  const durationS = values.length / channels / sampleRateHz
  return {
    kind: 'audio',
    payload: { kind: 'bytes', bytes },
    extension: '.wav',
    sampleRateHz,
    durationS,
    ...captioned,
  }
}

function samplesOf(data: unknown): Float32Array | Float64Array | Int16Array | undefined {
  if (data instanceof Float32Array || data instanceof Float64Array || data instanceof Int16Array) return data
  return Array.isArray(data) ? Float64Array.from(data as number[]) : undefined
}
