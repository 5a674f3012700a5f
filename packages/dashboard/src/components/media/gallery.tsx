import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect } from 'react'
import type { JSX } from 'react'
import { GALLERY_GAP_PX, layOutGallery } from '../../media/gallery-layout.ts'
import type { ImageItem } from '../../media/media-value.ts'
import { useSize } from '../ui/use-size.ts'
import type { OverlayContext } from './image-overlay.tsx'
import { Picture } from './picture.tsx'

const CAPTION_PX = 20

export interface GalleryProps {
  readonly images: readonly ImageItem[]
  readonly context: OverlayContext
  readonly onOpen: (index: number) => void
}

/** All images of a step. Only those near the view exist, so that hundreds scroll as well as ten. */
export const Gallery = memo(function Gallery({ images, context, onOpen }: GalleryProps): JSX.Element {
  const [measure, size, scroller] = useSize<HTMLDivElement>()
  const captionPx = images.some(({ caption }) => caption !== '') ? CAPTION_PX : 0
  const layout = layOutGallery({
    widthPx: Math.max(1, size.width),
    heightPx: Math.max(1, size.height),
    count: images.length,
    aspect: aspectOf(images),
    captionPx,
  })
  const virtual = useVirtualizer({
    count: layout.rowCount,
    getScrollElement: () => scroller,
    estimateSize: () => layout.cellHeight + GALLERY_GAP_PX,
    overscan: 2,
  })
  useEffect(() => virtual.measure(), [virtual, layout.cellHeight])
  const cell = { width: layout.cellWidth, height: layout.cellHeight - captionPx }
  return (
    <div className="gallery" ref={measure}>
      <div className="gallery-rows" style={{ height: virtual.getTotalSize() - GALLERY_GAP_PX }}>
        {size.width === 0
          ? null
          : virtual.getVirtualItems().map((row) => (
              <div key={row.key} className="gallery-row" style={{ transform: `translateY(${row.start}px)` }}>
                {images
                  .slice(row.index * layout.columns, (row.index + 1) * layout.columns)
                  .map((image, column) => {
                    const index = row.index * layout.columns + column
                    return (
                      <button
                        key={index}
                        type="button"
                        className="gallery-cell"
                        style={{ width: cell.width, height: layout.cellHeight }}
                        aria-label={`Enlarge image ${index + 1} of ${images.length}${image.caption === '' ? '' : `: ${image.caption}`}`}
                        onClick={() => onOpen(index)}
                      >
                        <Picture image={image} cell={cell} context={context} />
                        {captionPx === 0 ? null : <span title={image.caption}>{image.caption}</span>}
                      </button>
                    )
                  })}
              </div>
            ))}
      </div>
    </div>
  )
})

/** Of the first with a size: the images of one list are mostly alike. */
function aspectOf(images: readonly ImageItem[]): number {
  const sized = images.find(({ width, height }) => width > 0 && height > 0)
  return sized === undefined ? 1 : Math.max(0.25, Math.min(6, sized.width / sized.height))
}
