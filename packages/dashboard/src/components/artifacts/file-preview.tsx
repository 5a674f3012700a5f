import { Suspense, lazy } from 'react'
import type { JSX } from 'react'
import type { ManifestEntry } from '@kymo/server/api'
import type { VersionRef } from '../../api/artifact-client.ts'
import { previewKind } from '../../artifacts/preview-kind.ts'
import { formatBytes } from '../../charts/model/format.ts'
import { useFile } from '../../state/media-queries.ts'
import { FileCard } from '../media/file-card.tsx'
import { baseName } from '../media/media-files.ts'
import { CopyButton, IconButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { Skeleton } from '../ui/states.tsx'
import '../../styles/media.css'

const FileView = lazy(() =>
  import('../media/media-tile.tsx').then((module) => ({ default: module.FileView })),
)
const DataTable = lazy(() =>
  import('../table/data-table.tsx').then((module) => ({ default: module.DataTable })),
)

const MAX_TEXT_BYTES = 2e6

export interface FilePreviewProps {
  readonly refTo: VersionRef
  readonly entry: ManifestEntry
  readonly url: string
  readonly onClose: () => void
}

/** One file of a version: what it looks like, and the way to have it. */
export function FilePreview({ refTo, entry, url, onClose }: FilePreviewProps): JSX.Element {
  return (
    <section className="file-preview" aria-label={`File ${entry.path}`}>
      <header>
        <h2 title={entry.path}>{baseName(entry.path)}</h2>
        <span className="soft numeric">{formatBytes(entry.sizeBytes)}</span>
        <CopyButton text={entry.path} label="Copy the path" />
        {entry.ref === null ? (
          <a
            className="icon-button"
            href={url}
            download={baseName(entry.path)}
            aria-label={`Download ${entry.path}`}
            title="Download"
          >
            <Icon name="download" />
          </a>
        ) : null}
        <IconButton icon="cross" label="Close the preview" onClick={onClose} />
      </header>
      <div className="file-preview-body">
        <Suspense fallback={<Skeleton rows={6} />}>
          <Content refTo={refTo} entry={entry} url={url} onClose={onClose} />
        </Suspense>
      </div>
      <footer className="soft">
        <span>md5</span> <code title={entry.digest}>{entry.digest}</code>
      </footer>
    </section>
  )
}

function Content({ refTo, entry, url }: FilePreviewProps): JSX.Element {
  const { path, sizeBytes, ref } = entry
  if (ref !== null) return <Reference uri={ref} />
  const kind = previewKind(path)
  switch (kind) {
    case 'image':
      return <img className="preview-image" src={url} alt={path} />
    case 'table':
      return <DataTable source={{ kind: 'artifact', ...refTo, path }} name={baseName(path)} />
    case 'text':
      return <TextPreview url={url} path={path} sizeBytes={sizeBytes} />
    case 'none':
      return <FileCard path={path} url={url} sizeBytes={sizeBytes} note="No preview of such files" />
    case 'audio':
    case 'video':
    case 'html':
    case 'object3d':
    case 'molecule':
    case 'plotly':
      return <FileView kind={kind} item={{ path, caption: '', sizeBytes }} url={url} />
  }
}

/** Where a reference points to. Only web addresses are links: others a browser would not open, or should not. */
function Reference({ uri }: { readonly uri: string }): JSX.Element {
  return (
    <div className="file-card">
      <Icon name="link" />
      <div>
        <strong>A reference: its content stays where it is</strong>
        <p className="with-copy">
          {/^https?:\/\//i.test(uri) ? (
            <a href={uri} className="text-link" rel="noopener noreferrer nofollow" target="_blank">
              {uri}
            </a>
          ) : (
            <code title={uri}>{uri}</code>
          )}
          <CopyButton text={uri} label="Copy the address" />
        </p>
      </div>
    </div>
  )
}

function TextPreview({
  url,
  path,
  sizeBytes,
}: {
  readonly url: string
  readonly path: string
  readonly sizeBytes: number
}): JSX.Element {
  const isSmall = sizeBytes <= MAX_TEXT_BYTES
  const { data, error } = useFile(isSmall ? url : undefined, {
    maxBytes: MAX_TEXT_BYTES,
    parse: (bytes) => new TextDecoder().decode(bytes),
  })
  if (!isSmall || error !== null) {
    const note = error === null ? 'Too large for a preview' : error.message
    return <FileCard path={path} url={url} sizeBytes={sizeBytes} note={note} />
  }
  if (data === undefined) return <Skeleton rows={8} />
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <pre className="preview-text" tabIndex={0}>
      {data}
    </pre>
  )
}
