import type { JSX } from 'react'
import { formatBytes } from '../../charts/model/format.ts'
import { Icon } from '../ui/icons.tsx'
import { baseName } from './media-files.ts'

export interface FileCardProps {
  readonly path: string
  readonly url: string
  readonly sizeBytes: number
  /** Why the file is not shown, or what it is. */
  readonly note: string
}

/** A file that this page does not draw, to be downloaded. */
export function FileCard({ path, url, sizeBytes, note }: FileCardProps): JSX.Element {
  const name = baseName(path)
  return (
    <div className="file-card">
      <Icon name="file" />
      <div>
        <strong title={path}>{name}</strong>
        <p className="soft">
          {note}
          {sizeBytes > 0 ? ` · ${formatBytes(sizeBytes)}` : ''}
        </p>
      </div>
      <a className="button" href={url} download={name}>
        <Icon name="download" />
        <span>Download</span>
      </a>
    </div>
  )
}
