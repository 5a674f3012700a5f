import { useEffect, useRef, useState } from 'react'
import type { JSX } from 'react'
import { wavePeaks } from '../../media/wave-peaks.ts'
import type { FileItem } from '../../media/media-value.ts'
import { useFile } from '../../state/media-queries.ts'
import { useSize } from '../ui/use-size.ts'

/** Longer sounds are played without a picture: they would have to be decoded whole. */
const MAX_WAVE_BYTES = 6e6
const COLUMNS = 240

export function AudioView({ item, url }: { readonly item: FileItem; readonly url: string }): JSX.Element {
  const player = useRef<HTMLAudioElement>(null)
  const [progress, setProgress] = useState(0)
  return (
    <figure className="audio-item">
      {item.sizeBytes > MAX_WAVE_BYTES ? null : (
        <Wave
          url={url}
          progress={progress}
          onSeek={(ratio) => {
            const audio = player.current
            if (audio !== null && Number.isFinite(audio.duration)) audio.currentTime = ratio * audio.duration
          }}
        />
      )}
      {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- logged sounds have none */}
      <audio
        ref={player}
        src={url}
        controls
        preload="metadata"
        aria-label={item.caption || 'Sound'}
        onTimeUpdate={({ currentTarget: { currentTime, duration } }) =>
          setProgress(duration > 0 ? currentTime / duration : 0)
        }
      />
      {item.caption === '' ? null : <figcaption title={item.caption}>{item.caption}</figcaption>}
    </figure>
  )
}

async function readPeaks(bytes: ArrayBuffer): Promise<Float32Array> {
  // An offline context decodes without asking for a device or a click.
  const sound = await new OfflineAudioContext(1, 1, 44_100).decodeAudioData(bytes)
  return wavePeaks(sound.getChannelData(0), COLUMNS)
}

interface WaveProps {
  readonly url: string
  readonly progress: number
  readonly onSeek: (ratio: number) => void
}

function Wave({ url, progress, onSeek }: WaveProps): JSX.Element {
  const [measure, size, box] = useSize<HTMLDivElement>()
  const canvas = useRef<HTMLCanvasElement>(null)
  const { data: peaks } = useFile(url, { maxBytes: MAX_WAVE_BYTES, parse: readPeaks })
  useEffect(() => {
    const drawing = canvas.current?.getContext('2d')
    if (peaks === undefined || drawing === null || drawing === undefined || box === null) return
    const style = getComputedStyle(box)
    const { width, height } = size
    drawing.canvas.width = width * devicePixelRatio
    drawing.canvas.height = height * devicePixelRatio
    drawing.scale(devicePixelRatio, devicePixelRatio)
    const step = width / COLUMNS
    for (let column = 0; column < COLUMNS; column += 1) {
      const isPlayed = column / COLUMNS < progress
      drawing.fillStyle = style.getPropertyValue(isPlayed ? '--accent' : '--text-muted').trim()
      const [low, high] = [peaks[column * 2], peaks[column * 2 + 1]]
      const top = (height / 2) * (1 - high)
      drawing.fillRect(
        column * step,
        top,
        Math.max(0.75, step - 0.75),
        Math.max(1, (height / 2) * (1 - low) - top),
      )
    }
  }, [peaks, size, box, progress])
  return (
    // The player below has the keyboard; this is a larger handle for the pointer.
    <div
      className="wave"
      ref={measure}
      role="presentation"
      onClick={(event) => {
        const { left, width } = event.currentTarget.getBoundingClientRect()
        onSeek((event.clientX - left) / width)
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
    </div>
  )
}
