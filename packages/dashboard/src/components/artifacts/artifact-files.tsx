import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useState } from 'react'
import type { CSSProperties, JSX } from 'react'
import type { ManifestEntry } from '@kymo/server/api'
import { artifactFileBase } from '../../api/artifact-client.ts'
import type { Manifest, VersionRef } from '../../api/artifact-client.ts'
import { fileUrl } from '../../api/media-client.ts'
import { buildTree, listTree } from '../../artifacts/manifest-tree.ts'
import type { TreeRow } from '../../artifacts/manifest-tree.ts'
import { formatBytes, grouped } from '../../charts/model/format.ts'
import { filterBy, parseSearch } from '../../charts/model/search-pattern.ts'
import { useManifest } from '../../state/artifact-queries.ts'
import { SearchField } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { useSize } from '../ui/use-size.ts'
import { FilePreview } from './file-preview.tsx'

const ROW_PX = 30

export interface ArtifactFilesProps {
  readonly refTo: VersionRef
  /** Path of the file that is previewed. */
  readonly file: string | undefined
  readonly onFile: (path: string | undefined) => void
}

/** The files of a version as a tree, and the one that was chosen. */
export function ArtifactFiles({ refTo, file, onFile }: ArtifactFilesProps): JSX.Element {
  const { data, error, refetch } = useManifest(refTo)
  if (data === undefined) {
    return error === null ? (
      <Skeleton rows={8} />
    ) : (
      <Problem error={error} what="the list of files" onRetry={() => void refetch()} />
    )
  }
  const chosen = data.entries.find(({ path }) => path === file)
  return (
    <div className={`file-split ${chosen === undefined ? '' : 'has-preview'}`}>
      <FileTree manifest={data} file={file} onFile={onFile} />
      {chosen === undefined ? null : (
        <FilePreview
          key={chosen.path}
          refTo={refTo}
          entry={chosen}
          url={fileUrl(artifactFileBase(refTo), chosen.path)}
          onClose={() => onFile(undefined)}
        />
      )}
    </div>
  )
}

interface FileTreeProps {
  readonly manifest: Manifest
  readonly file: string | undefined
  readonly onFile: (path: string) => void
}

function FileTree({ manifest, file, onFile }: FileTreeProps): JSX.Element {
  const { entries, totalCount } = manifest
  const [search, setSearch] = useState('')
  const tree = useMemo(() => buildTree(entries), [entries])
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(tree.folders.size === 1 ? tree.folders.keys() : []),
  )
  const rows = useMemo((): readonly TreeRow[] => {
    if (search === '') return listTree(tree, open)
    const found = filterBy(entries, parseSearch(search), ({ path }) => [path])
    return found.map((entry) => ({ kind: 'file', name: entry.path, depth: 0, entry }))
  }, [tree, open, search, entries])
  const [measure, , scroller] = useSize<HTMLDivElement>()
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })
  const toggle = (path: string): void => {
    const next = new Set(open)
    if (!next.delete(path)) next.add(path)
    setOpen(next)
  }
  return (
    <div className="file-tree">
      <div className="panel-bar versions-bar">
        <SearchField
          label="Search files"
          placeholder="Search paths or /regex/"
          value={search}
          onChange={setSearch}
        />
        <span className="soft numeric">
          {entries.length < totalCount ? `first ${grouped(entries.length)} of ` : ''}
          {fileCountText(totalCount)}
        </span>
      </div>
      {rows.length === 0 ? <Empty title={entries.length === 0 ? 'No files' : 'No file matches'} /> : null}
      <div className="tree-rows" ref={measure} role="tree" aria-label="Files">
        <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index]
            return (
              <TreeLine
                key={row.kind === 'folder' ? `${row.path}/` : row.entry.path}
                row={row}
                start={item.start}
                isChosen={row.kind === 'file' && row.entry.path === file}
                onClick={() => (row.kind === 'folder' ? toggle(row.path) : onFile(row.entry.path))}
              />
            )
          })}
        </div>
      </div>
    </div>
  )
}

interface TreeLineProps {
  readonly row: TreeRow
  readonly start: number
  readonly isChosen: boolean
  readonly onClick: () => void
}

function TreeLine({ row, start, isChosen, onClick }: TreeLineProps): JSX.Element {
  const isFolder = row.kind === 'folder'
  return (
    <button
      type="button"
      role="treeitem"
      aria-level={row.depth + 1}
      aria-selected={isChosen}
      aria-expanded={isFolder ? row.isOpen : undefined}
      className={`tree-line ${isChosen ? 'is-chosen' : ''}`}
      style={{ transform: `translateY(${start}px)`, '--depth': row.depth } as CSSProperties}
      onClick={onClick}
    >
      {isFolder ? (
        <Icon name="chevron" className={`icon tree-chevron ${row.isOpen ? 'is-open' : ''}`} />
      ) : (
        <span className="tree-chevron" />
      )}
      <Icon name={isFolder ? 'folder' : iconOf(row.entry)} />
      <span className="tree-name" title={row.name}>
        {row.name}
      </span>
      {isFolder ? <span className="soft numeric tree-count">{fileCountText(row.fileCount)}</span> : null}
      <span className="soft numeric tree-size">
        {formatBytes(isFolder ? row.sizeBytes : row.entry.sizeBytes)}
      </span>
    </button>
  )
}

function fileCountText(count: number): string {
  return `${grouped(count)} ${count === 1 ? 'file' : 'files'}`
}

function iconOf({ ref, path }: ManifestEntry): 'link' | 'table' | 'image' | 'file' {
  if (ref !== null) return 'link'
  if (path.endsWith('.table.json')) return 'table'
  return /\.(?:png|jpe?g|gif|webp|bmp|svg)$/i.test(path) ? 'image' : 'file'
}
