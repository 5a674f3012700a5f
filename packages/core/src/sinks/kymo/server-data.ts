import { DATA_ID_HEADER } from '@kymo/protocol'
import type { HttpSend } from '../../platform/http.ts'

/** As servers make them, and nothing that could not stand in a cursor. */
const DATA_ID = /^[\w-]{1,64}$/
/** Two servers that take turns behind one address must not make a client ask without end. */
const MAX_CHANGES_PER_MINUTE = 10
const MINUTE_MS = 60_000

/** The same requests, of whose replies it is told which data the server holds. */
export function hearDataId(send: HttpSend, note: (id: string) => void): HttpSend {
  return async (request, signal) => {
    const outcome = await send(request, signal)
    const id = outcome.kind === 'reply' ? outcome.headers.get(DATA_ID_HEADER) : null
    if (id !== null && DATA_ID.test(id)) note(id)
    return outcome
  }
}

export interface ServerDataOptions {
  readonly nowMs: () => number
  /** The server holds other data than it did: what it was sent before has to be asked for again. */
  readonly onChange: () => void
}

/** Which data the server of an upload holds. It may change under way: a server is set up anew, or gets another disk. */
export class ServerData {
  readonly #options: ServerDataOptions
  #id: string | undefined
  /** Times of the changes of the last minute. */
  #changes: number[] = []

  constructor(options: ServerDataOptions) {
    this.#options = options
  }

  /** Undefined until the server has said it, and of one that never does. */
  get id(): string | undefined {
    return this.#id
  }

  note(id: string): void {
    if (id === this.#id) return
    if (this.#id === undefined) {
      this.#id = id
      return
    }
    const nowMs = this.#options.nowMs()
    this.#changes = this.#changes.filter((changeMs) => nowMs - changeMs < MINUTE_MS)
    // Noticed again by the first reply that comes later.
    if (this.#changes.length >= MAX_CHANGES_PER_MINUTE) return
    this.#changes.push(nowMs)
    this.#id = id
    this.#options.onChange()
  }
}
