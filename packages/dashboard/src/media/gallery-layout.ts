export interface GalleryRequest {
  readonly widthPx: number
  readonly heightPx: number
  readonly count: number
  /** Width by height of the widest picture. */
  readonly aspect: number
  /** Height of a caption; 0 when there is none. */
  readonly captionPx: number
}

export interface GalleryLayout {
  readonly columns: number
  readonly cellWidth: number
  readonly cellHeight: number
  readonly rowCount: number
}

export const GALLERY_GAP_PX = 6
const LEAST_CELL_PX = 84

/** As large as cells can be while all fit; when they would become too small, a grid that scrolls. */
export function layOutGallery(request: GalleryRequest): GalleryLayout {
  const { widthPx, heightPx, count, aspect, captionPx } = request
  let best: GalleryLayout | undefined
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const cellWidth = Math.floor((widthPx - (columns - 1) * GALLERY_GAP_PX) / columns)
    if (cellWidth < LEAST_CELL_PX && columns > 1) break
    const rowCount = Math.ceil(count / columns)
    const cellHeight = Math.round(Math.min(cellWidth / aspect, heightPx * 1.5)) + captionPx
    const layout = { columns, cellWidth, cellHeight, rowCount }
    if (rowCount * (cellHeight + GALLERY_GAP_PX) - GALLERY_GAP_PX <= heightPx) return best ?? layout
    const fittedHeight = Math.floor((heightPx - (rowCount - 1) * GALLERY_GAP_PX) / rowCount)
    const shownWidth = (fittedHeight - captionPx) * aspect
    if (shownWidth >= LEAST_CELL_PX) {
      const fitted = { columns, cellWidth, cellHeight: fittedHeight, rowCount }
      if (best === undefined || shownWidth > (best.cellHeight - captionPx) * aspect) best = fitted
    }
  }
  if (best !== undefined) return best
  const columns = Math.max(
    1,
    Math.floor((widthPx + GALLERY_GAP_PX) / (LEAST_CELL_PX * 1.15 + GALLERY_GAP_PX)),
  )
  const cellWidth = Math.floor((widthPx - (columns - 1) * GALLERY_GAP_PX) / columns)
  const cellHeight = Math.round(Math.min(cellWidth / aspect, cellWidth * 2)) + captionPx
  return { columns, cellWidth, cellHeight, rowCount: Math.ceil(count / columns) }
}

/** The largest size of a picture within a cell. Small pictures are enlarged: a digit of 28 pixels is there to be seen. */
export function fitPicture(
  picture: { readonly width: number; readonly height: number },
  cell: { readonly width: number; readonly height: number },
): { readonly width: number; readonly height: number } {
  if (picture.width <= 0 || picture.height <= 0) return cell
  const scale = Math.min(cell.width / picture.width, cell.height / picture.height)
  return { width: Math.max(1, picture.width * scale), height: Math.max(1, picture.height * scale) }
}
