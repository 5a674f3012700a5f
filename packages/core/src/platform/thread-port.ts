import { MessageChannel, receiveMessageOnPort, type MessagePort } from 'node:worker_threads'

/** The receiving end of what another thread posts. */
export interface ThreadPort {
  /** For the other thread; hand it over once. */
  readonly remote: MessagePort
  /** Receives what has been posted, now, even in a thread that never returns to its event loop. */
  drain(): void
  close(): void
}

/** Does not keep the process alive. */
export function openThreadPort(onMessage: (message: unknown) => void): ThreadPort {
  const { port1, port2 } = new MessageChannel()
  port1.on('message', onMessage)
  // Last: listening makes a port count.
  port1.unref()
  return {
    remote: port2,
    drain: () => {
      for (let next = receiveMessageOnPort(port1); next !== undefined; next = receiveMessageOnPort(port1)) {
        onMessage(next.message)
      }
    },
    close: () => port1.close(),
  }
}
