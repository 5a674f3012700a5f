import { MAX_LISTED_VALUES, type ValueDescription } from '../describe-session.ts'

/** What the file of a model says about it. */
export interface ModelFacts {
  /** Version of the file format. */
  readonly irVersion?: number
  readonly producer?: string
  readonly producerVersion?: string
  readonly domain?: string
  readonly modelVersion?: number
  readonly graph?: string
  /** Version of the standard operators. */
  readonly opset?: number
  /** Versions of operators of other domains. */
  readonly otherOpsets?: readonly { readonly domain: string; readonly version: number }[]
  /** Nodes, with those inside of loops and branches. */
  readonly nodeCount: number
  /** How often each operator occurs, most frequent first; those of other domains as `com_microsoft:Gelu`. */
  readonly operators: Readonly<Record<string, number>>
  /** Elements of all initializers. */
  readonly parameterCount: number
  readonly parameterBytes: number
  /** Elements of initializers by their type. */
  readonly parametersByType: Readonly<Record<string, number>>
  readonly functionCount?: number
  readonly inputs: readonly ValueDescription[]
  readonly outputs: readonly ValueDescription[]
  /** What whoever exported it wrote beside it. */
  readonly metadata?: readonly { readonly key: string; readonly value: string }[]
  /** Files with weights, relative to the model. */
  readonly externalFiles: readonly string[]
  /** Why the rest of the file was not read; what comes before it is told. */
  readonly problem?: string
}

/** Kinds of operators, of types and so on that are told apart; models have some dozen. */
const MAX_KINDS = 1000
const MAX_EXTERNAL_FILES = 1000
export const MAX_METADATA = 50
const OTHER = 'other'

/** Collects what is found while a file is being read. */
export class FactsBuilder {
  readonly header: {
    irVersion?: number
    producer?: string
    producerVersion?: string
    domain?: string
    modelVersion?: number
    opset?: number
    graph?: string
  } = {}
  readonly opsets: Map<string, number> = new Map()
  readonly metadata: Map<string, string> = new Map()
  readonly inputs: ValueDescription[] = []
  readonly outputs: ValueDescription[] = []
  /** Old models list their weights among the inputs too. */
  readonly initializerNames: Set<string> = new Set()
  functionCount = 0
  hasGraph = false
  #nodeCount = 0
  #parameterCount = 0
  #parameterBytes = 0
  readonly #operators = new Map<string, number>()
  readonly #types = new Map<string, number>()
  readonly #externalFiles = new Set<string>()

  addNode(operator: string): void {
    this.#nodeCount++
    // A dot in a key of the configuration is read as a path.
    count(this.#operators, operator.replaceAll('.', '_'), 1)
  }

  addParameters(type: string, elementCount: number, sizeBytes: number): void {
    this.#parameterCount += elementCount
    this.#parameterBytes += sizeBytes
    count(this.#types, type, elementCount)
  }

  addExternalFile(location: string): void {
    if (this.#externalFiles.size < MAX_EXTERNAL_FILES) this.#externalFiles.add(location)
  }

  toFacts(problem: string | undefined): ModelFacts {
    const { functionCount, metadata, initializerNames } = this
    const otherOpsets = [...this.opsets].map(([domain, version]) => ({ domain, version }))
    return {
      ...this.header,
      ...(otherOpsets.length === 0 ? {} : { otherOpsets }),
      nodeCount: this.#nodeCount,
      operators: Object.fromEntries([...this.#operators].toSorted(([, a], [, b]) => b - a)),
      parameterCount: this.#parameterCount,
      parameterBytes: this.#parameterBytes,
      parametersByType: Object.fromEntries(this.#types),
      ...(functionCount === 0 ? {} : { functionCount }),
      inputs: this.inputs.filter(({ name }) => !initializerNames.has(name)).slice(0, MAX_LISTED_VALUES),
      outputs: this.outputs.slice(0, MAX_LISTED_VALUES),
      ...(metadata.size === 0 ? {} : { metadata: [...metadata].map(([key, value]) => ({ key, value })) }),
      externalFiles: [...this.#externalFiles],
      ...(problem === undefined ? {} : { problem }),
    }
  }
}

function count(counts: Map<string, number>, key: string, by: number): void {
  const known = counts.has(key) || counts.size < MAX_KINDS ? key : OTHER
  counts.set(known, (counts.get(known) ?? 0) + by)
}
