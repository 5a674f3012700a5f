import { SETTINGS_TABLE, type SettingSpec } from './settings-table.ts'
import type { SettingName } from './settings-values.ts'

/** One row of the settings documentation. */
export interface SettingDescription {
  /** Name of the option, and the key in a settings file. */
  readonly name: SettingName
  readonly doc: string
  /** What is accepted, in words. */
  readonly accepts: string
  /** The default as text; undefined when there is none. */
  readonly default: string | undefined
  readonly env: string | undefined
  /** The variable of W&B that is read when `env` is not set. */
  readonly wandbEnv: string | undefined
  /** The settings files in which it may stand. */
  readonly files: 'none' | 'user' | 'both'
  readonly isSecret: boolean
}

/**
 * Every setting, in the order of the documentation.
 *
 * @example
 * ```js
 * import { describeSettings } from '@kymo/core/settings'
 *
 * for (const { name, env, doc } of describeSettings()) console.log(name, env, doc)
 * ```
 */
export function describeSettings(): readonly SettingDescription[] {
  return (Object.keys(SETTINGS_TABLE) as SettingName[]).map((name) => {
    const spec: SettingSpec<unknown> = SETTINGS_TABLE[name]
    return {
      name,
      doc: spec.doc,
      accepts: spec.type.label,
      default: describeDefault(spec.default),
      env: spec.env,
      wandbEnv: spec.wandb?.env,
      files: spec.files,
      isSecret: spec.isSecret === true,
    }
  })
}

function describeDefault(value: unknown): string | undefined {
  // Empty lists and objects are as good as none.
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value) || undefined
    : undefined
}
