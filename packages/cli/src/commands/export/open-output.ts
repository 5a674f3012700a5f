import { open, rename, rm } from 'node:fs/promises'
import { resolve } from 'node:path'
import { CliError } from '../../errors.ts'
import type { CommandContext } from '../context.ts'
import type { ExportOutput } from './row-writer.ts'

export interface OpenOutput extends ExportOutput {
  readonly byteCount: number
  /** Makes it visible under its name. */
  finish(): Promise<void>
  /** Leaves nothing behind. Does nothing after `finish`. */
  discard(): Promise<void>
}

/** @param path undefined: standard output @throws {CliError} EXPORT_UNWRITABLE */
export async function openOutput(path: string | undefined, context: CommandContext): Promise<OpenOutput> {
  return path === undefined ? openStream(context) : openFile(resolve(context.cwd, path))
}

function openStream({ data }: CommandContext): OpenOutput {
  let byteCount = 0
  return {
    get byteCount() {
      return byteCount
    },
    write: (chunk) => {
      byteCount += chunk.length
      return data.write(chunk)
    },
    finish: () => Promise.resolve(),
    discard: () => Promise.resolve(),
  }
}

/** Under another name until it is whole: who sees the file sees all of it. */
async function openFile(path: string): Promise<OpenOutput> {
  const draftPath = `${path}.partial-${process.pid}`
  const unwritable = (error: unknown): CliError =>
    new CliError(
      'EXPORT_UNWRITABLE',
      `Cannot write ${path}: ${(error as NodeJS.ErrnoException).code ?? 'unknown failure'}`,
      ['Check the folder and the space on the disk, or choose another place with --output'],
    )
  const file = await open(draftPath, 'w').catch((error: unknown) => {
    throw unwritable(error)
  })
  let byteCount = 0
  let isOpen = true
  const close = async (): Promise<void> => {
    if (isOpen) await file.close()
    isOpen = false
  }
  return {
    get byteCount() {
      return byteCount
    },
    write: async (chunk) => {
      try {
        const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
        await file.writeFile(bytes)
        byteCount += bytes.byteLength
        return true
      } catch (error) {
        throw unwritable(error)
      }
    },
    finish: async () => {
      try {
        await file.sync()
        await close()
        await rename(draftPath, path)
      } catch (error) {
        throw unwritable(error)
      }
    },
    discard: async () => {
      await close()
      await rm(draftPath, { force: true })
    },
  }
}
