import type { RecordInit } from '@kymo/protocol'
import type { ProcessFacts } from '../../platform/process-facts.ts'
import type { EnvironmentSetting } from '../../settings/capture-settings.ts'
import { maskArguments } from './mask-secrets.ts'

export type EnvironmentInit = NonNullable<RecordInit['environment']>

export interface BasicFactsOptions {
  readonly facts: ProcessFacts
  readonly setting: EnvironmentSetting
  readonly writerId: string
  readonly startedMs: number
}

/** Variables that hold keys are not among those that SLURM sets, but a job may add its own. */
const SLURM_NAME = /^SLURM_\w+$/
const SLURM_SECRET = /KEY|TOKEN|SECRET|PASSWORD|JWT/
const MAX_SLURM_COUNT = 200
const MAX_TEXT_LENGTH = 4096
const MAX_ARG_COUNT = 1000

/** The part of the environment that is written before anything else, so that even a run that dies at once has it. */
export function basicEnvironment({
  facts,
  setting,
  writerId,
  startedMs,
}: BasicFactsOptions): EnvironmentInit {
  const { username = true, args = true } = typeof setting === 'object' ? setting : {}
  return {
    os: facts.os,
    startedAt: { seconds: Math.floor(startedMs / 1000), nanos: (startedMs % 1000) * 1_000_000 },
    ...(args
      ? { args: shorten(maskArguments(facts.args)), kymoExecArgs: shorten(maskArguments(facts.execArgs)) }
      : {}),
    program: facts.program ?? '',
    root: facts.cwd,
    host: facts.hostName,
    ...(username ? { username: userName(facts) } : {}),
    executable: facts.executable,
    memory: { total: facts.totalMemoryBytes },
    slurm: slurmVariables(facts.env),
    writerId,
    kymoRuntime: runtimeOf(facts.versions),
    kymoV8: facts.versions['v8'] ?? '',
    kymoArch: facts.arch,
    kymoPid: facts.pid,
  }
}

function userName({ userName: read, env }: ProcessFacts): string {
  try {
    return read()
  } catch {
    // A container may run under a number without a name.
    return env['USER'] ?? env['USERNAME'] ?? ''
  }
}

function runtimeOf(versions: ProcessFacts['versions']): string {
  const name = ['bun', 'deno', 'electron'].find((other) => versions[other] !== undefined) ?? 'node'
  return `${name} ${versions[name] ?? ''}`.trim()
}

/** With the names in lower case and without the prefix, as W&B keeps them. */
function slurmVariables(env: ProcessFacts['env']): Record<string, string> {
  const found = Object.entries(env).filter(([name]) => SLURM_NAME.test(name) && !SLURM_SECRET.test(name))
  return Object.fromEntries(
    found
      .slice(0, MAX_SLURM_COUNT)
      .map(([name, value]) => [
        name.slice('SLURM_'.length).toLowerCase(),
        (value ?? '').slice(0, MAX_TEXT_LENGTH),
      ]),
  )
}

function shorten(args: readonly string[]): string[] {
  return args.slice(0, MAX_ARG_COUNT).map((arg) => arg.slice(0, MAX_TEXT_LENGTH))
}
