import { useEffect, useRef } from 'react'
import type { JSX } from 'react'
import type { TablePage, Value } from '@kymo/server/api'
import { fileUrl } from '../../api/media-client.ts'
import { formatExact, grouped } from '../../charts/model/format.ts'
import { parseMedia } from '../../media/media-value.ts'
import { FileView } from '../media/media-tile.tsx'
import { CopyButton, IconButton } from '../ui/controls.tsx'

export interface RowDetailProps {
  readonly page: TablePage
  /** Undefined while it is being loaded. */
  readonly row: TablePage['rows'][number] | undefined
  readonly index: number
  readonly onIndex: (index: number) => void
  readonly onClose: () => void
}

/** One row with every cell in full. */
export function RowDetail({ page, row, index, onIndex, onClose }: RowDetailProps): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="row-detail"
      aria-label={`Row ${row?.number ?? ''}`}
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.key === 'ArrowDown') onIndex(index + 1)
        else if (event.key === 'ArrowUp') onIndex(index - 1)
      }}
    >
      <header className="dialog-head">
        <h2 className="numeric">Row {row === undefined ? '…' : grouped(row.number)}</h2>
        <IconButton icon="chevron" className="is-up" label="Row before" onClick={() => onIndex(index - 1)} />
        <IconButton icon="chevron" className="is-down" label="Row after" onClick={() => onIndex(index + 1)} />
        <IconButton icon="cross" label="Close" onClick={() => dialog.current?.close()} />
      </header>
      <dl>
        {page.columns.map(({ name, type }, column) => (
          <div key={column}>
            <dt title={type}>{name}</dt>
            <dd>
              {row === undefined ? null : (
                <FullValue value={row.cells[column] ?? null} fileBase={page.fileBase} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </dialog>
  )
}

/** A value with nothing left out. */
function FullValue({ value, fileBase }: { readonly value: Value; readonly fileBase: string }): JSX.Element {
  if (value === null) return <span className="absent">–</span>
  if (typeof value === 'object' && !Array.isArray(value) && Object.hasOwn(value, '_type')) {
    const media = parseMedia(value)
    switch (media.kind) {
      case 'images':
        return (
          <>
            {media.items.map(({ path, caption }) => (
              <figure key={path}>
                <img src={fileUrl(fileBase, path)} alt={caption || path} loading="lazy" />
                <figcaption>{caption}</figcaption>
              </figure>
            ))}
          </>
        )
      case 'histogram':
      case 'table':
      case 'text':
      case 'value':
        break
      case 'audio':
      case 'video':
      case 'html':
      case 'object3d':
      case 'molecule':
      case 'plotly':
      case 'file':
        return (
          <>
            {media.items.map((item) => (
              <FileView key={item.path} kind={media.kind} item={item} url={fileUrl(fileBase, item.path)} />
            ))}
          </>
        )
    }
  }
  const text =
    typeof value === 'string'
      ? value
      : typeof value === 'number'
        ? formatExact(value)
        : JSON.stringify(value, null, 2)
  return (
    <div className="full-value">
      <pre>{text}</pre>
      <CopyButton text={text} label="Copy the value" />
    </div>
  )
}
