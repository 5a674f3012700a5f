const MAX_PATH_BYTES = 4096
/** What file systems allow for one name. */
const MAX_NAME_BYTES = 255
// oxlint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\u0000-\u001f\u007f]|\p{Surrogate}/u

/**
 * Checks a path within an artifact, or below a run's `files/`: the user's own, or one that a server sent and that may be meant to
 * leave the folder into which it is written.
 * @returns undefined when it is relative, has no empty, `.` or `..` part, and can be a file's name on every system; else why not
 */
export function findPathProblem(path: unknown): string | undefined {
  if (typeof path !== 'string' || path === '') return 'it is empty'
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return `it is longer than ${MAX_PATH_BYTES} bytes`
  if (CONTROL.test(path)) return 'it contains a control character'
  if (path.includes('\\')) return "it contains '\\'"
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'it is absolute'
  for (const part of path.split('/')) {
    if (part === '') return 'it has an empty part'
    if (part === '.' || part === '..') return `it contains '${part}'`
    if (Buffer.byteLength(part) > MAX_NAME_BYTES)
      return `one of its names is longer than ${MAX_NAME_BYTES} bytes`
  }
  return undefined
}

/** @returns the folders that a path lies in, outermost first: `a/b/c` gives `a` and `a/b` */
export function foldersOf(path: string): string[] {
  const folders: string[] = []
  for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) folders.push(path.slice(0, at))
  return folders
}
