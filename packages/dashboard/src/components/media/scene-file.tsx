import type { JSX } from 'react'
import type { Value } from '@kymo/server/api'
import { parseGlb } from '../../media/geometry/parse-glb.ts'
import { isMoleculeReadable, parseMolecule } from '../../media/geometry/parse-molecule.ts'
import { parseObj } from '../../media/geometry/parse-obj.ts'
import { parsePointCloud } from '../../media/geometry/parse-point-cloud.ts'
import { parseStl } from '../../media/geometry/parse-stl.ts'
import type { Scene3d } from '../../media/geometry/scene3d.ts'
import type { FileItem } from '../../media/media-value.ts'
import { useFile } from '../../state/media-queries.ts'
import { Skeleton } from '../ui/states.tsx'
import { FileCard } from './file-card.tsx'
import { SceneView } from './scene-view.tsx'

const MAX_BYTES = 96e6

type Parse = (bytes: ArrayBuffer, path: string) => Scene3d

const PARSERS: readonly (readonly [RegExp, Parse])[] = [
  [/\.pts\.json$/i, (bytes) => parsePointCloud(JSON.parse(text(bytes)) as Value)],
  [/\.obj$/i, (bytes) => parseObj(text(bytes))],
  [/\.stl$/i, parseStl],
  [/\.gl(?:b|tf)$/i, parseGlb],
]

/** A point cloud, a mesh or a molecule; a card to download what is of another format. */
export function SceneFile({ item, url }: { readonly item: FileItem; readonly url: string }): JSX.Element {
  const isMolecule = isMoleculeReadable(item.path)
  const parse = isMolecule
    ? (bytes: ArrayBuffer) => parseMolecule(text(bytes), item.path)
    : PARSERS.find(([pattern]) => pattern.test(item.path))?.[1]
  const { data, error } = useFile(parse === undefined ? undefined : url, {
    maxBytes: MAX_BYTES,
    parse: (bytes) => (parse as Parse)(bytes, item.path),
  })
  if (parse === undefined || error !== null) {
    const format = /\.[^./]+$/.exec(item.path)?.[0] ?? 'such'
    const note = error === null ? `${format} files are not drawn here` : `Cannot be drawn: ${error.message}`
    return <FileCard path={item.path} url={url} sizeBytes={item.sizeBytes} note={note} />
  }
  if (data === undefined) return <Skeleton rows={4} />
  return (
    <SceneView
      scene={data}
      label={item.caption || item.path}
      {...(isMolecule ? { pointRadius: 0.45 } : {})}
    />
  )
}

function text(bytes: ArrayBuffer): string {
  return new TextDecoder().decode(bytes)
}
