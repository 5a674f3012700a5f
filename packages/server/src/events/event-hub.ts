import type { RunEvent } from '../api/types.ts'

/** Which runs a subscriber wants to hear of; nothing given means all. */
export interface EventFilter {
  readonly entity?: string
  readonly project?: string
}

/** Called once per change; must return at once. */
export type EventListener = (event: RunEvent) => void

/** Hands every change of a run to those who listen. Keeps nothing itself. */
export class EventHub {
  readonly #subscriptions = new Map<EventListener, EventFilter>()
  readonly #closeListeners = new Set<() => void>()
  #isClosed = false

  get subscriberCount(): number {
    return this.#subscriptions.size
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  publish(event: RunEvent): void {
    for (const [listener, filter] of this.#subscriptions) if (isWanted(event, filter)) listener(event)
  }

  /** @returns ends the subscription; idempotent */
  subscribe(filter: EventFilter, listener: EventListener): () => void {
    this.#subscriptions.set(listener, filter)
    return () => this.#subscriptions.delete(listener)
  }

  /** Calls back when the server ends, so that streams end too and do not keep it waiting. */
  onClose(listener: () => void): () => void {
    this.#closeListeners.add(listener)
    return () => this.#closeListeners.delete(listener)
  }

  close(): void {
    this.#isClosed = true
    for (const listener of this.#closeListeners) listener()
    this.#subscriptions.clear()
  }
}

function isWanted(event: RunEvent, { entity, project }: EventFilter): boolean {
  return (
    (entity === undefined || event.entity === entity) && (project === undefined || event.project === project)
  )
}
