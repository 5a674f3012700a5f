import { planEviction, type EvictionPlan } from '../platform/content-cache.ts'
import { readEnvironment } from '../platform/environment.ts'
import type { Settings } from '../settings/settings-values.ts'
import { cacheFolderOf } from './open-cache.ts'

/** What {@link planCacheEviction} finds. */
export interface CacheEviction extends EvictionPlan {
  /** The folder, absolute. */
  readonly dir: string
  readonly maxBytes: number
}

/** Which contents of the artifact cache are beyond its bound. Deletes nothing. */
export async function planCacheEviction(
  settings: Pick<Settings, 'cacheDir' | 'cacheMaxBytes'>,
): Promise<CacheEviction> {
  const dir = cacheFolderOf({ settings, environment: readEnvironment() })
  const maxBytes = Math.max(0, settings.cacheMaxBytes)
  return { dir, maxBytes, ...(await planEviction({ root: dir, maxBytes, nowMs: Date.now() })) }
}
