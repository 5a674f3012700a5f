import { useEffect, useRef, useState } from 'react'
import type { JSX, PointerEvent, WheelEvent } from 'react'
import type { ImageItem } from '../../media/media-value.ts'
import { IconButton } from '../ui/controls.tsx'
import { Icon } from '../ui/icons.tsx'
import { useSize } from '../ui/use-size.ts'
import type { OverlayContext } from './image-overlay.tsx'
import { LayerMenu } from './layer-menu.tsx'
import type { FoundLayer, LayerSettings } from './layer-settings.ts'
import { baseName } from './media-files.ts'
import { Picture } from './picture.tsx'
import { StepSlider } from './step-slider.tsx'
import type { StepSliderProps } from './step-slider.tsx'

const MAX_ZOOM = 64

export interface LightboxProps {
  readonly images: readonly ImageItem[]
  readonly index: number
  readonly title: string
  readonly context: OverlayContext
  readonly layers: readonly FoundLayer[]
  readonly slider?: StepSliderProps | undefined
  readonly onIndex: (index: number) => void
  readonly onSettings: (settings: LayerSettings) => void
  readonly onClose: () => void
}

interface Zoom {
  readonly scale: number
  readonly x: number
  readonly y: number
}

const NO_ZOOM: Zoom = { scale: 1, x: 0, y: 0 }

/** One image on the whole page. The wheel zooms, dragging moves, arrows go to the next image. */
export function Lightbox(props: LightboxProps): JSX.Element {
  const { images, title, context, layers, slider, onIndex, onSettings, onClose } = props
  const dialog = useRef<HTMLDialogElement>(null)
  const [measure, size] = useSize<HTMLDivElement>()
  const [zoom, setZoom] = useState(NO_ZOOM)
  const index = Math.min(props.index, images.length - 1)
  const image = images[index]
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal()
  }, [])
  const go = (offset: number): void => {
    setZoom(NO_ZOOM)
    onIndex((index + offset + images.length) % images.length)
  }
  return (
    <dialog
      ref={dialog}
      className="lightbox"
      aria-label={`${title}, image ${index + 1} of ${images.length}`}
      onClose={onClose}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement) return
        if (event.key === 'ArrowRight') go(1)
        else if (event.key === 'ArrowLeft') go(-1)
        else if (event.key === '0') setZoom(NO_ZOOM)
        else if (event.key === '+' || event.key === '=') setZoom(scaled(zoom, 1.4))
        else if (event.key === '-') setZoom(scaled(zoom, 1 / 1.4))
      }}
    >
      <header className="dialog-head">
        <h2 title={title}>
          {title}
          <small className="numeric">
            {images.length > 1 ? ` ${index + 1} / ${images.length}` : ''}
            {image.width > 0 ? ` · ${image.width} × ${image.height}` : ''}
          </small>
        </h2>
        <IconButton icon="minus" label="Zoom out" onClick={() => setZoom(scaled(zoom, 1 / 1.4))} />
        <button type="button" className="button quiet numeric" title="Fit" onClick={() => setZoom(NO_ZOOM)}>
          {Math.round(zoom.scale * 100)} %
        </button>
        <IconButton icon="plus" label="Zoom in" onClick={() => setZoom(scaled(zoom, 1.4))} />
        <LayerMenu layers={layers} settings={context.settings} onChange={onSettings} />
        <a
          className="icon-button"
          href={context.resolve(image.path)}
          download={baseName(image.path)}
          aria-label="Download the image"
          title="Download the image"
        >
          <Icon name="download" />
        </a>
        <IconButton icon="cross" label="Close" onClick={() => dialog.current?.close()} />
      </header>
      <ZoomArea measure={measure} zoom={zoom} onZoom={setZoom}>
        {size.width === 0 ? null : <Picture image={image} cell={size} context={context} isFull />}
      </ZoomArea>
      {images.length > 1 ? (
        <>
          <IconButton
            icon="chevron"
            className="lightbox-go is-back"
            label="Previous image"
            onClick={() => go(-1)}
          />
          <IconButton icon="chevron" className="lightbox-go" label="Next image" onClick={() => go(1)} />
        </>
      ) : null}
      <footer>
        {image.caption === '' ? null : <p className="lightbox-caption">{image.caption}</p>}
        {slider === undefined ? null : <StepSlider {...slider} />}
      </footer>
    </dialog>
  )
}

function scaled(zoom: Zoom, factor: number): Zoom {
  const scale = Math.max(1, Math.min(MAX_ZOOM, zoom.scale * factor))
  return scale === 1 ? NO_ZOOM : { scale, x: (zoom.x * scale) / zoom.scale, y: (zoom.y * scale) / zoom.scale }
}

interface ZoomAreaProps {
  readonly measure: (element: HTMLDivElement | null) => void
  readonly zoom: Zoom
  readonly onZoom: (zoom: Zoom) => void
  readonly children: JSX.Element | null
}

function ZoomArea({ measure, zoom, onZoom, children }: ZoomAreaProps): JSX.Element {
  const onWheel = (event: WheelEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect()
    const next = scaled(zoom, Math.exp(-event.deltaY * 0.002))
    if (next.scale === 1) {
      onZoom(NO_ZOOM)
      return
    }
    // What is under the pointer stays there.
    const [px, py] = [event.clientX - box.left - box.width / 2, event.clientY - box.top - box.height / 2]
    const ratio = next.scale / zoom.scale
    onZoom({ scale: next.scale, x: px - (px - zoom.x) * ratio, y: py - (py - zoom.y) * ratio })
  }
  const onPointerMove = (event: PointerEvent<HTMLDivElement>): void => {
    if (event.buttons !== 1 || zoom.scale === 1) return
    onZoom({ ...zoom, x: zoom.x + event.movementX, y: zoom.y + event.movementY })
  }
  return (
    <div
      className={`lightbox-area ${zoom.scale > 1 ? 'is-zoomed' : ''}`}
      ref={measure}
      role="presentation"
      onWheel={onWheel}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={onPointerMove}
      onDoubleClick={() => onZoom(zoom.scale > 1 ? NO_ZOOM : scaled(zoom, 4))}
    >
      <div
        className="lightbox-picture"
        style={{ transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.scale})` }}
      >
        {children}
      </div>
    </div>
  )
}
