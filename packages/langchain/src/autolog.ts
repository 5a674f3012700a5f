import type { KymoCallbackHandler } from './kymo-callback-handler.ts'

/** The module `@langchain/core/callbacks/manager`, of the copy (`import` or `require`) that the program uses. */
export interface CallbackManagerModule {
  readonly CallbackManager: object
}

type Configure = (inheritable?: unknown, ...rest: unknown[]) => unknown

/** Where every call of LangChain puts its callbacks together; `configure` is a wrapper around it. */
const CONFIGURE = '_configureSync'

interface Patched {
  [CONFIGURE]?: Configure
}

const HANDLERS = Symbol.for('kymo.langchain.handlers')

/**
 * Adds a handler to every call of LangChain that the program makes from now on, without naming it in `callbacks`. The two copies of
 * LangChain, for `import` and for `require`, have a module each.
 *
 * @returns takes the handler back
 * @throws {TypeError} for what is not that module, or a version of it that has no place for this
 * @example
 * ```js
 * import * as manager from '@langchain/core/callbacks/manager'
 * import { RunnableLambda } from '@langchain/core/runnables'
 * import { init } from '@kymo/core'
 * import { autolog, KymoCallbackHandler } from '@kymo/langchain'
 *
 * const run = await init({ project: 'assistant' })
 * const stop = autolog(manager, new KymoCallbackHandler({ run }))
 * await RunnableLambda.from((text) => text.length).invoke('hello')
 * stop()
 * await run.finish()
 * ```
 */
export function autolog(module: CallbackManagerModule, handler: KymoCallbackHandler): () => void {
  const manager = module?.CallbackManager as (Patched & { [HANDLERS]?: Set<unknown> }) | undefined
  const original = manager?.[CONFIGURE]
  if (manager === undefined || typeof original !== 'function')
    throw new TypeError(
      'Cannot log all of LangChain: the module must be @langchain/core/callbacks/manager 1.x, with CallbackManager in it',
    )
  let handlers = manager[HANDLERS]
  if (handlers === undefined) {
    handlers = new Set()
    manager[HANDLERS] = handlers
    patch(manager, original, handlers)
  }
  const added = handlers.add(handler)
  return () => void added.delete(handler)
}

function patch(manager: Patched, original: Configure, handlers: ReadonlySet<unknown>): void {
  manager[CONFIGURE] = function (this: unknown, inheritable?: unknown, ...rest: unknown[]) {
    return original.call(
      this,
      handlers.size === 0 ? inheritable : withHandlers(inheritable, handlers),
      ...rest,
    )
  }
}

/** The callbacks of a call are a list, or the manager that a call above has handed down. */
function withHandlers(inheritable: unknown, handlers: ReadonlySet<unknown>): unknown {
  if (inheritable === undefined || inheritable === null) return [...handlers]
  if (Array.isArray(inheritable)) {
    const given: unknown[] = inheritable
    return [...given, ...[...handlers].filter((handler) => !given.includes(handler))]
  }
  const { handlers: known, addHandler } = inheritable as { handlers?: unknown; addHandler?: unknown }
  if (!Array.isArray(known) || typeof addHandler !== 'function') return inheritable
  for (const handler of handlers)
    if (!known.includes(handler))
      (addHandler as (handler: unknown, inherit: boolean) => void).call(inheritable, handler, true)
  return inheritable
}
