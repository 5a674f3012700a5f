import type { ChatPart } from '@kymo/server/api'

type MediaPart = Extract<ChatPart, { type: 'media' }>

/** Pictures that a browser only paints. SVG is a document and is not among them. */
const IMAGE_TYPES = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp'])
/** How the data of each begin, in base64: not every program says what it sent. */
const STARTS: readonly (readonly [start: string, mediaType: string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
]
const DATA_URL = /^data:(image\/[a-z]+);base64,([A-Za-z0-9+/]+={0,2})$/
/** Some 24 MB of picture; a longer text would freeze the page while it is decoded. */
const MAX_LENGTH = 32_000_000

/**
 * Address of a picture that came inside of a message, or undefined for anything else. Never an address elsewhere: showing
 * a conversation must not tell another host that it was read.
 */
export function imageSource({ url, data, mediaType }: MediaPart): string | undefined {
  const address =
    url?.startsWith('data:') === true ? url : data === undefined ? undefined : toDataUrl(data, mediaType)
  if (address === undefined || address.length > MAX_LENGTH) return undefined
  const match = DATA_URL.exec(address)
  return match !== null && IMAGE_TYPES.has(match[1]) ? address : undefined
}

function toDataUrl(data: string, mediaType: string | undefined): string {
  if (data.startsWith('data:')) return data
  // `image` or nothing at all says too little; a whole media type is believed.
  const type =
    mediaType?.includes('/') === true ? mediaType : STARTS.find(([start]) => data.startsWith(start))?.[1]
  return `data:${type ?? ''};base64,${data}`
}

/** What a medium is, where it cannot be shown: "audio/wav, 12 kB" or its address. */
export function describeMedia({ url, data, mediaType }: MediaPart): string {
  const kind = mediaType ?? 'media'
  if (data !== undefined) return `${kind}, ${data.length.toLocaleString('en')} characters`
  if (url === undefined) return kind
  return url.startsWith('data:')
    ? `${kind}, ${url.length.toLocaleString('en')} characters`
    : `${kind} at ${url}`
}
