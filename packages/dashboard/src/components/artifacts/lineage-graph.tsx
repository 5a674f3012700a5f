import { useEffect, useMemo, useState } from 'react'
import type { JSX, PointerEvent } from 'react'
import type { LineageNode } from '@kymo/server/api'
import type { VersionRef } from '../../api/artifact-client.ts'
import type { GraphLayout, PlacedNode } from '../../artifacts/lineage-layout.ts'
import { toPath } from '../../state/routes.ts'
import { IconButton } from '../ui/controls.tsx'
import { Link } from '../ui/link.tsx'
import { useSize } from '../ui/use-size.ts'
import { versionLabel, versionName, versionPath } from './artifact-address.ts'

export const NODE_SIZE = { nodeWidth: 196, nodeHeight: 50 } as const

const MARGIN_PX = 32
const [LEAST_SCALE, MOST_SCALE] = [0.15, 2.5]

interface Camera {
  readonly x: number
  readonly y: number
  readonly scale: number
}

export interface LineageGraphProps {
  readonly layout: GraphLayout<LineageNode>
  readonly refTo: VersionRef
}

/** The graph: links that can be followed with the keyboard, moved by dragging, zoomed with the wheel. */
export function LineageGraph({ layout, refTo }: LineageGraphProps): JSX.Element {
  const [measure, size, box] = useSize<HTMLDivElement>()
  const [moved, setMoved] = useState<Camera>()
  const [hovered, setHovered] = useState<string>()
  const fitted = useMemo(() => fit(layout, size), [layout, size])
  const camera = moved ?? fitted
  useEffect(() => {
    if (box === null) return undefined
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      const { left, top } = box.getBoundingClientRect()
      const at = { x: event.clientX - left, y: event.clientY - top }
      setMoved((before) => zoomed(before ?? fitted, Math.exp(-event.deltaY * 0.0015), at))
    }
    box.addEventListener('wheel', onWheel, { passive: false })
    return () => box.removeEventListener('wheel', onWheel)
  }, [box, fitted])
  const onPointerMove = (event: PointerEvent): void => {
    if (event.buttons !== 1) return
    setMoved({ ...camera, x: camera.x + event.movementX, y: camera.y + event.movementY })
  }
  const related = useMemo(() => relatedTo(layout, hovered), [layout, hovered])
  const middle = { x: size.width / 2, y: size.height / 2 }
  return (
    <div className="lineage-area" ref={measure} role="presentation" onPointerMove={onPointerMove}>
      <svg width="100%" height="100%" role="group" aria-label="Lineage graph">
        <g transform={`translate(${camera.x} ${camera.y}) scale(${camera.scale})`}>
          {layout.edges.map(({ from, to, path }) => (
            <path
              key={`${from} ${to}`}
              d={path}
              className={`lineage-edge ${related !== undefined && related.has(from) && related.has(to) ? 'is-related' : ''}`}
            />
          ))}
          {layout.nodes.map((placed) => (
            <Node
              key={placed.node.id}
              placed={placed}
              refTo={refTo}
              isFaint={related !== undefined && !related.has(placed.node.id)}
              onHover={setHovered}
            />
          ))}
        </g>
      </svg>
      <div className="lineage-zoom">
        <IconButton icon="plus" label="Zoom in" onClick={() => setMoved(zoomed(camera, 1.3, middle))} />
        <IconButton icon="minus" label="Zoom out" onClick={() => setMoved(zoomed(camera, 1 / 1.3, middle))} />
        <IconButton icon="reset" label="Show all" onClick={() => setMoved(undefined)} />
      </div>
    </div>
  )
}

interface NodeProps {
  readonly placed: PlacedNode<LineageNode>
  readonly refTo: VersionRef
  readonly isFaint: boolean
  readonly onHover: (id: string | undefined) => void
}

function Node({ placed: { node, x, y }, refTo, isFaint, onHover }: NodeProps): JSX.Element {
  const { title, detail, href } = describe(node)
  const isHere =
    node.kind === 'artifact' &&
    node.artifact.name === refTo.name &&
    versionName(node.artifact) === refTo.version
  const { nodeWidth, nodeHeight } = NODE_SIZE
  return (
    <g
      transform={`translate(${x} ${y})`}
      className={`lineage-node is-${node.kind} ${isHere ? 'is-here' : ''} ${isFaint ? 'is-faint' : ''}`}
      onPointerEnter={() => onHover(node.id)}
      onPointerLeave={() => onHover(undefined)}
    >
      <Link
        href={href}
        draggable={false}
        aria-current={isHere ? 'page' : undefined}
        aria-label={`${node.kind} ${title}, ${detail}`}
        onFocus={() => onHover(node.id)}
        onBlur={() => onHover(undefined)}
      >
        <rect width={nodeWidth} height={nodeHeight} rx={node.kind === 'run' ? nodeHeight / 2 : 7} />
        <text x={node.kind === 'run' ? 22 : 14} y={21}>
          {shortened(title, 25)}
          <title>{title}</title>
        </text>
        <text x={node.kind === 'run' ? 22 : 14} y={38} className="lineage-detail">
          {shortened(detail, 28)}
        </text>
      </Link>
    </g>
  )
}

function describe(node: LineageNode): {
  readonly title: string
  readonly detail: string
  readonly href: string
} {
  if (node.kind === 'run') {
    const { entity, project, run, runName } = node.run
    return { title: runName || run, detail: 'run', href: toPath({ page: 'run', entity, project, run }) }
  }
  const { artifact } = node
  return {
    title: `${artifact.name}:${versionLabel(artifact)}`,
    detail: artifact.type,
    href: `${versionPath(artifact)}?tab=lineage`,
  }
}

/** The middle of a long name is what it can spare: versions and numbers stand at the end. */
function shortened(text: string, most: number): string {
  if (text.length <= most) return text
  return `${text.slice(0, most - 9)}…${text.slice(-8)}`
}

function fit(
  { width, height }: GraphLayout<LineageNode>,
  size: { readonly width: number; readonly height: number },
): Camera {
  const room = { width: size.width - 2 * MARGIN_PX, height: size.height - 2 * MARGIN_PX }
  const scale = Math.max(LEAST_SCALE, Math.min(1, room.width / width, room.height / height))
  return { scale, x: (size.width - width * scale) / 2, y: (size.height - height * scale) / 2 }
}

/** What is at `at` stays there. */
function zoomed(camera: Camera, factor: number, at: { readonly x: number; readonly y: number }): Camera {
  const scale = Math.max(LEAST_SCALE, Math.min(MOST_SCALE, camera.scale * factor))
  const ratio = scale / camera.scale
  return { scale, x: at.x - (at.x - camera.x) * ratio, y: at.y - (at.y - camera.y) * ratio }
}

/** All that leads to a node and all that it leads to; undefined when no node is looked at. */
function relatedTo(
  { edges }: GraphLayout<LineageNode>,
  id: string | undefined,
): ReadonlySet<string> | undefined {
  if (id === undefined) return undefined
  const related = new Set([id])
  for (const [side, other] of [
    ['from', 'to'],
    ['to', 'from'],
  ] as const) {
    const open = [id]
    const seen = new Set(open)
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const edge of edges) {
        if (edge[side] !== next || seen.has(edge[other])) continue
        seen.add(edge[other])
        related.add(edge[other])
        open.push(edge[other])
      }
    }
  }
  return related
}
