/** One operator on one provider, or one node, summed up over all its calls in a profile. */
export interface ProfileEntry {
  readonly name: string
  readonly operator: string
  readonly provider: string
  readonly inputs: string
  readonly outputs: string
  readonly nodes: Set<string>
  callCount: number
  sumUs: number
  maxUs: number
}

/** What a profile tells. */
export interface ProfileFacts {
  readonly operators: readonly ProfileEntry[]
  readonly nodes: readonly ProfileEntry[]
  readonly runCount: number
  readonly runUs: number
  /** Events that could not be read. */
  readonly skippedCount: number
  /** Nodes that are not told apart, because there are too many. */
  readonly hasMore: boolean
}

interface ProfileEvent {
  readonly cat?: unknown
  readonly name?: unknown
  readonly dur?: unknown
  readonly args?: Readonly<Record<string, unknown>>
}

const MAX_NODES = 20_000
const MAX_OPERATORS = 1000
const MAX_TEXT_CHARS = 256
const KERNEL_SUFFIX = '_kernel_time'

/**
 * Sums up the profile that ONNX Runtime writes: a JSON array in the format of Chrome's trace viewer with one event per line. Takes
 * line after line, so that a profile of any size costs no more memory than the model has nodes.
 */
export class ProfileParser {
  readonly #operators = new Map<string, ProfileEntry>()
  readonly #nodes = new Map<string, ProfileEntry>()
  #runCount = 0
  #runUs = 0
  #skippedCount = 0
  #hasMore = false

  push(line: string): void {
    const json = line.trim().replace(/,$/, '')
    if (json === '' || json === '[' || json === ']') return
    try {
      this.#take(JSON.parse(json) as ProfileEvent | null)
    } catch {
      this.#skippedCount++
    }
  }

  /** Longest first. */
  finish(): ProfileFacts {
    const sorted = (entries: Iterable<ProfileEntry>): ProfileEntry[] =>
      [...entries].toSorted((a, b) => b.sumUs - a.sumUs)
    return {
      operators: sorted(this.#operators.values()),
      nodes: sorted(this.#nodes.values()),
      runCount: this.#runCount,
      runUs: this.#runUs,
      skippedCount: this.#skippedCount,
      hasMore: this.#hasMore,
    }
  }

  #take(event: ProfileEvent | null): void {
    const us = event?.dur
    if (typeof us !== 'number' || !(us >= 0)) return
    if (event?.name === 'model_run') {
      this.#runCount++
      this.#runUs += us
    }
    const name = text(event?.name)
    if (event?.cat !== 'Node' || !name.endsWith(KERNEL_SUFFIX)) return
    const args = event.args ?? {}
    const facts = {
      name: name.slice(0, -KERNEL_SUFFIX.length),
      operator: text(args['op_name']),
      provider: text(args['provider']),
      inputs: describeShapes(args['input_type_shape']),
      outputs: describeShapes(args['output_type_shape']),
    }
    this.#add(this.#operators, `${facts.operator}\0${facts.provider}`, facts, us, MAX_OPERATORS)
    this.#add(this.#nodes, `${facts.name}\0${facts.provider}`, facts, us, MAX_NODES)
  }

  // oxlint-disable-next-line max-params -- an entry, its place and its time
  #add(
    entries: Map<string, ProfileEntry>,
    key: string,
    facts: Pick<ProfileEntry, 'name' | 'operator' | 'provider' | 'inputs' | 'outputs'>,
    us: number,
    limit: number,
  ): void {
    let entry = entries.get(key)
    if (entry === undefined) {
      if (entries.size >= limit) {
        this.#hasMore = true
        return
      }
      entry = { ...facts, nodes: new Set(), callCount: 0, sumUs: 0, maxUs: 0 }
      entries.set(key, entry)
    }
    if (entry.nodes.size < MAX_NODES) entry.nodes.add(facts.name)
    entry.callCount++
    entry.sumUs += us
    if (us > entry.maxUs) entry.maxUs = us
  }
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_TEXT_CHARS) : ''
}

/** `[{"float":[2,8]},{"float":[4]}]` becomes `float[2,8], float[4]`. */
function describeShapes(value: unknown): string {
  if (!Array.isArray(value)) return ''
  const shapes = value.flatMap((item: unknown) =>
    typeof item === 'object' && item !== null
      ? Object.entries(item).map(([type, dims]) => `${type}[${Array.isArray(dims) ? dims.join(',') : ''}]`)
      : [],
  )
  return shapes.join(', ').slice(0, MAX_TEXT_CHARS)
}
