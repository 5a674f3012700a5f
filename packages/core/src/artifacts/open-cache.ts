import { resolve } from 'node:path'
import { userCacheFolder } from '../platform/cache-folder.ts'
import { ContentCache } from '../platform/content-cache.ts'
import type { Settings } from '../settings/settings-values.ts'
import type { VersionFinder } from './find-version.ts'
import { VersionMemory } from './version-memory.ts'

export interface OpenCacheOptions {
  readonly settings: Pick<Settings, 'cacheDir' | 'cacheMaxBytes'>
  readonly environment: {
    readonly env: Readonly<Record<string, string | undefined>>
    readonly homeDir: string
    readonly cwd: string
  }
  readonly nowMs: () => number
}

/** Folder of the artifact cache. */
export function cacheFolderOf({ settings, environment }: Omit<OpenCacheOptions, 'nowMs'>): string {
  const { env, homeDir, cwd } = environment
  return settings.cacheDir === undefined
    ? userCacheFolder({ env, homeDir, platform: process.platform })
    : resolve(cwd, settings.cacheDir)
}

/** Content and versions that were used before; neither when the cache is switched off. */
export function openCache(options: OpenCacheOptions): Pick<VersionFinder, 'cache' | 'memory'> {
  const { cacheMaxBytes: maxBytes } = options.settings
  if (maxBytes <= 0) return { cache: undefined, memory: undefined }
  const root = cacheFolderOf(options)
  return {
    cache: new ContentCache({ root, maxBytes, nowMs: options.nowMs }),
    memory: new VersionMemory(root),
  }
}
