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
/** When the disk did not take a note. */
const CATALOG_RETRY_MS = 30_000
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
  /** What was done with an alert and is not on disk yet. */
  readonly #unnoted = new Map<string, () => void>()
  #hasFailed = false

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
    this.#guarded(() => {
      for (const alert of fresh) catalog.add(alert, { nowMs: now, isPending: webhook !== undefined })
    })
    if (fresh.length > 0) this.#schedule()
  }

  /** What is not sent by now is sent by the next server. */
  async close(): Promise<void> {
    clearTimeout(this.#timer)
    this.#abort.abort()
    await this.#sending
  }

  #schedule(): void {
    const { webhook } = this.#options
    if (webhook === undefined || this.#sending !== undefined || this.#abort.signal.aborted) return
    clearTimeout(this.#timer)
    const pending = this.#guarded(() => {
      this.#noteAll()
      return this.#options.catalog.next()
    })
    if (pending === 'failed') return this.#after(CATALOG_RETRY_MS, () => this.#schedule())
    this.#hasFailed = false
    if (pending === undefined) return
    const wait = Math.min(MAX_DELAY_MS, Math.max(0, pending.nextMs - this.#options.nowMs()))
    this.#after(wait, () => {
      this.#sending = this.#send(pending, webhook).finally(() => {
        this.#sending = undefined
        this.#schedule()
      })
    })
  }

  #after(delayMs: number, then: () => void): void {
    this.#timer = setTimeout(then, delayMs).unref()
  }

  /** What was told is never told again by this process, also while the disk does not take a note of it. */
  #noteAll(): void {
    for (const [key, note] of this.#unnoted) {
      note()
      this.#unnoted.delete(key)
    }
  }

  /** A disk that refuses holds up deliveries, and nothing else. */
  #guarded<T>(work: () => T): T | 'failed' {
    try {
      return work()
    } catch (error) {
      if (!this.#hasFailed)
        this.#options.onWarning(`Cannot note which alerts were delivered: ${(error as Error).message}`)
      this.#hasFailed = true
      return 'failed'
    }
  }

  /** Never rejects. */
  async #send({ key, alert, attempts: before }: PendingAlert, webhook: URL): Promise<void> {
    const { catalog, nowMs, delayMs = usualDelay, onWarning } = this.#options
    const problem = await this.#post(alert, webhook)
    if (this.#abort.signal.aborted && problem !== undefined) return
    const attempts = before + 1
    const isOver = problem === undefined || problem.isFinal || attempts >= MAX_ATTEMPTS
    if (isOver) this.#unnoted.set(key, () => catalog.settle(key))
    else {
      const nextMs = nowMs() + delayMs(attempts)
      this.#unnoted.set(key, () => catalog.putOff(key, { attempts, nextMs }))
    }
    if (isOver && problem !== undefined)
      onWarning(`Cannot deliver the alert "${alert.title}" to ${webhook.host}: ${problem.reason}; given up`)
    // Before the server may close.
    this.#guarded(() => this.#noteAll())
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
