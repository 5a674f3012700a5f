import { basename, dirname } from 'node:path'
import type { RunEdit, TrashedRun } from '../api/file-types.ts'
import type { RunRef } from '../api/types.ts'
import type { FolderRef, RunCatalog } from '../catalog/run-catalog.ts'
import { shorten } from '../domain/shorten.ts'
import { ServerError } from '../errors.ts'
import type { RunEntry, RunRegistry } from '../projector/run-registry.ts'
import type { FolderGrave } from './folder-grave.ts'

export interface RunChangesOptions {
  readonly catalog: RunCatalog
  readonly registry: RunRegistry
  /** Absent: runs cannot be deleted for good. */
  readonly grave: FolderGrave | undefined
  /** Names of the versions of artifacts that would go with a run. */
  readonly artifactsOf: (ref: RunRef) => readonly string[]
  /** Resolves when the index has noticed that these logs are gone. */
  readonly noticeGone: (logPaths: readonly string[]) => Promise<void>
}

/** What people do to runs that are there: edits, the trash, and deleting for good. The logs stay as they are until the last. */
export class RunChanges {
  readonly #options: RunChangesOptions

  constructor(options: RunChangesOptions) {
    this.#options = options
  }

  /** @returns false when there is no such run */
  edit(ref: RunRef, edit: RunEdit): boolean {
    const { catalog, registry } = this.#options
    if (registry.find(ref) === undefined) return false
    catalog.edit(ref, edit)
    registry.reviseRun(ref)
    return true
  }

  /** What its log still brings is taken, and goes to the trash too. @returns false when there is no such run */
  trash(ref: RunRef, nowMs: number): boolean {
    const { catalog, registry } = this.#options
    if (registry.find(ref) === undefined) return false
    catalog.trash(ref, nowMs)
    registry.reviseRun(ref)
    return true
  }

  /** @returns false when it is not in the trash */
  restore(ref: RunRef): boolean {
    const { catalog, registry } = this.#options
    if (this.#findTrashed(ref) === undefined) return false
    catalog.restore(ref)
    registry.reviseRun(ref)
    return true
  }

  /** What people did with the run of a folder that clients may have. */
  stateOf(folder: FolderRef, run: string): 'trashed' | 'deleted' | undefined {
    const { catalog } = this.#options
    const { entity, project } = folder
    if (catalog.trashedMs({ entity, project, run }) !== undefined) return 'trashed'
    return catalog.wasDeleted(folder) ? 'deleted' : undefined
  }

  /** A folder that was deleted for good is sent again. */
  noteSent(folder: FolderRef): void {
    if (this.#options.catalog.wasDeleted(folder)) this.#options.catalog.forgetDeleted(folder)
  }

  /** Last deleted first. */
  listTrash(): TrashedRun[] {
    const { catalog, registry } = this.#options
    const runs = catalog.listTrash().flatMap(({ ref, deletedMs }) => {
      const entry = registry.findAny(ref)
      if (entry === undefined) return []
      const sizes = entry.logs.map(({ logPath, facts }) => registry.stat(logPath)?.sizeBytes ?? facts.offset)
      return [{ ...ref, name: this.#nameOf(entry), deletedMs, sizeBytes: sizes.reduce((a, b) => a + b, 0) }]
    })
    return runs.toSorted((a, b) => b.deletedMs - a.deletedMs)
  }

  /**
   * Deletes a run of the trash with its folders.
   * @returns false when it is not in the trash
   * @throws {ServerError} RUN_ACTIVE, RUN_HAS_ARTIFACTS unless forced, READ_ONLY, LOG_PLACE_UNSAFE
   */
  async purge(
    ref: RunRef,
    { isForced, nowMs }: { readonly isForced: boolean; readonly nowMs: number },
  ): Promise<boolean> {
    const entry = this.#findTrashed(ref)
    if (entry === undefined) return false
    const { grave, catalog, noticeGone } = this.#options
    if (grave === undefined) throw readOnly()
    if (entry.state === 'running') throw stillRunning(ref)
    const artifacts = isForced ? [] : this.#options.artifactsOf(ref)
    if (artifacts.length > 0) throw hasArtifacts(ref, artifacts)
    const logPaths = entry.logs.map(({ logPath }) => logPath)
    const folders = [...new Set(logPaths.map((path) => dirname(path)))]
    // First: of folders that are there all the same nobody asks whether they were deleted.
    const { entity, project } = ref
    catalog.noteDeleted(
      folders.map((path) => ({ entity, project, folder: basename(path) })),
      nowMs,
    )
    const burial = await grave.bury(ref, folders)
    await noticeGone(logPaths)
    catalog.forget(ref)
    await burial.finish()
    return true
  }

  #findTrashed(ref: RunRef): RunEntry | undefined {
    const { catalog, registry } = this.#options
    return catalog.trashedMs(ref) === undefined ? undefined : registry.findAny(ref)
  }

  #nameOf({ ref, logs }: RunEntry): string {
    const logged = logs.map(({ facts }) => facts.name).findLast(Boolean)
    return this.#options.catalog.editOf(ref)?.name ?? logged ?? ref.run
  }
}

function readOnly(): ServerError {
  return new ServerError('READ_ONLY', 'Cannot delete the run: this is "kymo ui", which only shows a folder', {
    remedy: 'Delete its folder yourself.',
  })
}

function stillRunning({ run }: RunRef): ServerError {
  return new ServerError(
    'RUN_ACTIVE',
    `Cannot delete the run '${shorten(run)}' for good: it is still running`,
    {
      remedy: 'Stop it first, or wait until it has ended.',
    },
  )
}

const MAX_NAMED = 3

function hasArtifacts({ run }: RunRef, artifacts: readonly string[]): ServerError {
  const names = artifacts.slice(0, MAX_NAMED).map((name) => shorten(name))
  const more = artifacts.length > MAX_NAMED ? ` and ${artifacts.length - MAX_NAMED} more` : ''
  return new ServerError(
    'RUN_HAS_ARTIFACTS',
    `Cannot delete the run '${shorten(run)}' for good: it logged ${names.join(', ')}${more}, which would be gone too`,
    { remedy: 'Delete these versions first, or delete the run with force=1.' },
  )
}
