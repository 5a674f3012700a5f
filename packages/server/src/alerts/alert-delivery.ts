import type { AlertInfo } from '../api/file-types.ts'
import type { AlertCatalog, PendingAlert } from '../catalog/alert-catalog.ts'

/** An alert that is older when its log arrives is shown, but nobody is called for it. */
const MAX_AGE_MS = 24 * 3_600_000
/** Somebody else's clock may be ahead of ours. */
const MAX_AHEAD_MS = 3_600_000
const BASE_DELAY_MS = 5000
const MAX_DELAY_MS = 600_000
const MAX_ATTEMPTS = 12
const TIMEOUT_MS = 10_000
/** Slack takes 40,000 characters, Discord 2,000. */
const MAX_LENGTH = 1900

/** What is sent, as JSON. `text` and `content` are what chat services show; `subject` with `text` makes a mail. */
export interface AlertMessage {
  readonly type: 'kymo.alert'
  readonly subject: string
  readonly text: string
  readonly content: string
  /** A text that was logged calls nobody by name. */
  readonly allowed_mentions: { readonly parse: readonly [] }
  readonly alert: Pick<AlertInfo, 'id' | 'title' | 'text' | 'level' | 'timeMs'>
  readonly run: Pick<AlertInfo, 'entity' | 'project' | 'run' | 'runName'> & { readonly url: string }
}

export interface AlertDeliveryOptions {
  readonly catalog: AlertCatalog
  /** Address of an incoming webhook; undefined: alerts are only remembered. */
  readonly webhook: URL | undefined
  /** Of this server, for links. */
  readonly baseUrl: () => string
  readonly nowMs: () => number
  readonly onWarning: (line: string) => void
  /** A port, so that tests need not wait. Default: the times above. */
  readonly delayMs?: (attempts: number) => number
}

/**
 * Tells a webhook of each alert, once: what is to be told is on disk before it is tried, and so is what was told. Only a
 * server that dies between the two tells twice. Trouble of the webhook never holds up anything else.
 */
export class AlertDelivery {
  readonly #options: AlertDeliveryOptions
  readonly #abort = new AbortController()
  #timer: NodeJS.Timeout | undefined
  #sending: Promise<void> | undefined

  constructor(options: AlertDeliveryOptions) {
    this.#options = options
    options.catalog.prune(options.nowMs() - 2 * MAX_AGE_MS)
    this.#schedule()
  }

  /** Alerts that were not known before, oldest first. */
  take(alerts: readonly AlertInfo[]): void {
    const { catalog, webhook, nowMs } = this.#options
    const now = nowMs()
    const fresh = alerts.filter(({ timeMs }) => timeMs > now - MAX_AGE_MS && timeMs < now + MAX_AHEAD_MS)
    try {
      for (const alert of fresh) catalog.add(alert, { nowMs: now, isPending: webhook !== undefined })
    } catch (error) {
      this.#options.onWarning(`Cannot keep an alert for its delivery: ${(error as Error).message}`)
    }
    if (fresh.length > 0) this.#schedule()
  }

  /** What is not sent by now is sent by the next server. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#abort.abort()
    await this.#sending
  }

  #schedule(): void {
    const { catalog, webhook, nowMs } = this.#options
    if (webhook === undefined || this.#sending !== undefined || this.#abort.signal.aborted) return
    const pending = catalog.next()
    clearTimeout(this.#timer)
    if (pending === undefined) return
    const wait = Math.min(MAX_DELAY_MS, Math.max(0, pending.nextMs - nowMs()))
    this.#timer = setTimeout(() => {
      this.#sending = this.#send(pending, webhook).finally(() => {
        this.#sending = undefined
        this.#schedule()
      })
    }, wait).unref()
  }

  async #send(pending: PendingAlert, webhook: URL): Promise<void> {
    const { catalog, nowMs, delayMs = usualDelay, onWarning } = this.#options
    const problem = await this.#post(pending.alert, webhook)
    if (this.#abort.signal.aborted && problem !== undefined) return
    const attempts = pending.attempts + 1
    if (problem === undefined) catalog.settle(pending.key)
    else if (problem.isFinal || attempts >= MAX_ATTEMPTS) {
      catalog.settle(pending.key)
      onWarning(
        `Cannot deliver the alert "${pending.alert.title}" to ${webhook.host}: ${problem.reason}; given up`,
      )
    } else catalog.putOff(pending.key, { attempts, nextMs: nowMs() + delayMs(attempts) })
  }

  async #post(alert: AlertInfo, webhook: URL): Promise<{ reason: string; isFinal: boolean } | undefined> {
    try {
      const response = await fetch(webhook, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(toMessage(alert, this.#options.baseUrl())),
        // Where the operator wants alerts is one address, not wherever that one points.
        redirect: 'manual',
        signal: AbortSignal.any([this.#abort.signal, AbortSignal.timeout(TIMEOUT_MS)]),
      })
      await response.body?.cancel()
      if (response.ok) return undefined
      const isFinal = response.status < 500 && response.status !== 408 && response.status !== 429
      return { reason: `it answered ${response.status}`, isFinal }
    } catch (error) {
      const { cause, message } = error as { cause?: { code?: string }; message?: string }
      return { reason: cause?.code ?? message ?? 'no connection', isFinal: false }
    }
  }
}

function usualDelay(attempts: number): number {
  return Math.min(MAX_DELAY_MS, BASE_DELAY_MS * 2 ** (attempts - 1))
}

function toMessage(info: AlertInfo, baseUrl: string): AlertMessage {
  const { id, title, text, level, timeMs, entity, project, run, runName } = info
  const path = [entity, project, 'runs', run].map(encodeURIComponent).join('/')
  const url = `${baseUrl}/${path}`
  const subject = `[${level}] ${title} (${project}/${runName})`
  // In chat services `<!channel>` calls everybody.
  const lines = [subject, url, ...(text === '' ? [] : [text])].join('\n').replaceAll('<!', '<\u200B!')
  return {
    type: 'kymo.alert',
    subject,
    text: lines,
    content: lines.length <= MAX_LENGTH ? lines : `${lines.slice(0, MAX_LENGTH)} …`,
    allowed_mentions: { parse: [] },
    alert: { id, title, text, level, timeMs },
    run: { entity, project, run, runName, url },
  }
}
