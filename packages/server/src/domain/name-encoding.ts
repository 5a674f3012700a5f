import { createHash } from 'node:crypto'

/** Beside the folders of a name that is too long to stand in its folder's name: `{"name": "…"}`. */
export const NAME_FILE = 'name.json'

/** File systems allow 255 bytes in a name; room is left for what people add to copies. */
const MAX_FOLDER_CHARS = 120
const PREFIX_CHARS = 80
/** Kept as they are. Upper case is not: file systems may not tell it from lower case. */
const KEPT = /^[a-z0-9_-]$/
/** Names that Windows gives to devices, whatever follows the first dot. */
const DEVICE = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=$|\.)/
const HASHED = /^[^~]{0,80}~[0-9a-f]{32}$/

/**
 * Name of the folder that stands for an entity or a project: a-z, 0-9, `_`, `-` and inner dots as they are, every other
 * byte of the UTF-8 form as `%XX`. Different names have different folders on every file system. A name whose form is
 * longer than 120 characters gets a hash instead, and needs a {@link NAME_FILE}.
 * @param name well-formed text of any length
 */
export function encodeName(name: string): string {
  const folder = escaped(name)
  if (folder.length <= MAX_FOLDER_CHARS) return folder
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 32)
  return `${folder.slice(0, PREFIX_CHARS)}~${hash}`
}

/** @returns undefined when {@link encodeName} never gives this folder, or gives it for a name that is in its {@link NAME_FILE} */
export function decodeName(folder: string): string | undefined {
  if (folder === '%') return ''
  let name: string
  try {
    name = decodeURIComponent(folder)
  } catch {
    return undefined
  }
  return encodeName(name) === folder ? name : undefined
}

/** True when the name itself is in the folder's {@link NAME_FILE}. */
export function isHashedName(folder: string): boolean {
  return HASHED.test(folder)
}

function escaped(name: string): string {
  // Bytes of no valid escape, so nothing else has this form.
  if (name === '') return '%'
  const characters = Array.from(name)
  const folder = characters
    .map((character, i) => {
      const isInnerDot = character === '.' && i > 0 && i < characters.length - 1
      return isInnerDot || KEPT.test(character) ? character : percent(character)
    })
    .join('')
  return DEVICE.test(folder) ? percent(characters[0]) + folder.slice(1) : folder
}

function percent(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('')
}
