/** Parts of a glob that stand for something else than themselves. */
const PARTS = /\*\*\/|\*\*|\*|\?|\{[^{}]*\}|[^*?{}]+|[{}]/g

/**
 * Makes a test for paths with slashes. `*` and `?` stay within a name, `**` crosses folders, `{a,b}` is one of several. A glob
 * without a slash means the name of a file in any folder, as in `.gitignore`; one that ends with a slash all that is in a folder.
 */
export function globTest(glob: string): (path: string) => boolean {
  const inFolder = glob.endsWith('/') ? `${glob}**` : glob
  const anchored = inFolder.includes('/') ? inFolder.replace(/^\.?\//, '') : `**/${inFolder}`
  const pattern = new RegExp(`^${toPattern(anchored)}$`, 'u')
  return (path) => pattern.test(path)
}

function toPattern(glob: string): string {
  return (glob.match(PARTS) ?? []).map(partToPattern).join('')
}

function partToPattern(part: string): string {
  switch (part) {
    case '**/':
      return '(?:[^/]+/)*'
    case '**':
      return '.*'
    case '*':
      return '[^/]*'
    case '?':
      return '[^/]'
    default:
      if (part.startsWith('{') && part.length > 1)
        return `(?:${part.slice(1, -1).split(',').map(toPattern).join('|')})`
      return part.replace(/[\\^$.|+()[\]{}]/g, String.raw`\$&`)
  }
}
