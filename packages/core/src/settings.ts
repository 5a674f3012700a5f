import { KymoError } from './errors.ts'
import { readEnvironment } from './platform/environment.ts'
import { readTextFile, writePrivateFile } from './platform/private-file.ts'
import type { InitOptions } from './settings/init-options.ts'
import { resolveSettings, userSettingsPath, type ResolvedSettings } from './settings/resolve-settings.ts'
import { mergeLogin, type Login } from './settings/save-login.ts'

export type {
  CodeSetting,
  CodeSettings,
  ConsoleSetting,
  ConsoleSettings,
  EnvironmentSetting,
  EnvironmentSettings,
  GitSetting,
  SystemMetricsSetting,
  SystemMetricsSettings,
} from './settings/capture-settings.ts'
export { describeSettings, type SettingDescription } from './settings/describe-settings.ts'
export type { InitOptions } from './settings/init-options.ts'
export type { OtlpBackend, OtlpChoice, OtlpSetting, OtlpSettings } from './settings/otlp-settings.ts'
export type { ResolvedSettings, SettingSource } from './settings/resolve-settings.ts'
export type { Login } from './settings/save-login.ts'
export type { Mode, SettingName, Settings } from './settings/settings-values.ts'

/**
 * The settings as `init()` with these options would use them: option, then `KYMO_*`, then `WANDB_*`, then
 * `./kymo/settings.json`, then the user's settings file, then the default.
 *
 * @throws {KymoError} SETTING_UNKNOWN, SETTING_INVALID, SETTINGS_FILE_UNREADABLE
 * @example
 * ```js
 * import { loadSettings } from '@kymo/core/settings'
 *
 * const { project, mode } = loadSettings({ project: 'digits' })
 * console.log(project, mode)
 * ```
 */
export function loadSettings(options: InitOptions = {}): ResolvedSettings['settings'] {
  return explainSettings(options).settings
}

/** {@link loadSettings} with where each value came from, and what the user should hear. */
export function explainSettings(options: InitOptions = {}): ResolvedSettings {
  const { env, cwd, homeDir } = readEnvironment()
  return resolveSettings({ ...options }, { env, cwd, homeDir, readTextFile })
}

/** Path of the user's settings file: `$XDG_CONFIG_HOME/kymo/settings.json`, else `~/.config/kymo/settings.json`. */
export function settingsFilePath(): string {
  return userSettingsPath(readEnvironment())
}

/**
 * Keeps a server, and the key for it, in the user's settings file, which only the user may read. A kept key is sent to
 * that server alone (scheme, host and port), whatever `baseUrl` says elsewhere.
 *
 * @throws {KymoError} SETTING_INVALID, SETTINGS_FILE_UNREADABLE, SETTINGS_FILE_UNWRITABLE
 * @returns path of the file
 */
export function saveLogin(login: Login): string {
  const path = settingsFilePath()
  const text = mergeLogin({ path, text: readTextFile(path) }, login)
  try {
    writePrivateFile(path, text)
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error'
    throw new KymoError('SETTINGS_FILE_UNWRITABLE', `Cannot write the settings file ${path}: ${code}`, {
      details: { path },
      cause,
    })
  }
  return path
}
