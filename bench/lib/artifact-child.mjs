// One step of bench/artifacts.bench.mjs in a process of its own, so that its memory is its own: log, sync or fetch. Prints one line
// of JSON at the end, and progress of a sync before.
import { Artifact, init } from '@kymo/core'
import { syncRunFolder } from '@kymo/core/sync'

const [step, name, ...args] = process.argv.slice(2)
const QUIET = { silent: true, console: false, systemMetrics: false, environment: false, git: false }

const steps = {
  /** Stages a folder in an offline run. */
  log: async (runsDir, source) => {
    const run = await init({ ...QUIET, project: 'bench', mode: 'offline', dir: runsDir })
    const idle = startWatch()
    const artifact = new Artifact(name, 'dataset').addDir(source)
    const logged = run.logArtifact(artifact)
    await logged.staged()
    const measured = idle.stop()
    await run.finish()
    return { ...measured, folder: run.dir, digest: logged.digest }
  },
  sync: async (folder, baseUrl) => {
    const idle = startWatch()
    const onProgress = ({ sentBytes }) => process.stdout.write(`${sentBytes}\n`)
    const { complete, reason, content } = await syncRunFolder(folder, { baseUrl, onProgress })
    if (!complete) throw new Error(reason)
    return { ...idle.stop(), content }
  },
  /** Downloads and verifies the newest version, without the cache. */
  fetch: async (runsDir, baseUrl, target) => {
    const run = await init({ ...QUIET, project: 'bench', baseUrl, dir: runsDir, cacheMaxBytes: 0 })
    const idle = startWatch()
    const version = await run.useArtifact(`${name}:latest`)
    await version.download(target)
    const downloaded = idle.stop()
    const startedMs = performance.now()
    await version.verify(target)
    const verifyMs = performance.now() - startedMs
    await run.finish()
    return { ...downloaded, ...peak(idle.idleMb), verifyMs, version: version.version, digest: version.digest }
  },
}

const report = await steps[step](...args)
process.stdout.write(`${JSON.stringify(report)}\n`)

/** Time, and how long the event loop was held up at worst. */
function startWatch() {
  const startedMs = performance.now()
  const idleMb = process.memoryUsage.rss() / 1e6
  let lastMs = startedMs
  let blockedMs = 0
  const timer = setInterval(() => {
    const nowMs = performance.now()
    blockedMs = Math.max(blockedMs, nowMs - lastMs - 5)
    lastMs = nowMs
  }, 5)
  return {
    idleMb,
    stop: () => {
      clearInterval(timer)
      return { tookMs: performance.now() - startedMs, blockedMs, ...peak(idleMb) }
    },
  }
}

/** Of the whole process, threads included. */
function peak(idleMb) {
  return { memoryMb: process.resourceUsage().maxRSS / 1000 - idleMb }
}
