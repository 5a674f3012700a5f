import type { FileInfo } from '@kymo/server/api'
import { compareNames } from '../charts/model/sections.ts'

export interface FolderNode {
  readonly kind: 'folder'
  readonly name: string
  readonly path: string
  readonly children: readonly FileNode[]
  readonly sizeBytes: number
  readonly fileCount: number
}

export type FileNode =
  | FolderNode
  | {
      readonly kind: 'file'
      readonly name: string
      readonly path: string
      readonly file: FileInfo
      readonly sizeBytes: number
    }

/** A row of the tree as it is drawn. */
export interface TreeRow {
  readonly node: FileNode
  /** From 1. */
  readonly level: number
  readonly isOpen: boolean
  /** Position among its siblings, from 1. */
  readonly position: number
  readonly siblingCount: number
}

interface Growing {
  readonly folders: Map<string, Growing>
  readonly files: FileInfo[]
}

/** Paths as folders with their sizes. Names are data: they live in maps. */
export function buildFileTree(files: readonly FileInfo[]): readonly FileNode[] {
  const root: Growing = { folders: new Map(), files: [] }
  for (const file of files) {
    const parts = file.path.split('/')
    let folder = root
    for (const part of parts.slice(0, -1)) {
      let child = folder.folders.get(part)
      if (child === undefined) folder.folders.set(part, (child = { folders: new Map(), files: [] }))
      folder = child
    }
    folder.files.push(file)
  }
  return toNodes(root, '')
}

/** Folders first, both in the order of people. */
function toNodes({ folders, files }: Growing, prefix: string): readonly FileNode[] {
  const folderNodes = [...folders]
    .map(([name, inner]) => toFolder(name, prefix, inner))
    .toSorted((left, right) => compareNames(left.name, right.name))
  const fileNodes = files
    .map((file): FileNode => {
      const name = file.path.slice(prefix.length)
      return { kind: 'file', name, path: file.path, file, sizeBytes: file.sizeBytes }
    })
    .toSorted((left, right) => compareNames(left.name, right.name))
  return [...folderNodes, ...fileNodes]
}

function toFolder(name: string, prefix: string, inner: Growing): FolderNode {
  const path = `${prefix}${name}`
  const children = toNodes(inner, `${path}/`)
  let [sizeBytes, fileCount] = [0, 0]
  for (const child of children) {
    sizeBytes += child.sizeBytes
    fileCount += child.kind === 'file' ? 1 : child.fileCount
  }
  return { kind: 'folder', name, path, children, sizeBytes, fileCount }
}

/** The rows of the folders that are open, from top to bottom. */
export function visibleRows(nodes: readonly FileNode[], open: ReadonlySet<string>, level = 1): TreeRow[] {
  const rows: TreeRow[] = []
  nodes.forEach((node, index) => {
    const isOpen = node.kind === 'folder' && open.has(node.path)
    rows.push({ node, level, isOpen, position: index + 1, siblingCount: nodes.length })
    if (isOpen) for (const row of visibleRows(node.children, open, level + 1)) rows.push(row)
  })
  return rows
}

/** Folders that lead to a path, outermost first. */
export function parentsOf(path: string): string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_part, index) => parts.slice(0, index + 1).join('/'))
}

/** Folders that are open at first: all, while the tree stays short. */
export function initiallyOpen(nodes: readonly FileNode[], mostRows = 60): Set<string> {
  const open = new Set<string>()
  let rowCount = nodes.length
  const queue = nodes.filter((node) => node.kind === 'folder')
  for (let folder = queue.shift(); folder !== undefined; folder = queue.shift()) {
    rowCount += folder.children.length
    if (rowCount > mostRows) return open
    open.add(folder.path)
    queue.push(...folder.children.filter((node) => node.kind === 'folder'))
  }
  return open
}
