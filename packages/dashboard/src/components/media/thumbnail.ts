const MAX_AT_ONCE = 4
const MAX_KEPT = 200

/** Addresses of small copies, oldest first. */
const kept = new Map<string, string>()
const waiting: (() => void)[] = []
let busyCount = 0

/** A copy of an image that is at most `width` pixels wide, as an address for `<img>`. A few are made at a time. */
export async function loadThumbnail(url: string, width: number, signal: AbortSignal): Promise<string> {
  const name = `${width} ${url}`
  const known = kept.get(name)
  if (known !== undefined) return known
  await takeTurn()
  try {
    signal.throwIfAborted()
    const response = await fetch(url, { signal })
    const bitmap = await createImageBitmap(await response.blob(), {
      resizeWidth: width,
      resizeQuality: 'medium',
    })
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height)
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
    bitmap.close()
    const address = URL.createObjectURL(await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 }))
    keep(name, address)
    return address
  } finally {
    busyCount -= 1
    waiting.shift()?.()
  }
}

async function takeTurn(): Promise<void> {
  if (busyCount >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve))
  busyCount += 1
}

function keep(name: string, address: string): void {
  kept.set(name, address)
  const [oldest] = kept
  if (kept.size <= MAX_KEPT || oldest === undefined) return
  kept.delete(oldest[0])
  URL.revokeObjectURL(oldest[1])
}
