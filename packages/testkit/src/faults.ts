import type { ServerResponse } from 'node:http'

/** What a server says when nothing goes wrong. */
export interface Answer {
  readonly status: number
  readonly json: unknown
}

/** What can go wrong with one request. */
export type Fault =
  /** The connection breaks while the body is on its way; nothing is stored. */
  | { readonly kind: 'reset' }
  /** The request is carried out, but its answer is lost. */
  | { readonly kind: 'lost-answer' }
  /** No answer at all. */
  | { readonly kind: 'hang' }
  /** Status and headers, then silence in the body. */
  | { readonly kind: 'hang-in-body' }
  /** Any status; nothing is stored. */
  | {
      readonly kind: 'status'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** Carried out, and answered with this text instead. */
  | { readonly kind: 'wrong-reply'; readonly status?: number; readonly text: string }

export interface FaultScene {
  readonly fault: Fault
  readonly response: ServerResponse
  readonly seen: (status: number) => void
  readonly answer: () => Answer
}

/** Plays one fault. A reset has been played before: it happens while the body is still arriving. */
export function playFault({ fault, response, seen, answer }: FaultScene): void {
  switch (fault.kind) {
    case 'reset':
      return
    case 'lost-answer':
      seen(answer().status)
      return void response.socket?.resetAndDestroy()
    case 'hang':
      return seen(0)
    case 'hang-in-body':
      seen(200)
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 100 })
      return void response.write('{"offset": ')
    case 'status':
      seen(fault.status)
      return void response.writeHead(fault.status, fault.headers).end(fault.body ?? '')
    case 'wrong-reply': {
      const { status } = answer()
      seen(fault.status ?? status)
      return void response.writeHead(fault.status ?? status).end(fault.text)
    }
  }
}
