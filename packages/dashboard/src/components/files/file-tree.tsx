import { useVirtualizer } from '@tanstack/react-virtual'
import { useMemo, useRef, useState } from 'react'
import type { CSSProperties, JSX, KeyboardEvent } from 'react'
import type { FileInfo } from '@kymo/server/api'
import { formatBytes } from '../../charts/model/format.ts'
import { initiallyOpen, parentsOf, visibleRows } from '../../run/file-tree.ts'
import type { FileNode, TreeRow } from '../../run/file-tree.ts'
import { Icon } from '../ui/icons.tsx'

const ROW_PX = 28

export interface FileTreeProps {
  readonly nodes: readonly FileNode[]
  /** Path of the chosen file. */
  readonly chosen: string | undefined
  readonly onChoose: (file: FileInfo) => void
}

/** Folders and files. Arrow keys move, open and close, as in every tree; only rows on the screen exist. */
export function FileTree({ nodes, chosen, onChoose }: FileTreeProps): JSX.Element {
  const [toggled, setToggled] = useState<ReadonlyMap<string, boolean>>(new Map())
  const open = useMemo(() => {
    const folders = initiallyOpen(nodes)
    for (const path of chosen === undefined ? [] : parentsOf(chosen)) folders.add(path)
    for (const [path, isOpen] of toggled) {
      if (isOpen) folders.add(path)
      else folders.delete(path)
    }
    return folders
  }, [nodes, chosen, toggled])
  const rows = useMemo(() => visibleRows(nodes, open), [nodes, open])
  const [focusedPath, setFocusedPath] = useState(chosen)
  const focused = Math.max(
    0,
    rows.findIndex(({ node }) => node.path === focusedPath),
  )
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
  })
  const focusRow = (index: number): void => {
    const row = rows[index]
    if (row === undefined) return
    setFocusedPath(row.node.path)
    virtual.scrollToIndex(index)
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)?.focus(),
    )
  }
  const toggle = (path: string, isOpen: boolean): void => setToggled(new Map([...toggled, [path, isOpen]]))
  const act = ({ node, isOpen }: TreeRow): void => {
    if (node.kind === 'file') onChoose(node.file)
    else toggle(node.path, !isOpen)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const row = rows[focused]
    if (row === undefined) return
    const next = nextRow(event.key, focused, rows)
    if (next !== undefined) focusRow(next)
    else if (event.key === 'ArrowRight' && row.node.kind === 'folder') toggle(row.node.path, true)
    else if (event.key === 'ArrowLeft' && row.isOpen) toggle(row.node.path, false)
    else if (event.key === 'Enter' || event.key === ' ') act(row)
    else return
    event.preventDefault()
  }
  return (
    <div className="file-tree" ref={scroller}>
      <div
        role="tree"
        tabIndex={-1}
        aria-label="Files"
        style={{ height: virtual.getTotalSize() }}
        onKeyDown={onKeyDown}
      >
        {virtual.getVirtualItems().map(({ index, start }) => {
          const row = rows[index]
          return row === undefined ? null : (
            <TreeItem
              key={`${row.node.kind} ${row.node.path}`}
              row={row}
              index={index}
              isFocusable={index === focused}
              isChosen={row.node.path === chosen}
              style={{ transform: `translateY(${start}px)`, paddingLeft: 8 + (row.level - 1) * 16 }}
              onAct={() => {
                setFocusedPath(row.node.path)
                act(row)
              }}
            />
          )
        })}
      </div>
    </div>
  )
}

interface TreeItemProps {
  readonly row: TreeRow
  readonly index: number
  readonly isFocusable: boolean
  readonly isChosen: boolean
  readonly style: CSSProperties
  readonly onAct: () => void
}

function TreeItem({ row, index, isFocusable, isChosen, style, onAct }: TreeItemProps): JSX.Element {
  const { node, level, isOpen, position, siblingCount } = row
  const isFolder = node.kind === 'folder'
  return (
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the tree around it hears the keys
    <div
      role="treeitem"
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblingCount}
      aria-selected={isChosen}
      {...(isFolder ? { 'aria-expanded': isOpen } : {})}
      data-row={index}
      tabIndex={isFocusable ? 0 : -1}
      className={`tree-row ${isChosen ? 'is-chosen' : ''}`}
      style={style}
      title={node.path}
      onClick={onAct}
    >
      <Icon
        name="chevron"
        className={`icon tree-chevron ${isOpen ? 'is-open' : ''} ${isFolder ? '' : 'is-absent'}`}
      />
      <Icon name={isFolder ? 'folder' : 'file'} />
      <span className="tree-name">{node.name}</span>
      <span className="soft numeric">{formatBytes(node.sizeBytes)}</span>
    </div>
  )
}

function nextRow(key: string, row: number, rows: readonly TreeRow[]): number | undefined {
  const current = rows[row]
  if (key === 'ArrowDown') return Math.min(rows.length - 1, row + 1)
  if (key === 'ArrowUp') return Math.max(0, row - 1)
  if (key === 'Home') return 0
  if (key === 'End') return rows.length - 1
  if (key === 'ArrowRight' && current.isOpen) return Math.min(rows.length - 1, row + 1)
  if (key !== 'ArrowLeft' || current.isOpen || current.level === 1) return undefined
  let parent = row - 1
  while (parent > 0 && rows[parent].level >= current.level) parent -= 1
  return parent
}
