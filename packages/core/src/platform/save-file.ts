import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path'

/**
 * Writes `dir/path` by way of a temporary file beside it, so that no reader ever sees half of it.
 * @returns the absolute path
 * @throws {RangeError} when the path would lead out of the folder
 */
export async function saveFile(
  dir: string,
  path: string,
  content: AsyncIterable<Uint8Array>,
): Promise<string> {
  const root = resolve(dir)
  const target = join(root, ...path.split('/'))
  const inside = relative(root, target)
  if (
    inside === '' ||
    isAbsolute(inside) ||
    inside === '..' ||
    inside.startsWith(`..${sep}`) ||
    path.includes('\0')
  ) {
    throw new RangeError(`Cannot write '${path}': it leads out of the folder`)
  }
  await mkdir(dirname(target), { recursive: true })
  const draft = `${target}.${randomBytes(6).toString('hex')}.part`
  const file = await open(draft, 'wx')
  try {
    try {
      for await (const chunk of content) await file.writeFile(chunk)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(draft, target)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  return target
}
