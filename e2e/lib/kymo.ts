import { fileURLToPath } from 'node:url'
import { startChild, type Child, type ChildExit } from '@kymo/testkit'

/** The built command line: what `npx kymo` runs. */
export const KYMO: string = fileURLToPath(new URL('../../packages/cli/dist/bin.js', import.meta.url))

export interface KymoOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Standard input; empty when absent. */
  readonly input?: string
}

/** Starts `kymo`. Its home is its working folder: no settings of this machine reach it. */
export function startKymo(args: readonly string[], { cwd, env, input }: KymoOptions): Child {
  const child = startChild(KYMO, { args, cwd, env: { ...homeAt(cwd), ...env } })
  child.process.stdin?.on('error', () => undefined)
  child.process.stdin?.end(input ?? '')
  return child
}

export function runKymo(args: readonly string[], options: KymoOptions): Promise<ChildExit> {
  return startKymo(args, options).exited
}

export function homeAt(path: string): Record<string, string> {
  return { HOME: path, XDG_CONFIG_HOME: `${path}/.config`, XDG_CACHE_HOME: `${path}/.cache` }
}

export interface KymoServer {
  readonly url: string
  readonly child: Child
}

/** Starts `kymo server` (or `kymo ui`) and waits until it serves. */
export async function startKymoServer(args: readonly string[], options: KymoOptions): Promise<KymoServer> {
  const port = args.includes('--port') ? [] : ['--port', '0']
  const child = startKymo([...args, ...port, '--json'], options)
  const [line] = await child.waitForLine(/^\{.*"url".*\}$/, 30_000)
  return { url: (JSON.parse(line) as { url: string }).url, child }
}
