import { useState } from 'react'
import type { JSX, ReactNode } from 'react'
import type { ArtifactDetail } from '@kymo/server/api'
import type { VersionRef } from '../../api/artifact-client.ts'
import { formatBytes, formatMoment, grouped } from '../../charts/model/format.ts'
import { useEditVersion } from '../../state/artifact-queries.ts'
import { useCanEdit } from '../../state/queries.ts'
import { CopyButton } from '../ui/controls.tsx'
import { Ago } from '../ui/time.tsx'
import { versionName } from './artifact-address.ts'
import { RunChip, VersionState } from './artifact-chips.tsx'
import { ChipEditor } from './chip-editor.tsx'
import { ValueTree } from './value-tree.tsx'

export interface ArtifactOverviewProps {
  readonly refTo: VersionRef
  readonly detail: ArtifactDetail
}

/** What is known of a version, and what people may change of it. */
export function ArtifactOverview({ refTo, detail }: ArtifactOverviewProps): JSX.Element {
  const { mutate, isPending, error } = useEditVersion(refTo)
  return (
    <div className="overview artifact-cards">
      <div className="overview-side">
        <section className="card" aria-label="Version">
          <header>
            <h2>Version</h2>
          </header>
          {error === null ? null : (
            <p className="notice" role="alert">
              {error.message}
            </p>
          )}
          <dl className="facts">
            <Fact name="Aliases">
              <ChipEditor
                what="alias"
                values={detail.aliases}
                isBusy={isPending}
                onAdd={(alias) => mutate({ addAliases: [alias] })}
                onRemove={(alias) => mutate({ removeAliases: [alias] })}
              />
            </Fact>
            <Fact name="Tags">
              <ChipEditor
                what="tag"
                values={detail.tags}
                isBusy={isPending}
                onAdd={(tag) => mutate({ tags: [...detail.tags, tag] })}
                onRemove={(tag) => mutate({ tags: detail.tags.filter((each) => each !== tag) })}
              />
            </Fact>
            <Fact name="Description">
              <Description
                key={detail.description}
                text={detail.description}
                isBusy={isPending}
                onSave={(description) => mutate({ description })}
              />
            </Fact>
            <VersionFacts detail={detail} />
          </dl>
        </section>
      </div>
      <section className="card" aria-label="Metadata">
        <header>
          <h2>Metadata</h2>
          <CopyButton text={JSON.stringify(detail.metadata, null, 2)} label="Copy the metadata" />
        </header>
        {hasMembers(detail.metadata) ? (
          <ValueTree value={detail.metadata} />
        ) : (
          <p className="soft card-empty">This version has no metadata.</p>
        )}
      </section>
      <div className="overview-side">
        <Usage detail={detail} />
        <UsedBy detail={detail} />
      </div>
    </div>
  )
}

function hasMembers(value: ArtifactDetail['metadata']): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function VersionFacts({ detail }: { readonly detail: ArtifactDetail }): JSX.Element {
  return (
    <>
      <Fact name="Created">
        <span title={formatMoment(detail.createdMs)}>
          <Ago timeMs={detail.createdMs} />
        </span>
        {detail.createdBy === null ? null : (
          <>
            {' by '}
            <RunChip run={detail.createdBy} />
          </>
        )}
      </Fact>
      <Fact name="Content">
        <span className="numeric">
          {grouped(detail.fileCount)} {detail.fileCount === 1 ? 'file' : 'files'},{' '}
          {formatBytes(detail.sizeBytes)}
        </span>
      </Fact>
      {detail.state === 'committed' ? null : (
        <Fact name="State">
          <VersionState state={detail.state} />
          {detail.missingBytes > 0 ? (
            <span className="soft numeric"> {formatBytes(detail.missingBytes)} are missing</span>
          ) : null}
        </Fact>
      )}
      {detail.expiresMs === null ? null : (
        <Fact name="Expires">
          <span className="numeric">{formatMoment(detail.expiresMs)}</span>
        </Fact>
      )}
      <Fact name="Digest">
        <span className="with-copy">
          <code title={detail.digest}>{detail.digest}</code>
          <CopyButton text={detail.digest} label="Copy the digest" />
        </span>
      </Fact>
    </>
  )
}

interface DescriptionProps {
  readonly text: string
  readonly isBusy: boolean
  readonly onSave: (text: string) => void
}

function Description({ text, isBusy, onSave }: DescriptionProps): JSX.Element {
  const canEdit = useCanEdit()
  const [draft, setDraft] = useState<string>()
  if (!canEdit)
    return (
      <span className={`editable-text ${text === '' ? 'is-empty' : ''}`}>{text === '' ? 'None' : text}</span>
    )
  if (draft === undefined) {
    return (
      <button type="button" className="edit-text" title="Edit the description" onClick={() => setDraft(text)}>
        {text === '' ? <span className="soft">Add a description</span> : text}
      </button>
    )
  }
  return (
    <form
      className="edit-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (draft !== text) onSave(draft)
        setDraft(undefined)
      }}
    >
      <textarea
        className="input"
        aria-label="Description"
        rows={4}
        value={draft}
        disabled={isBusy}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- opened by a click on the text that it replaces
        autoFocus
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setDraft(undefined)
        }}
      />
      <span>
        <button type="submit" className="button primary">
          Save
        </button>
        <button type="button" className="button quiet" onClick={() => setDraft(undefined)}>
          Cancel
        </button>
      </span>
    </form>
  )
}

function Usage({ detail }: { readonly detail: ArtifactDetail }): JSX.Element {
  // A name is any text: as a string of JavaScript it stands in quotes that JSON makes.
  const address = JSON.stringify(`${detail.name}:${versionName(detail)}`)
  const code = `const artifact = await run.useArtifact(${address})\nconst folder = await artifact.download()`
  return (
    <section className="card" aria-label="Use it">
      <header>
        <h2>Use it</h2>
      </header>
      <div className="snippet">
        <CopyButton text={code} label="Copy the code" />
        <pre>
          <code>{code}</code>
        </pre>
      </div>
    </section>
  )
}

function UsedBy({ detail }: { readonly detail: ArtifactDetail }): JSX.Element {
  return (
    <section className="card" aria-label="Used by">
      <header>
        <h2>
          Used by <small className="soft numeric">{grouped(detail.usedByCount)}</small>
        </h2>
      </header>
      {detail.usedBy.length === 0 ? (
        <p className="soft card-empty">No run has used this version yet.</p>
      ) : (
        <ul className="link-list">
          {detail.usedBy.map((run) => (
            <li key={`${run.entity} ${run.project} ${run.run}`}>
              <RunChip run={run} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
