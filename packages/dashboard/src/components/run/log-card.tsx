import type { JSX } from 'react'
import type { FolderInfo } from '@kymo/server/api'
import { formatBytes, grouped } from '../../charts/model/format.ts'
import { Card } from '../ui/card.tsx'
import { CopyButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'

/** The folders that the run was written to, and whether every byte of them was read. */
export function LogCard({ folders }: { readonly folders: readonly FolderInfo[] }): JSX.Element {
  return (
    <Card title={folders.length === 1 ? 'Folder' : `Folders (${folders.length})`}>
      {folders.map((folder) => (
        <LogFolder key={folder.name} {...folder} />
      ))}
    </Card>
  )
}

function LogFolder({
  name,
  logBytes,
  indexedBytes,
  recordCount,
  damagedBytes,
  tornBytes,
}: FolderInfo): JSX.Element {
  const waitingBytes = Math.max(0, logBytes - indexedBytes - tornBytes)
  return (
    <div className="log-folder">
      <p className="with-copy">
        <code title={name}>{name}</code>
        <CopyButton text={name} label="Copy the folder name" />
      </p>
      <p className="soft numeric">
        {formatBytes(logBytes)} · {grouped(recordCount)} records
      </p>
      {damagedBytes === 0 && tornBytes === 0 && waitingBytes === 0 ? (
        <p className="integrity is-good">
          <Icon name="check" /> Every byte was read
        </p>
      ) : null}
      {waitingBytes > 0 ? (
        <p className="integrity">{formatBytes(waitingBytes)} are still being read</p>
      ) : null}
      {damagedBytes > 0 ? (
        <p className="integrity is-bad">
          <Icon name="warning" /> {formatBytes(damagedBytes)} are damaged and were skipped; everything before
          and after them was read
        </p>
      ) : null}
      {tornBytes > 0 ? (
        <p className="integrity is-torn">
          <Icon name="warning" /> {formatBytes(tornBytes)} at the end are an unfinished record: the writer
          stopped there, or is writing it now
        </p>
      ) : null}
    </div>
  )
}
