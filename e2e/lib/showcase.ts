import { fileURLToPath } from 'node:url'
import { startChild } from '@kymo/testkit'
import { homeAt } from './kymo.ts'

const SHOWCASE = fileURLToPath(new URL('../fixtures/log-showcase.mjs', import.meta.url))

export interface ShowcaseOptions {
  /** The working folder of the program; runs are written into `runs` in it. */
  readonly cwd: string
  readonly name: string
  readonly seed: number
  /** Lines that are printed before training begins. Default 0. */
  readonly lineCount?: number
}

/** Trains with the real SDK, and logs everything that a page can show, in the project `shapes`. Returns the id of the run. */
export async function logShowcase({ cwd, name, seed, lineCount = 0 }: ShowcaseOptions): Promise<string> {
  const env = {
    ...homeAt(cwd),
    KYMO_DIR: `${cwd}/runs`,
    KYMO_MODE: 'offline',
    KYMO_PROJECT: 'shapes',
    NAME: name,
    SEED: String(seed),
    LINES: String(lineCount),
  }
  const child = startChild(SHOWCASE, { cwd, env })
  const [, folder] = await child.waitForLine(/^folder (.+)$/m, 90_000)
  await child.exited
  return folder.slice(folder.lastIndexOf('-') + 1)
}
