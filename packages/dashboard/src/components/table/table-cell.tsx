import type { JSX } from 'react'
import type { TablePage, Value } from '@kymo/server/api'
import { fileUrl } from '../../api/media-client.ts'
import { parseMedia } from '../../media/media-value.ts'
import type { MediaValue } from '../../media/media-value.ts'
import { Icon } from '../ui/icons.tsx'
import { ValueText } from '../ui/value-text.tsx'

export const TEXT_ROW_PX = 32
export const MEDIA_ROW_PX = 72

const TEXT_TYPES =
  /^(?:any|unknown|none|string|number|timestamp|boolean|list|ndarray|typedDict|object|pythonObject|const|union)$/

/** Whether rows must be high enough for pictures. */
export function hasMediaColumn({ columns, rows }: TablePage): boolean {
  if (
    columns.some(
      ({ type }) => !TEXT_TYPES.test(type) && /image|video|audio|html|object3D|molecule|plotly/i.test(type),
    )
  )
    return true
  return rows.slice(0, 20).some(({ cells }) => cells.some((cell) => isMedia(cell)))
}

function isMedia(value: Value): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, '_type')
}

/** One cell on one line, or a picture of its height. */
export function TableCell({
  value,
  fileBase,
}: {
  readonly value: Value
  readonly fileBase: string
}): JSX.Element {
  if (value === null) return <span className="absent">–</span>
  if (typeof value === 'boolean') return <span className="code-value">{String(value)}</span>
  if (!isMedia(value)) return <ValueText value={value} />
  const media = parseMedia(value)
  if (media.kind === 'images' && media.items[0] !== undefined) {
    const [image] = media.items
    return (
      <img
        className="cell-image"
        src={fileUrl(fileBase, image.path)}
        alt={image.caption || image.path}
        loading="lazy"
        decoding="async"
        height={MEDIA_ROW_PX - 8}
      />
    )
  }
  return (
    <span className="cell-media">
      <Icon name={iconOf(media)} />
      {media.kind}
    </span>
  )
}

function iconOf({ kind }: MediaValue): 'play' | 'box' | 'chart' | 'file' {
  if (kind === 'audio' || kind === 'video') return 'play'
  if (kind === 'object3d' || kind === 'molecule') return 'box'
  return kind === 'plotly' || kind === 'histogram' ? 'chart' : 'file'
}
