import { startChild, type Child, type ChildExit } from '@kymo/testkit'
import { cleanEnv, KYMO } from './terminal.ts'

export interface KymoOptions {
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
  /** Standard input; empty when absent. */
  readonly input?: string
}

/** Starts `kymo` in pipes. */
export function startKymo(args: readonly string[], { cwd, env, input = '' }: KymoOptions): Child {
  const child = startChild(KYMO, { args, cwd, env: { ...cleanEnv(cwd), ...env } })
  child.process.stdin?.on('error', () => undefined)
  child.process.stdin?.end(input)
  return child
}

export function runKymo(args: readonly string[], options: KymoOptions): Promise<ChildExit> {
  return startKymo(args, options).exited
}
