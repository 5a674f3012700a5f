import { fileURLToPath } from 'node:url'
import type { StartServerOptions } from '@kymo/server'
import { startChild, type Child } from '@kymo/testkit'

const SCRIPT = fileURLToPath(new URL('server-child.mjs', import.meta.url))

export interface ServerChild {
  readonly url: string
  readonly port: number
  readonly firstKey?: string
  readonly child: Child
}

/** Starts a server that can be killed. */
export async function startServerChild(options: StartServerOptions): Promise<ServerChild> {
  const child = startChild(SCRIPT, { args: [JSON.stringify(options)] })
  const [line] = await child.waitForLine(/^\{"url".*$/)
  return { ...(JSON.parse(line) as Omit<ServerChild, 'child'>), child }
}
