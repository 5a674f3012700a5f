import type { ManifestEntry } from '@kymo/server/api'
import { compareNames } from '../charts/model/sections.ts'

/** One visible line of a tree of files. */
export type TreeRow =
  | {
      readonly kind: 'folder'
      readonly path: string
      readonly name: string
      readonly depth: number
      readonly isOpen: boolean
      readonly fileCount: number
      readonly sizeBytes: number
    }
  | { readonly kind: 'file'; readonly name: string; readonly depth: number; readonly entry: ManifestEntry }

interface Folder {
  readonly path: string
  readonly folders: Map<string, Folder>
  readonly files: ManifestEntry[]
  fileCount: number
  sizeBytes: number
}

/** Folders of the files of a version, with what they hold in sum. */
export function buildTree(entries: readonly ManifestEntry[]): Folder {
  const root = newFolder('')
  for (const entry of entries) {
    let folder = root
    add(folder, entry)
    const parts = entry.path.split('/')
    for (const part of parts.slice(0, -1)) {
      const path = folder.path === '' ? part : `${folder.path}/${part}`
      let next = folder.folders.get(part)
      if (next === undefined) {
        next = newFolder(path)
        folder.folders.set(part, next)
      }
      folder = next
      add(folder, entry)
    }
    folder.files.push(entry)
  }
  return root
}

/** Lines of the tree: folders first, in order of name, closed ones without what is in them. */
export function listTree(folder: Folder, open: ReadonlySet<string>, depth = 0): TreeRow[] {
  const folders = [...folder.folders].toSorted(([left], [right]) => compareNames(left, right))
  const rows: TreeRow[] = []
  for (const [name, inner] of folders) {
    const isOpen = open.has(inner.path)
    const { path, fileCount, sizeBytes } = inner
    rows.push({ kind: 'folder', path, name, depth, isOpen, fileCount, sizeBytes })
    if (isOpen) for (const row of listTree(inner, open, depth + 1)) rows.push(row)
  }
  const files = folder.files.toSorted((left, right) => compareNames(left.path, right.path))
  for (const entry of files) {
    rows.push({ kind: 'file', name: entry.path.slice(entry.path.lastIndexOf('/') + 1), depth, entry })
  }
  return rows
}

function newFolder(path: string): Folder {
  return { path, folders: new Map(), files: [], fileCount: 0, sizeBytes: 0 }
}

function add(folder: Folder, { sizeBytes }: ManifestEntry): void {
  folder.fileCount += 1
  folder.sizeBytes += sizeBytes
}
