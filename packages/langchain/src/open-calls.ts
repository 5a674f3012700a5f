import type { Span } from '@kymo/core'

/** One run of LangChain between its start and its end. */
export interface OpenCall {
  readonly runId: string
  readonly rootId: string
  readonly kind: 'llm' | 'tool' | 'retriever' | 'node' | 'chain'
  /** Model, tool, retriever or node, as statistics name it. */
  readonly name: string
  readonly span: Span
  readonly startMs: number
  readonly isAgent: boolean
  firstTokenMs?: number
  lastTokenMs?: number
  tokenCount: number
  hasEnded: boolean
}

/** A stream that is broken off never ends for a handler: beyond so many roots the oldest are given up. */
const MAX_ROOTS = 10_000

/** What is open, by LangChain's run id; and by root, because the end of a root is the end of all that is below it. */
export class OpenCalls {
  readonly #calls = new Map<string, OpenCall>()
  readonly #roots = new Map<string, Set<string>>()
  /** Runs that have no span of their own, and the run that stands for them. */
  readonly #aliases = new Map<string, string>()
  /** Tool calls that were seen to run, by root. */
  readonly #toolCalls = new Map<string, Set<string>>()

  get size(): number {
    return this.#calls.size
  }

  /** The call that a parent id stands for. */
  find(runId: string | undefined): OpenCall | undefined {
    if (runId === undefined) return undefined
    return this.#calls.get(this.#aliases.get(runId) ?? runId)
  }

  rootIdOf(parent: OpenCall | undefined, runId: string): string {
    return parent?.rootId ?? runId
  }

  /** @returns what it takes the place of, and what there is no more room for */
  add(call: OpenCall): OpenCall[] {
    const replaced = this.take(call.runId)
    const lost = replaced === undefined ? [] : [replaced]
    this.#calls.set(call.runId, call)
    let members = this.#roots.get(call.rootId)
    if (members === undefined) {
      members = new Set()
      this.#roots.set(call.rootId, members)
    }
    members.add(call.runId)
    if (this.#roots.size <= MAX_ROOTS) return lost
    const [oldest] = this.#roots.keys()
    return oldest === undefined ? lost : [...lost, ...this.takeTree(oldest)]
  }

  /** A run without a span: what is below it hangs on its parent. */
  skip(runId: string, parentId: string | undefined): void {
    const parent = this.find(parentId)
    if (parent === undefined) return
    this.#aliases.set(runId, parent.runId)
    this.#roots.get(parent.rootId)?.add(runId)
  }

  noteToolCall(rootId: string, toolCallId: string): void {
    const known = this.#toolCalls.get(rootId) ?? new Set()
    this.#toolCalls.set(rootId, known.add(toolCallId))
  }

  /** @returns true the first time that a tool call is heard of that never ran */
  isUnseenToolCall(rootId: string, toolCallId: string): boolean {
    if (this.#toolCalls.get(rootId)?.has(toolCallId) === true) return false
    this.noteToolCall(rootId, toolCallId)
    return true
  }

  /** Takes a call that ends. */
  take(runId: string): OpenCall | undefined {
    this.#dropAlias(runId)
    const call = this.#calls.get(runId)
    if (call === undefined) return undefined
    this.#calls.delete(runId)
    this.#roots.get(call.rootId)?.delete(runId)
    return call
  }

  #dropAlias(runId: string): void {
    const standIn = this.#aliases.get(runId)
    if (standIn === undefined) return
    this.#aliases.delete(runId)
    const rootId = this.#calls.get(standIn)?.rootId
    if (rootId !== undefined) this.#roots.get(rootId)?.delete(runId)
  }

  /** Takes what is still open below a root, the root included, inner ones first. */
  takeTree(rootId: string): OpenCall[] {
    const left = [...(this.#roots.get(rootId) ?? [])].toReversed()
    this.#roots.delete(rootId)
    this.#toolCalls.delete(rootId)
    return left.flatMap((runId) => {
      const call = this.take(runId)
      return call === undefined ? [] : [call]
    })
  }

  takeAll(): OpenCall[] {
    return [...this.#roots.keys()].flatMap((rootId) => this.takeTree(rootId))
  }
}
