import { useMemo } from 'react'
import type { JSX } from 'react'
import type { FileInfo, RunDetail } from '@kymo/server/api'
import { formatBytes, grouped } from '../../charts/model/format.ts'
import { buildFileTree } from '../../run/file-tree.ts'
import { useFiles } from '../../state/run-queries.ts'
import type { ChangeView } from '../../state/use-view.ts'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { FilePreview } from './file-preview.tsx'
import { FileTree } from './file-tree.tsx'

export interface FilesPanelProps {
  readonly run: RunDetail
  /** Path of the file that is shown. */
  readonly file: string | undefined
  readonly change: ChangeView
}

/** The files that a run kept, as a tree, with the chosen one beside it. */
export function FilesPanel({ run, file: path, change }: FilesPanelProps): JSX.Element {
  const { data, error, refetch } = useFiles(run, { isLive: run.state === 'running' })
  const tree = useMemo(() => buildFileTree(data?.files ?? []), [data])
  const file = useMemo(() => data?.files.find((each) => each.path === path), [data, path])
  if (data === undefined) {
    return error === null ? (
      <Skeleton rows={8} height={32} />
    ) : (
      <Problem error={error} what="the files" onRetry={() => void refetch()} />
    )
  }
  if (data.files.length === 0) {
    return (
      <Empty title="No files">
        <p className="soft">
          Media, the code diff and what the run keeps with <code>run.save()</code> are listed here.
        </p>
      </Empty>
    )
  }
  const onChoose = (chosen: FileInfo): void => change({ file: chosen.path }, 'push')
  return (
    <section className={`files-panel ${path === undefined ? '' : 'has-file'}`} aria-label="Files">
      <div className="files-side">
        <p className="files-sum soft numeric">
          {grouped(data.totalCount)} {data.totalCount === 1 ? 'file' : 'files'} ·{' '}
          {formatBytes(data.totalBytes)}
          {data.isCut ? ` · the first ${grouped(data.files.length)} are listed` : ''}
        </p>
        <FileTree nodes={tree} chosen={path} onChoose={onChoose} />
      </div>
      <div className="file-side">
        {file !== undefined ? (
          <FilePreview
            key={file.path}
            run={run}
            file={file}
            onClose={() => change({ file: undefined }, 'push')}
          />
        ) : path !== undefined ? (
          <Empty title="No such file">
            <p className="soft">{path} is not among the files of this run.</p>
          </Empty>
        ) : (
          <Empty title="Choose a file">
            <p className="soft">Texts, JSON, images, audio, video and diffs are shown here.</p>
          </Empty>
        )}
      </div>
    </section>
  )
}
