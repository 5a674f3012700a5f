import { useEffect, useMemo, useRef, useState } from 'react'
import type { JSX, KeyboardEvent, PointerEvent } from 'react'
import { grouped } from '../../charts/model/format.ts'
import { dolly, orbit, pan, startCamera, viewMatrix } from '../../media/geometry/camera.ts'
import type { Camera } from '../../media/geometry/camera.ts'
import { project } from '../../media/geometry/matrix.ts'
import { boundsOf } from '../../media/geometry/scene3d.ts'
import type { Scene3d } from '../../media/geometry/scene3d.ts'
import { IconButton } from '../ui/controls.tsx'
import { useSize } from '../ui/use-size.ts'
import { ScenePainter } from './scene-painter.ts'

export interface SceneViewProps {
  readonly scene: Scene3d
  readonly label: string
  /** Balls of a molecule are larger than the points of a cloud. */
  readonly pointRadius?: number
}

const KEYS: ReadonlyMap<string, (camera: Camera) => Camera> = new Map([
  ['ArrowLeft', (camera: Camera) => orbit(camera, { dx: -0.04, dy: 0 })],
  ['ArrowRight', (camera: Camera) => orbit(camera, { dx: 0.04, dy: 0 })],
  ['ArrowUp', (camera: Camera) => orbit(camera, { dx: 0, dy: 0.04 })],
  ['ArrowDown', (camera: Camera) => orbit(camera, { dx: 0, dy: -0.04 })],
  ['+', (camera: Camera) => dolly(camera, 0.85)],
  ['-', (camera: Camera) => dolly(camera, 1.18)],
])

/** A scene that can be turned (drag, arrows), moved (Shift and drag) and zoomed (wheel, + and −). */
export function SceneView({ scene, label, pointRadius = 0 }: SceneViewProps): JSX.Element {
  const [measure, size, box] = useSize<HTMLDivElement>()
  const painter = useRef<ScenePainter>(undefined)
  const bounds = useMemo(() => boundsOf(scene), [scene])
  const [camera, setCamera] = useState(() => startCamera(bounds))
  const [problem, setProblem] = useState<string>()
  const matrix = viewMatrix(camera, bounds, size.height > 0 ? size.width / size.height : 1)

  useEffect(() => {
    if (box === null) return undefined
    // A context that was given back is gone with its canvas, so every scene makes one of its own.
    const canvas = document.createElement('canvas')
    try {
      const opened = new ScenePainter(canvas, scene)
      box.prepend(canvas)
      painter.current = opened
      return () => {
        painter.current = undefined
        canvas.remove()
        opened.close()
      }
    } catch (error) {
      // oxlint-disable-next-line react/set-state-in-effect -- whether there is WebGL is known only by trying
      setProblem(error instanceof Error ? error.message : String(error))
      return undefined
    }
  }, [scene, box])
  useEffect(() => {
    if (size.width === 0) return undefined
    const frame = requestAnimationFrame(() => {
      const radius = pointRadius > 0 ? pointRadius : bounds.radius * 0.012
      painter.current?.paint({ matrix, pointRadius: radius, size })
    })
    return () => cancelAnimationFrame(frame)
  })
  useEffect(() => {
    if (box === null) return undefined
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault()
      setCamera((before) => dolly(before, Math.exp(event.deltaY * 0.0015)))
    }
    // React's listeners for the wheel are passive: they cannot keep the page from scrolling.
    box.addEventListener('wheel', onWheel, { passive: false })
    return () => box.removeEventListener('wheel', onWheel)
  }, [box])

  const onPointerMove = (event: PointerEvent): void => {
    if (event.buttons === 0 || size.height === 0) return
    const change = { dx: event.movementX / size.height, dy: event.movementY / size.height }
    const isMove = event.shiftKey || event.buttons === 2
    setCamera((before) => (isMove ? pan(before, change, bounds) : orbit(before, change)))
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const change = KEYS.get(event.key)
    if (change === undefined) return
    event.preventDefault()
    setCamera(change)
  }
  return (
    <figure className="scene">
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- an application of its own */}
      <div
        className="scene-area"
        ref={measure}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- turned with the arrow keys
        tabIndex={0}
        role="application"
        aria-label={`${label}. Arrow keys turn, plus and minus zoom`}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={onKeyDown}
      >
        {problem === undefined ? null : <p className="chart-message">{problem}</p>}
        <Labels scene={scene} matrix={matrix} />
        <IconButton icon="reset" label="Reset the view" onClick={() => setCamera(startCamera(bounds))} />
      </div>
      <figcaption className="media-note numeric">
        {countText(scene)}
        {scene.omitted.length === 0 ? '' : ` · not drawn here: ${scene.omitted.join(', ')}`}
      </figcaption>
    </figure>
  )
}

function Labels({
  scene,
  matrix,
}: {
  readonly scene: Scene3d
  readonly matrix: readonly number[]
}): JSX.Element {
  return (
    <>
      {scene.labels.slice(0, 100).map(({ at, text, colour }, index) => {
        const [x, y, , w] = project(matrix, at)
        if (w <= 0) return null
        return (
          <span
            key={index}
            className="scene-label"
            style={{ left: `${(x / w + 1) * 50}%`, top: `${(1 - y / w) * 50}%`, borderColor: colour }}
          >
            {text}
          </span>
        )
      })}
    </>
  )
}

function countText({ points, triangles }: Scene3d): string {
  const parts = [
    [points.positions.length / 3, 'points'],
    [triangles.positions.length / 9, 'triangles'],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${grouped(count)} ${what}`)
    .join(', ')
}
