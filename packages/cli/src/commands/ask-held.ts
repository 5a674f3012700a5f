import { MAX_HELD_LOGS, type HeldLog, type HeldReply, type LogAddress } from '@kymo/protocol'
import { askServer, type ServerAccess } from './ask-server.ts'

/** Asks a server what it holds of these logs. @returns undefined when it cannot be asked, as one of an earlier version */
export async function askHeld(
  access: ServerAccess,
  logs: readonly LogAddress[],
): Promise<HeldLog[] | undefined> {
  const held: HeldLog[] = []
  for (let at = 0; at < logs.length; at += MAX_HELD_LOGS) {
    const some = logs.slice(at, at + MAX_HELD_LOGS)
    const reply = await askServer<Partial<HeldReply>>(access, '/logs/held', { logs: some }).catch(
      () => undefined,
    )
    const answers = reply?.held
    if (!Array.isArray(answers) || answers.length !== some.length || !answers.every(isHeldLog))
      return undefined
    held.push(...answers)
  }
  return held
}

function isHeldLog(value: unknown): value is HeldLog {
  const { offset, state } = (value ?? {}) as Partial<Record<keyof HeldLog, unknown>>
  return Number.isSafeInteger(offset) && (state === undefined || state === 'trashed' || state === 'deleted')
}
