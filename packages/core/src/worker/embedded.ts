/**
 * The worker as one self-contained script, for programs whose bundler left the worker's own file behind.
 * Empty in the sources; the build writes it into `dist` (scripts/embed-worker.mjs).
 */
export const EMBEDDED_WORKER: string = ''
