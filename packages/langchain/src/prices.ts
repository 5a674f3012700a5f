import type { Usage } from './read-usage.ts'

/** US dollars per million tokens. */
export interface ModelPrice {
  readonly input: number
  readonly output: number
  /** Default: as `input`. */
  readonly cacheRead?: number
  /** Default: as `input`. */
  readonly cacheWrite?: number
}

/** By the name of a model; `*` at the end stands for all names that begin with what is before it, the longest such name wins. */
export type PriceTable = Readonly<Record<string, ModelPrice>>

/** Year and month of {@link DEFAULT_PRICES}. They change: state your own where cost matters. */
export const PRICES_AS_OF = '2025-08'

/** List prices of widely used models, for text, without discounts, batches or tiers by the length of a prompt. */
export const DEFAULT_PRICES: PriceTable = {
  'gpt-4o*': { input: 2.5, output: 10, cacheRead: 1.25 },
  'gpt-4o-mini*': { input: 0.15, output: 0.6, cacheRead: 0.075 },
  'gpt-4.1*': { input: 2, output: 8, cacheRead: 0.5 },
  'gpt-4.1-mini*': { input: 0.4, output: 1.6, cacheRead: 0.1 },
  'gpt-4.1-nano*': { input: 0.1, output: 0.4, cacheRead: 0.025 },
  'gpt-5*': { input: 1.25, output: 10, cacheRead: 0.125 },
  'gpt-5-mini*': { input: 0.25, output: 2, cacheRead: 0.025 },
  'gpt-5-nano*': { input: 0.05, output: 0.4, cacheRead: 0.005 },
  'o3*': { input: 2, output: 8, cacheRead: 0.5 },
  'o4-mini*': { input: 1.1, output: 4.4, cacheRead: 0.275 },
  'claude-3-5-haiku*': { input: 0.8, output: 4, cacheRead: 0.08, cacheWrite: 1 },
  'claude-3-5-sonnet*': { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  'claude-3-7-sonnet*': { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  'claude-sonnet-4*': { input: 3, output: 15, cacheRead: 0.3, cacheWrite: 3.75 },
  'claude-haiku-4-5*': { input: 1, output: 5, cacheRead: 0.1, cacheWrite: 1.25 },
  'gemini-2.5-pro*': { input: 1.25, output: 10, cacheRead: 0.31 },
  'gemini-2.5-flash*': { input: 0.3, output: 2.5, cacheRead: 0.075 },
  'gemini-2.5-flash-lite*': { input: 0.1, output: 0.4, cacheRead: 0.025 },
  'gemini-2.0-flash*': { input: 0.1, output: 0.4, cacheRead: 0.025 },
}

/** Knows what a call has cost. */
export class PriceBook {
  readonly #exact = new Map<string, ModelPrice>()
  /** Longest first. */
  readonly #beginnings: readonly (readonly [beginning: string, price: ModelPrice])[]

  /** @param own wins over the defaults, entry by entry */
  constructor(own: PriceTable = {}) {
    const beginnings = new Map<string, ModelPrice>()
    for (const [name, price] of [...Object.entries(DEFAULT_PRICES), ...Object.entries(own)]) {
      if (name.endsWith('*')) beginnings.set(name.slice(0, -1), price)
      else this.#exact.set(name, price)
    }
    this.#beginnings = [...beginnings].toSorted(([a], [b]) => b.length - a.length)
  }

  /** @returns US dollars; undefined for a model without a price, or a call that did not say its tokens */
  costOf(model: string, usage: Usage): number | undefined {
    const price =
      this.#exact.get(model) ?? this.#beginnings.find(([beginning]) => model.startsWith(beginning))?.[1]
    const { inputTokens = 0, outputTokens = 0, cacheReadTokens = 0, cacheWriteTokens = 0 } = usage
    if (price === undefined || inputTokens + outputTokens === 0) return undefined
    const { input, output, cacheRead = input, cacheWrite = input } = price
    const plainTokens = Math.max(0, inputTokens - cacheReadTokens - cacheWriteTokens)
    const sum =
      plainTokens * input +
      cacheReadTokens * cacheRead +
      cacheWriteTokens * cacheWrite +
      outputTokens * output
    return sum / 1e6
  }
}
