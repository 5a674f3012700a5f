import { createElement, useEffect, useState } from 'react'
import type { ComponentType, JSX, ReactNode } from 'react'

export interface Part<P extends object> {
  (props: P): ReactNode
  /** Starts to load the code before it is shown. */
  readonly load: () => void
}

/**
 * A component whose code is loaded when it is first shown. Suspense keeps each fallback for 300 ms, even when what it waits
 * for has come, and a page inside a page waits twice; here the content stands as soon as it is there.
 */
export function part<P extends object>(
  load: () => Promise<ComponentType<P>>,
  fallback: JSX.Element,
): Part<P> {
  let loaded: ComponentType<P> | undefined
  let loading: Promise<void> | undefined
  const fetchCode = async (): Promise<void> => {
    try {
      loaded = await load()
    } catch (error) {
      // The next attempt asks the server again.
      loading = undefined
      throw error
    }
  }
  const start = (): Promise<void> => (loading ??= fetchCode())
  const LoadedPart = (props: P): ReactNode => {
    const [, setVersion] = useState(0)
    const [problem, setProblem] = useState<{ readonly error: unknown }>()
    useEffect(() => {
      if (loaded !== undefined) return undefined
      let isShown = true
      start().then(
        () => isShown && setVersion(1),
        (error: unknown) => isShown && setProblem({ error }),
      )
      return () => {
        isShown = false
      }
    }, [])
    if (problem !== undefined) throw problem.error
    return loaded === undefined ? fallback : createElement(loaded, props)
  }
  return Object.assign(LoadedPart, { load: () => void start().catch(() => undefined) })
}
