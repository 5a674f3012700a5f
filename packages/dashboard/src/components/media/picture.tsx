import { useEffect, useState } from 'react'
import type { JSX } from 'react'
import { fitPicture } from '../../media/gallery-layout.ts'
import type { ImageItem } from '../../media/media-value.ts'
import { Icon } from '../ui/icons.tsx'
import { ImageOverlay } from './image-overlay.tsx'
import type { OverlayContext } from './image-overlay.tsx'
import { loadThumbnail } from './thumbnail.ts'

/** Pictures with more pixels are decoded once into a small copy: a hundred of them would fill the memory of the page. */
const LARGE_PIXELS = 1_200_000

export interface PictureProps {
  readonly image: ImageItem
  readonly cell: { readonly width: number; readonly height: number }
  readonly context: OverlayContext
  /** In a lightbox the file itself is shown, however large it is. */
  readonly isFull?: boolean
}

/** An image with its masks and boxes, as large as fits. */
export function Picture({ image, cell, context, isFull = false }: PictureProps): JSX.Element {
  const [natural, setNatural] = useState<{ readonly width: number; readonly height: number }>()
  const [brokenUrl, setBrokenUrl] = useState<string>()
  const size = fitPicture(image.width > 0 ? image : (natural ?? { width: 0, height: 0 }), cell)
  const url = context.resolve(image.path)
  const isLarge = !isFull && image.width * image.height > LARGE_PIXELS
  const thumbnail = useThumbnail(isLarge ? url : undefined, size)
  if (brokenUrl === url) {
    return (
      <span className="picture is-broken" style={cell} title={`${image.path} cannot be shown`}>
        <Icon name="image" />
        <span>Not here yet</span>
      </span>
    )
  }
  const { isPixelated } = context.settings
  const isEnlarged = image.width > 0 && size.width > image.width * 2
  return (
    <span className={`picture ${isPixelated || isEnlarged ? 'is-pixelated' : ''}`} style={size}>
      <img
        src={isLarge ? thumbnail : url}
        alt={image.caption || image.path}
        width={Math.round(size.width)}
        height={Math.round(size.height)}
        loading="lazy"
        decoding="async"
        draggable={false}
        onError={() => setBrokenUrl(url)}
        onLoad={(event) => {
          const { naturalWidth, naturalHeight } = event.currentTarget
          if (image.width === 0) setNatural({ width: naturalWidth, height: naturalHeight })
        }}
      />
      <ImageOverlay image={image} context={context} />
    </span>
  )
}

function useThumbnail(
  url: string | undefined,
  size: { readonly width: number; readonly height: number },
): string | undefined {
  const [thumbnail, setThumbnail] = useState<string>()
  // In steps, so that a panel that is being resized does not decode at every pixel.
  const width = Math.ceil((size.width * devicePixelRatio) / 128) * 128
  useEffect(() => {
    if (url === undefined) return undefined
    const abort = new AbortController()
    loadThumbnail(url, width, abort.signal).then(setThumbnail, () => {
      if (!abort.signal.aborted) setThumbnail(url)
    })
    return () => abort.abort()
  }, [url, width])
  return thumbnail
}
