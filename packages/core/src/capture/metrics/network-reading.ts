import { parseNetworkTraffic, type NetworkTraffic } from './parse-proc.ts'
import type { Machine, Measure, Reading } from './reading.ts'

/** Bytes that the machine has sent and received since the run began. */
export class NetworkReading implements Reading {
  readonly #machine: Machine
  readonly #first: NetworkTraffic | undefined

  constructor(machine: Machine) {
    this.#machine = machine
    this.#first = this.#traffic()
  }

  read(measure: Measure): void {
    const traffic = this.#traffic()
    if (traffic === undefined || this.#first === undefined) return
    measure('network.sent', traffic.sentBytes - this.#first.sentBytes)
    measure('network.recv', traffic.receivedBytes - this.#first.receivedBytes)
  }

  #traffic(): NetworkTraffic | undefined {
    const text = this.#machine.readText('/proc/net/dev')
    return text === undefined ? undefined : parseNetworkTraffic(text)
  }
}
