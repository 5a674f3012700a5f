import { KymoError } from '../errors.ts'
import { sendHttp } from '../platform/http.ts'
import { systemTimers } from '../platform/timers.ts'
import type { RunAddress } from '../query/run-source.ts'
import { placeOf } from '../run/open-run.ts'
import type { ResolvedSettings } from '../settings/resolve-settings.ts'
import { syncRunFolder } from '../sync/sync-run-folder.ts'
import { askServer } from './ask-server.ts'
import { chooseOrigin, type Intent, type Origin } from './choose-origin.ts'
import type { ServerAnswer } from './earlier-run.ts'
import { LocalRuns } from './local-runs.ts'

type CheckedSettings = ResolvedSettings['settings']

/** For the server's answer about an earlier run; after that the folders here decide. */
const ASK_TIMEOUT_MS = 10_000
/** For sending what killed sessions have left. */
const CATCH_UP_MS = 15_000

/**
 * Finds out what a session goes on with, and brings what earlier ones have left to where it belongs.
 * @throws {KymoError} RUN_NOT_FOUND, RUN_EXISTS, RUN_LOOKUP_FAILED
 */
export async function findOrigin(intent: Intent, settings: CheckedSettings): Promise<Origin> {
  const address = { ...placeOf(settings), run: intent.id }
  const limit = intent.kind === 'resume' ? Infinity : intent.step
  const runs = await LocalRuns.read(settings.dir, [
    intent.id,
    ...(settings.id === undefined ? [] : [settings.id]),
  ])
  const spoolProblems = await runs.finishSpools(address)
  if (intent.kind === 'fork' && settings.id !== undefined)
    await assertNew(runs, { ...address, run: settings.id }, settings)
  const [local, server] = await Promise.all([runs.find(address, limit), ask(settings, address, limit)])
  const origin = chooseOrigin(intent, local, server)
  const unsent =
    server === undefined || server.kind === 'unknown' ? [] : await catchUp(runs, address, settings)
  return { ...origin, warnings: [...spoolProblems, ...origin.warnings, ...unsent] }
}

function ask(
  { mode, baseUrl, apiKey }: CheckedSettings,
  address: RunAddress,
  limit: number,
): Promise<ServerAnswer | undefined> {
  if (mode !== 'online' || baseUrl === undefined) return Promise.resolve(undefined)
  const question = { baseUrl, apiKey, address, limit, timeoutMs: ASK_TIMEOUT_MS }
  return askServer(question, { send: sendHttp, timers: systemTimers })
}

async function assertNew(runs: LocalRuns, address: RunAddress, settings: CheckedSettings): Promise<void> {
  const isKnown = runs.has(address) || (await ask(settings, address, Infinity))?.kind === 'found'
  if (!isKnown) return
  const reason = 'there is one already; give another id, or resume it'
  throw new KymoError('RUN_EXISTS', `Cannot fork into run '${address.run}': ${reason}`, {
    details: { id: address.run },
  })
}

/**
 * Sends what sessions that did not end well have left, so that the history on the server has no gap before this one.
 * @returns what could not be sent, as sentences
 */
async function catchUp(runs: LocalRuns, address: RunAddress, settings: CheckedSettings): Promise<string[]> {
  const { baseUrl = '', apiKey } = settings
  const signal = AbortSignal.timeout(CATCH_UP_MS)
  const { entity, project } = address
  const key = apiKey === undefined ? {} : { apiKey }
  const problems: string[] = []
  for (const path of await runs.unsentFolders(address, baseUrl)) {
    const tell = (reason: string): number =>
      problems.push(`Cannot send all of an earlier session: ${reason}. Later: npx kymo sync ${path}`)
    try {
      const options = { baseUrl, ...key, entity, project, signal, giveUpAfterMs: CATCH_UP_MS }
      const { complete, reason } = await syncRunFolder(path, options)
      if (!complete) tell(reason ?? 'it is not complete')
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error))
    }
  }
  return problems
}
