import { systemMediaFiles } from '../platform/media-files.ts'
import type { MediaReport } from './media-messages.ts'
import { MediaQueue } from './media-queue.ts'

/** The queue of a run's folder on the real disk. */
export function openMediaQueue(folder: string, report: (report: MediaReport) => void): MediaQueue {
  return new MediaQueue({ files: systemMediaFiles, folder }, report, (action) => setImmediate(action))
}
