import { loose, numberOf, type StreamerLike } from './framework-types.ts'

/** How a row of a batch ended: with an end-of-sequence token, at the limit of its length, or because it was stopped. */
export type FinishReason = 'stop' | 'length' | 'interrupted'

export interface GenerationFacts {
  readonly promptTokens: number
  /** Of all rows, each up to its end. */
  readonly outputTokens: number
  readonly stepCount: number
  /** From the start of the call to the first token. */
  readonly timeToFirstTokenMs: number | undefined
  /** Between one step and the next. */
  readonly stepMs: readonly number[]
  /** Steps after the first and the time that they took. */
  readonly decodeMs: number
  readonly finishReasons: readonly FinishReason[]
}

export interface GenerationLimits {
  readonly endTokens: ReadonlySet<number>
  readonly maxNewTokens: number | undefined
}

/** Beyond so many only every other step is kept, then every fourth, and so on: a percentile needs no more. */
const MAX_STEPS = 4096

/**
 * A streamer that measures, and hands everything on to the user's. `put` is called once with the prompt, then once per step with one
 * token per row; rows that have ended go on to be fed until all have, which is not counted.
 */
export class GenerationMeter implements StreamerLike {
  readonly #user: StreamerLike | undefined
  readonly #now: () => number
  readonly #startMs: number
  readonly #limits: GenerationLimits
  readonly #rows: { tokens: number; hasEnded: boolean }[] = []
  #promptTokens = 0
  #putCount = 0
  #firstMs: number | undefined
  #lastMs = 0
  #stepMs: number[] = []
  #stride = 1

  constructor(options: {
    readonly user: StreamerLike | undefined
    readonly now: () => number
    readonly startMs: number
    readonly limits: GenerationLimits
  }) {
    this.#user = options.user
    this.#now = options.now
    this.#startMs = options.startMs
    this.#limits = options.limits
  }

  put(tokens: unknown): unknown {
    const nowMs = this.#now()
    try {
      if (this.#putCount++ === 0) this.#readPrompt(tokens)
      else this.#readStep(tokens, nowMs)
    } catch {
      // Of a form that is not known: what cannot be counted is not.
    }
    return this.#user?.put(tokens)
  }

  end(): unknown {
    return this.#user?.end()
  }

  /** Once generation is over. */
  facts(): GenerationFacts {
    const stepCount = Math.max(0, this.#putCount - 1)
    const { maxNewTokens } = this.#limits
    return {
      promptTokens: this.#promptTokens,
      outputTokens: this.#rows.reduce((sum, row) => sum + row.tokens, 0),
      stepCount,
      timeToFirstTokenMs: this.#firstMs === undefined ? undefined : this.#firstMs - this.#startMs,
      stepMs: this.#stepMs,
      decodeMs: this.#firstMs === undefined ? 0 : this.#lastMs - this.#firstMs,
      finishReasons: this.#rows.map(({ hasEnded }) =>
        hasEnded
          ? 'stop'
          : maxNewTokens !== undefined && stepCount >= maxNewTokens
            ? 'length'
            : 'interrupted',
      ),
    }
  }

  #readPrompt(tokens: unknown): void {
    for (const row of rowsOf(tokens)) {
      this.#promptTokens += row.length
      this.#rows.push({ tokens: 0, hasEnded: false })
    }
  }

  #readStep(tokens: unknown, nowMs: number): void {
    if (this.#firstMs === undefined) this.#firstMs = nowMs
    else this.#keepStep(nowMs - this.#lastMs)
    this.#lastMs = nowMs
    for (const [index, row] of rowsOf(tokens).entries()) {
      const state = this.#rows[index]
      if (state === undefined || state.hasEnded) continue
      state.tokens += row.length
      const last = numberOf(row.at(-1))
      state.hasEnded = last !== undefined && this.#limits.endTokens.has(last)
    }
  }

  #keepStep(ms: number): void {
    if ((this.#putCount - 2) % this.#stride !== 0) return
    this.#stepMs.push(ms)
    if (this.#stepMs.length < MAX_STEPS) return
    this.#stepMs = this.#stepMs.filter((_, index) => index % 2 === 0)
    this.#stride *= 2
  }
}

function rowsOf(tokens: unknown): readonly (readonly unknown[])[] {
  if (!Array.isArray(tokens)) return []
  return tokens.map((row: unknown) => (Array.isArray(row) ? row : [row]))
}

/** Where generation ends, from its own options, then those of the model. */
export function limitsOf(options: unknown, model: unknown): GenerationLimits {
  const own = loose(options)
  const ownConfig = loose(own['generation_config'])
  const config = loose(loose(model)['generation_config'])
  const modelConfig = loose(loose(model)['config'])
  const end =
    own['eos_token_id'] ?? ownConfig['eos_token_id'] ?? config['eos_token_id'] ?? modelConfig['eos_token_id']
  const max = own['max_new_tokens'] ?? ownConfig['max_new_tokens'] ?? config['max_new_tokens']
  const list: unknown[] = Array.isArray(end) ? end : [end]
  const endTokens = list.flatMap((token) => {
    const number = numberOf(token)
    return number === undefined ? [] : [number]
  })
  return { endTokens: new Set(endTokens), maxNewTokens: numberOf(max) }
}
