import { useMemo, useState } from 'react'
import type { JSX } from 'react'
import type { ArtifactLineage } from '@kymo/server/api'
import type { VersionRef } from '../../api/artifact-client.ts'
import { layOutGraph } from '../../artifacts/lineage-layout.ts'
import { useLineage } from '../../state/artifact-queries.ts'
import { Segmented } from '../ui/controls.tsx'
import { Empty, Problem, Skeleton } from '../ui/states.tsx'
import { LineageGraph, NODE_SIZE } from './lineage-graph.tsx'

const DEPTHS = ['1', '3', '8'] as const

/** Where a version comes from and where it went. */
export function LineageTab({ refTo }: { readonly refTo: VersionRef }): JSX.Element {
  const [depth, setDepth] = useState<(typeof DEPTHS)[number]>('3')
  const { data, error, refetch } = useLineage(refTo, Number(depth))
  return (
    <div className="lineage">
      <div className="panel-bar versions-bar">
        <span className="soft">Steps away</span>
        <Segmented
          label="Steps away"
          value={depth}
          options={DEPTHS.map((value) => ({ value, label: value }))}
          onChange={setDepth}
        />
        {data?.isCut === true ? (
          <span className="soft">There is more beyond the edge of this graph.</span>
        ) : null}
        <span className="lineage-key soft" aria-hidden="true">
          <i className="is-artifact" /> artifact <i className="is-run" /> run
        </span>
      </div>
      {data !== undefined ? (
        <Graph lineage={data} refTo={refTo} />
      ) : error === null ? (
        <Skeleton rows={6} />
      ) : (
        <Problem error={error} what="the lineage" onRetry={() => void refetch()} />
      )}
    </div>
  )
}

function Graph({
  lineage,
  refTo,
}: {
  readonly lineage: ArtifactLineage
  readonly refTo: VersionRef
}): JSX.Element {
  const layout = useMemo(
    () => layOutGraph(lineage.nodes, lineage.edges, { ...NODE_SIZE, columnGap: 72, rowGap: 16 }),
    [lineage],
  )
  if (lineage.nodes.length === 0) return <Empty title="Nothing is known of where this version comes from" />
  return <LineageGraph layout={layout} refTo={refTo} />
}
