import { useMemo } from 'react'
import type { JSX } from 'react'
import type { FileInfo, RunDetail, RunRef } from '@kymo/server/api'
import { fileUrl } from '../../api/run-client.ts'
import { formatBytes, formatMoment } from '../../charts/model/format.ts'
import { fileKind } from '../../run/file-kind.ts'
import type { FileKind } from '../../run/file-kind.ts'
import { parseDiff } from '../../run/unified-diff.ts'
import { useFileText } from '../../state/run-queries.ts'
import { CopyButton, IconButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { DiffView } from './diff-view.tsx'

/** Of a longer text the start is shown. */
const TEXT_LIMIT_BYTES = 1_000_000
/** Longer JSON stays as it is: laying it out would stop the page. */
const JSON_LIMIT = 1_000_000

export interface FilePreviewProps {
  readonly run: RunDetail
  readonly file: FileInfo
  readonly onClose: () => void
}

/** One file: what it is, its content as far as it can be shown, and the way to get all of it. */
export function FilePreview({ run, file, onClose }: FilePreviewProps): JSX.Element {
  const url = fileUrl(run, file.path)
  const name = file.path.slice(file.path.lastIndexOf('/') + 1)
  return (
    <article className="file-preview" aria-label={file.path}>
      <header>
        <IconButton
          icon="chevron"
          label="Back to the list"
          className="only-narrow is-back"
          onClick={onClose}
        />
        <div className="file-title">
          <h2 title={file.path}>{name}</h2>
          <p className="soft numeric">
            {formatBytes(file.sizeBytes)} · {file.mimeType} · {formatMoment(file.modifiedMs)}
          </p>
        </div>
        <CopyButton text={file.path} label="Copy the path" />
        {url === undefined ? null : (
          <a className="button" href={url} download={name}>
            <Icon name="download" />
            <span>Download</span>
          </a>
        )}
      </header>
      {url === undefined ? (
        <Empty title="This path cannot be shown">
          <p className="soft">A browser changes paths with empty or dot parts before it asks for them.</p>
        </Empty>
      ) : (
        <Content run={run} file={file} url={url} kind={fileKind(file.path, file.mimeType)} />
      )}
    </article>
  )
}

interface ContentProps {
  readonly run: RunRef
  readonly file: FileInfo
  readonly url: string
  readonly kind: FileKind
}

function Content({ run, file, url, kind }: ContentProps): JSX.Element {
  switch (kind) {
    case 'text':
    case 'json':
    case 'diff':
      return <TextContent run={run} file={file} kind={kind} />
    case 'image':
      return (
        <div className="file-media">
          <img src={url} alt={file.path} />
        </div>
      )
    case 'audio':
      return (
        <div className="file-media">
          {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- nobody wrote captions for what a run logged */}
          <audio src={url} controls preload="metadata" />
        </div>
      )
    case 'video':
      return (
        <div className="file-media">
          {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- see above */}
          <video src={url} controls preload="metadata" />
        </div>
      )
    case 'page':
      // Never in our origin: the sandbox gives it one of its own, without cookies and without a way to this page.
      return (
        <iframe
          className="file-page"
          title={file.path}
          src={url}
          sandbox="allow-scripts"
          referrerPolicy="no-referrer"
        />
      )
    case 'none':
      return (
        <Empty title="No preview">
          <p className="soft">Files of this kind can be downloaded.</p>
        </Empty>
      )
  }
}

function TextContent({ run, file, kind }: Pick<ContentProps, 'run' | 'file' | 'kind'>): JSX.Element {
  const { path, modifiedMs } = file
  const { data, error, refetch } = useFileText(run, { path, modifiedMs, limitBytes: TEXT_LIMIT_BYTES })
  const text = useMemo(() => (kind === 'json' ? laidOut(data?.text ?? '') : (data?.text ?? '')), [kind, data])
  const diff = useMemo(() => (kind === 'diff' ? parseDiff(data?.text ?? '') : []), [kind, data])
  if (data === undefined) {
    return error === null ? (
      <Skeleton rows={8} height={24} />
    ) : (
      <Problem error={error} what={path} onRetry={() => void refetch()} />
    )
  }
  if (kind === 'diff') return <DiffView lines={diff} isCut={data.isCut} />
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div className="file-text" tabIndex={0} role="region" aria-label={`Content of ${path}`}>
      <pre>{text}</pre>
      {data.isCut ? (
        <p className="soft file-cut">
          The first {formatBytes(TEXT_LIMIT_BYTES)} of {formatBytes(file.sizeBytes)} are shown.
        </p>
      ) : null}
    </div>
  )
}

function laidOut(text: string): string {
  if (text.length > JSON_LIMIT) return text
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}
