import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Tests run on the packages of the workspace, or of a folder with other versions of them. */
const from = process.env['KYMO_LANGCHAIN_FROM']
const base = from === undefined ? import.meta.url : pathToFileURL(join(from, 'package.json')).href

/** The copy for `require`. */
export const requireFrom: NodeJS.Require = createRequire(base)

/** The copy for `import`. */
export async function importFrom<T>(name: string): Promise<T> {
  if (from === undefined) return (await import(name)) as T
  const cjs = requireFrom.resolve(name)
  // The two copies lie beside each other.
  return (await import(pathToFileURL(cjs.replace(/\.cjs$/, '.js')).href)) as T
}
